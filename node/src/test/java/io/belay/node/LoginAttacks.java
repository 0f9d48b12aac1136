package io.belay.node;

import static io.belay.node.GuardedBroker.FAR;
import static io.belay.node.GuardedBroker.FAR_OVER_TLS;
import static io.belay.node.GuardedBroker.fate;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.sasl.PlainMessage;
import io.belay.amqp.sasl.ScramClient;
import io.belay.amqp.sasl.ScramHash;
import io.belay.amqp.type.Binary;
import io.belay.mqtt.Packet;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.node.AttacksTest.Attack;
import io.belay.node.login.LineFacts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Ways to come in as somebody that one is not. */
final class LoginAttacks {
    private static final LineFacts NOBODYS = new LineFacts("203.0.113.7", false, true, "CN=somebody");
    private static final LineFacts TILLS = new LineFacts("203.0.113.7", false, true, "CN=till-7");
    private static final String BAD = "BAD_USER_NAME_OR_PASSWORD";
    private static final String NONCE = "the.nonce.of.the.client";

    private LoginAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(passwords(), scrams(), certificates(), sasl(), sessions())
                .flatMap(List::stream);
    }

    private static Attack mqtt(String name, String user, String password, String answer) {
        return new Attack(name, "M5-18", broker -> fate(broker.mqtt("c", user, password)), answer);
    }

    private static List<Attack> passwords() {
        return List.of(
                mqtt("a wrong password", "anna", "guess", BAD),
                mqtt("a user that there is not", "nobody", "secret", BAD),
                mqtt("the password of somebody else", "anna", "hunter2", BAD),
                mqtt("a password with more behind it", "anna", "secret\0x", BAD),
                mqtt("no name and no password", null, null, BAD),
                mqtt("an empty name", "", "secret", BAD),
                mqtt("a name without a password", "anna", null, BAD),
                mqtt("an empty password", "anna", "", BAD),
                mqtt("a user that has a certificate only", "till-7", "", BAD),
                mqtt("the principal of those without a name", "anonymous", "", BAD),
                mqtt("a name in capitals", "ANNA", "secret", BAD),
                mqtt("a name as long as it can be", "a".repeat(60_000), "secret", BAD),
                mqtt("a password as long as it can be", "anna", "s".repeat(60_000), BAD),
                new Attack(
                        "a wrong password of a user with another kind of hash",
                        "M5-18",
                        broker -> fate(broker.mqtt("c", "carl", "hash of pass")),
                        BAD),
                new Attack(
                        "the right password in the clear from elsewhere",
                        "M5-18",
                        broker -> fate(broker.from(FAR).mqtt("c", "anna", "secret")),
                        "NOT_AUTHORIZED"),
                new Attack(
                        "a wrong password in 3.1.1",
                        "M3-23",
                        broker -> fate(broker.mqtt(Version.MQTT_3_1_1, "c", "anna", "guess", null)),
                        BAD));
    }

    private static Attack method(String name, String method, String data, String answer) {
        return new Attack(
                name,
                "M5-75",
                broker -> fate(broker.mqttWith("c", method, data.getBytes(StandardCharsets.UTF_8))),
                answer);
    }

    private static Attack proof(String name, String proof) {
        return new Attack(
                name,
                "M5-75",
                broker -> {
                    TestClient client = broker.mqttWith("c", "SCRAM-SHA-256", first().bytes());
                    broker.answer(client, ReasonCode.CONTINUE_AUTHENTICATION, proof.getBytes(StandardCharsets.UTF_8));
                    return fate(client);
                },
                "NOT_AUTHORIZED");
    }

    private static Binary first() {
        return new ScramClient(ScramHash.SHA_256, "anna", "secret", NONCE).first();
    }

    private static List<Attack> scrams() {
        String not = "NOT_AUTHORIZED";
        return List.of(
                new Attack(
                        "a wrong password by SCRAM",
                        "M5-75",
                        broker -> fate(broker.mqttScram("c", "anna", "guess")),
                        not),
                new Attack(
                        "a user that there is not by SCRAM",
                        "M5-75",
                        broker -> fate(broker.mqttScram("c", "nobody", "secret")),
                        not),
                new Attack("the proof of an earlier exchange", "M5-75", LoginAttacks::replayed, not),
                method("nothing of SCRAM", "SCRAM-SHA-256", "", not),
                method("half of a first message", "SCRAM-SHA-256", "n,,n=anna", not),
                method("to act for somebody else", "SCRAM-SHA-256", "n,a=bert,n=anna,r=" + NONCE, not),
                method("a channel binding that was not offered", "SCRAM-SHA-256", "p=tls-unique,,n=anna,r=x", not),
                method("bytes that say nothing", "SCRAM-SHA-256", "\u00FF\u0000", not),
                proof("no proof", ""),
                proof("half of a proof", "c=biws,r=" + NONCE),
                proof("a proof of nothing", "c=biws,r=" + NONCE + ",p="),
                proof("the proof of a nonce of one's own", "c=biws,r=" + NONCE + ",p=AAAA"),
                method("a method that shows the password", "PLAIN", "\0anna\0secret", "BAD_AUTHENTICATION_METHOD"),
                method("a method without a certificate", "EXTERNAL", "anna", "BAD_AUTHENTICATION_METHOD"),
                method("no name by a method", "ANONYMOUS", "", "BAD_AUTHENTICATION_METHOD"),
                method("a method that is no word", "SCR\u00C4M", "", "BAD_AUTHENTICATION_METHOD"),
                new Attack(
                        "to become somebody else on an open line", "M5-76", LoginAttacks::anotherOnTheSameLine, not));
    }

    private static String replayed(GuardedBroker broker) {
        ScramClient scram = new ScramClient(ScramHash.SHA_256, "anna", "secret", NONCE);
        TestClient honest = broker.mqttWith("a", "SCRAM-SHA-256", scram.first().bytes());
        byte[] heard = scram.respond(GuardedBroker.challenge(honest)).bytes();
        broker.answer(honest, ReasonCode.CONTINUE_AUTHENTICATION, heard);
        if (!fate(honest).equals("in")) return "the honest one was not let in";

        TestClient thief = broker.mqttWith("b", "SCRAM-SHA-256", scram.first().bytes());
        broker.answer(thief, ReasonCode.CONTINUE_AUTHENTICATION, heard);
        return fate(thief);
    }

    private static String anotherOnTheSameLine(GuardedBroker broker) {
        TestClient client = broker.mqttScram("c", "anna", "secret");
        if (!fate(client).equals("in")) return "anna was not let in";
        ScramClient scram = new ScramClient(ScramHash.SHA_256, "bert", "hunter2", NONCE);
        broker.answer(client, ReasonCode.RE_AUTHENTICATE, scram.first().bytes());
        Binary proof = scram.respond(GuardedBroker.challenge(client));
        broker.answer(client, ReasonCode.CONTINUE_AUTHENTICATION, proof.bytes());
        return fate(client);
    }

    private static List<Attack> certificates() {
        return List.of(
                new Attack(
                        "a certificate that is nobody's",
                        "M5-18",
                        broker -> fate(broker.from(NOBODYS).mqtt("c", null, null)),
                        BAD),
                new Attack(
                        "one's own certificate and another's name",
                        "M5-18",
                        broker -> fate(broker.from(TILLS).mqtt("c", "anna", null)),
                        BAD),
                new Attack(
                        "one's own certificate to act for another",
                        "AMQP-5.3",
                        broker -> fate(broker.from(TILLS)
                                .sasl("EXTERNAL", Binary.of("anna".getBytes(StandardCharsets.UTF_8)))),
                        "AUTH"),
                new Attack(
                        "a certificate that is nobody's over AMQP",
                        "AMQP-5.3",
                        broker -> fate(broker.from(NOBODYS).sasl("EXTERNAL", null)),
                        "AUTH"));
    }

    private static Attack plain(String name, String actsFor, String user, String password) {
        Binary message = new PlainMessage(actsFor, user, password).toBinary();
        return new Attack(name, "AMQP-5.3", broker -> fate(broker.sasl("PLAIN", message)), "AUTH");
    }

    private static List<Attack> sasl() {
        return List.of(
                plain("a wrong password by PLAIN", "", "anna", "guess"),
                plain("a user that there is not by PLAIN", "", "nobody", "secret"),
                plain("to act for somebody else by PLAIN", "bert", "anna", "secret"),
                new Attack("no message of PLAIN", "AMQP-5.3", broker -> fate(broker.sasl("PLAIN", null)), "AUTH"),
                new Attack(
                        "PLAIN in the clear from elsewhere",
                        "AMQP-5.3",
                        broker ->
                                fate(broker.from(FAR).sasl("PLAIN", new PlainMessage("", "anna", "secret").toBinary())),
                        "AUTH"),
                new Attack(
                        "no name where there are users",
                        "AMQP-5.3",
                        broker -> fate(broker.sasl("ANONYMOUS", null)),
                        "AUTH"),
                new Attack(
                        "EXTERNAL without a certificate",
                        "AMQP-5.3",
                        broker -> fate(broker.from(FAR_OVER_TLS).sasl("EXTERNAL", null)),
                        "AUTH"),
                new Attack(
                        "no SASL at all",
                        "AMQP-5.3",
                        broker -> fate(TestAmqpClient.of(broker.broker, "c")),
                        "amqp:unauthorized-access"),
                new Attack(
                        "a wrong password by SCRAM over AMQP",
                        "AMQP-5.3",
                        broker -> fate(broker.amqpScram("c", ScramHash.SHA_512, "anna", "guess")),
                        "AUTH"),
                new Attack(
                        "a key for another hash than the user has",
                        "AMQP-5.3",
                        broker -> fate(broker.amqpScram("c", ScramHash.SHA_512, "bert", "hunter2")),
                        "AUTH"),
                new Attack(
                        "the proof of an earlier exchange over AMQP", "AMQP-5.3", LoginAttacks::replayedSasl, "AUTH"));
    }

    private static String replayedSasl(GuardedBroker broker) {
        ScramClient scram = new ScramClient(ScramHash.SHA_256, "anna", "secret", NONCE);
        Binary[] heard = {Binary.of()};
        for (String who : List.of("honest", "thief")) {
            TestAmqpClient client = broker.sasl("SCRAM-SHA-256", scram.first());
            Binary challenge =
                    client.seen(AmqpEvent.SaslChallenged.class).get(0).challenge();
            if (who.equals("honest")) heard[0] = scram.respond(challenge);
            client.client.saslResponse(heard[0]);
            broker.settle();
            if (who.equals("thief")) return fate(client);
            if (!fate(client).equals("waits")) return "the honest one was not let in";
        }
        throw new AssertionError("there is a thief");
    }

    private static List<Attack> sessions() {
        return List.of(
                new Attack("to resume another's session", "PAIN-12", broker -> stolen(broker, false), "NOT_AUTHORIZED"),
                new Attack(
                        "to end another's session by a clean start",
                        "PAIN-12",
                        broker -> stolen(broker, true),
                        "NOT_AUTHORIZED"),
                new Attack(
                        "to resume another's session over AMQP",
                        "PAIN-12",
                        LoginAttacks::stolenAmqp,
                        "amqp:invalid-field"),
                new Attack(
                        "a session of AMQP by its name in MQTT",
                        "PAIN-12",
                        broker -> fate(broker.mqtt("amqp:till-7", "anna", "secret")),
                        "CLIENT_IDENTIFIER_NOT_VALID"),
                new Attack(
                        "a will where one may not publish",
                        "M5-18",
                        broker -> fate(broker.mqtt(
                                Version.MQTT_5,
                                "c",
                                "anna",
                                "secret",
                                new Packet.Will("news/fake", 0, true, 0, -1, new byte[] {0, 'x'}))),
                        "NOT_AUTHORIZED"));
    }

    private static String stolen(GuardedBroker broker, boolean clean) {
        TestClient owner = broker.mqtt("till", "anna", "secret");
        TestClient thief = new TestClient(broker.broker, Version.MQTT_5);
        thief.client.connect(new Packet.Connect(
                Version.MQTT_5,
                "till",
                clean,
                60,
                null,
                "bert",
                "hunter2".getBytes(StandardCharsets.UTF_8),
                io.belay.mqtt.Properties.NONE));
        broker.settle();
        return fate(owner).equals("in") ? fate(thief) : "the owner is out: " + fate(owner);
    }

    private static String stolenAmqp(GuardedBroker broker) {
        TestAmqpClient owner = broker.amqp("till", "anna", "secret");
        owner.cut();
        TestAmqpClient again = broker.sasl("PLAIN", new PlainMessage("", "anna", "secret").toBinary());
        again.open("till", "belay:session");
        again.cut(); // its session stays
        TestAmqpClient thief = broker.sasl("PLAIN", new PlainMessage("", "bert", "hunter2").toBinary());
        thief.open("till", "belay:session");
        return fate(thief);
    }
}
