package io.belay.amqp.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Binary;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5802, with the example of RFC 7677 §3. */
class ScramTest {
    private static final String CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final Binary SALT = Binary.of(Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="));
    private static final String FINAL =
            "c=biws,r=" + CLIENT_NONCE + SERVER_NONCE + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";

    private final ScramServer server = new ScramServer(ScramHash.SHA_256, SERVER_NONCE);
    private final ScramCredential pencil = ScramCredential.of(ScramHash.SHA_256, "pencil", SALT, 4_096);

    @Test
    void both_ends_say_what_the_standard_has_as_its_example() {
        ScramClient client = new ScramClient(ScramHash.SHA_256, "user", "pencil", CLIENT_NONCE);

        assertThat(text(client.first())).isEqualTo("n,,n=user,r=" + CLIENT_NONCE);
        assertThat(server.start(client.first())).isEqualTo("user");
        Binary challenge = server.challenge(pencil);
        assertThat(text(challenge))
                .isEqualTo("r=" + CLIENT_NONCE + SERVER_NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        Binary proof = Objects.requireNonNull(client.respond(challenge));
        assertThat(text(proof)).isEqualTo(FINAL);
        Binary signature = Objects.requireNonNull(server.verify(proof));
        assertThat(text(signature)).isEqualTo("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
        assertThat(client.isServerGenuine(signature)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    void a_name_and_password_of_any_letters_are_proved(ScramHash hash) {
        ScramServer ours = new ScramServer(hash, SERVER_NONCE);
        ScramClient client = new ScramClient(hash, "a=b,c\u00A0\u017F", "p\u00E4ss \u2168", CLIENT_NONCE);

        String user = ours.start(client.first());
        ScramCredential credential = ScramCredential.of(hash, "p\u00E4ss IX", SALT, 5_000);
        Binary proof = Objects.requireNonNull(client.respond(ours.challenge(credential)));

        assertThat(user).isEqualTo("a=b,c s");
        assertThat(client.isServerGenuine(ours.verify(proof))).isTrue();
    }

    @Test
    void a_wrong_password_is_refused() {
        ScramClient client = new ScramClient(ScramHash.SHA_256, "user", "pencils", CLIENT_NONCE);
        server.start(client.first());

        assertThat(server.verify(client.respond(server.challenge(pencil)))).isNull();
    }

    @Test
    void an_unknown_user_is_asked_the_same_each_time_and_never_believed() {
        Binary secret = Binary.of(new byte[16]);
        ScramCredential decoy = ScramCredential.decoy(ScramHash.SHA_256, secret, "nobody", 4_096);
        ScramClient client = new ScramClient(ScramHash.SHA_256, "nobody", "pencil", CLIENT_NONCE);
        server.start(client.first());

        assertThat(server.verify(client.respond(server.challenge(decoy)))).isNull();
        assertThat(decoy.salt())
                .isEqualTo(ScramCredential.decoy(ScramHash.SHA_256, secret, "nobody", 4_096)
                        .salt());
        assertThat(decoy.salt())
                .isNotEqualTo(ScramCredential.decoy(ScramHash.SHA_256, secret, "nobody2", 4_096)
                        .salt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "n,,",
                "n,,n=user",
                "n,,r=abc,n=user",
                "p=tls-unique,,n=user,r=abc",
                "n,,n=,r=abc",
                "n,,n=us=er,r=abc",
                "n,,n=user,r=",
                "n,,n=user,r=a\u0007",
                "n,a=other,n=user,r=abc",
                "n,,m=ext,n=user,r=abc",
                "x,,n=user,r=abc",
                "\u00FF"
            })
    void a_first_message_that_is_wrong_is_refused(String message) {
        assertThat(server.start(ScramFields.binary(message))).isNull();
    }

    @Test
    void a_client_may_name_itself_as_the_one_to_act_for() {
        assertThat(server.start(ScramFields.binary("y,a=user,n=user,r=abc"))).isEqualTo("user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c=biws",
                "c=biws,r=x,p=dHzb",
                "c=biws,p=dHzb",
                "c=!,r=x,p=y",
                "c=eSws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "c=biws,r=rOprNGfwEbeRWgbNEkqO,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7An",
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=eHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
            })
    void a_last_message_that_is_wrong_is_refused(String message) {
        server.start(ScramFields.binary("n,,n=user,r=" + CLIENT_NONCE));
        server.challenge(pencil);

        assertThat(server.verify(ScramFields.binary(message))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "r=other,s=W22Z,i=4096",
                "r=rOprNGfwEbeRWgbNEkqO,s=W22Z,i=4096",
                "r=rOprNGfwEbeRWgbNEkqOx,s=!,i=4096",
                "r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=4095",
                "r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=1000001",
                "r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=99999999999",
                "r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=-5",
                "r=rOprNGfwEbeRWgbNEkqOx"
            })
    void a_challenge_that_is_wrong_or_too_cheap_or_too_dear_is_refused(String message) {
        ScramClient client = new ScramClient(ScramHash.SHA_256, "user", "pencil", CLIENT_NONCE);

        assertThat(client.respond(ScramFields.binary(message))).isNull();
    }

    @Test
    void a_server_that_does_not_know_the_password_is_not_believed() {
        ScramClient client = new ScramClient(ScramHash.SHA_256, "user", "pencil", CLIENT_NONCE);

        assertThat(client.isServerGenuine(null)).isFalse();
        assertThat(client.isServerGenuine(ScramFields.binary("v="))).isFalse();
        client.respond(ScramFields.binary("r=" + CLIENT_NONCE + "x,s=W22Z,i=4096"));
        assertThat(client.isServerGenuine(ScramFields.binary("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")))
                .isFalse();
    }

    @Test
    void a_stored_credential_tells_its_password_from_others() {
        assertThat(pencil.isOf(ScramHash.SHA_256, "pencil")).isTrue();
        assertThat(pencil.isOf(ScramHash.SHA_256, "")).isFalse();
        assertThat(pencil.toString()).isEqualTo("ScramCredential[iterations=4096]");
    }

    @Test
    void the_strongest_mechanism_that_both_know_is_taken() {
        List<SaslMechanism> ours = List.of(SaslMechanism.ANONYMOUS, SaslMechanism.PLAIN, SaslMechanism.SCRAM_SHA_256);

        assertThat(SaslMechanism.strongest(
                        List.of(
                                SaslMechanism.SCRAM_SHA_512.symbol(),
                                SaslMechanism.SCRAM_SHA_256.symbol(),
                                SaslMechanism.PLAIN.symbol()),
                        ours))
                .isEqualTo(SaslMechanism.SCRAM_SHA_256);
        assertThat(SaslMechanism.strongest(List.of(SaslMechanism.EXTERNAL.symbol()), ours))
                .isNull();
    }

    private static String text(Binary message) {
        return new String(message.bytes(), StandardCharsets.UTF_8);
    }
}
