package io.belay.node.mqtt;

import io.belay.mqtt.MqttConnection;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.node.Authenticator;
import io.belay.node.GatewayPort;
import io.belay.node.Request;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a client gets in: CONNECT, a password or an exchange of AUTH packets, the node's word, CONNACK. Later, how it
 * proves again who it is.
 *
 * <pre>
 *  CONNECT ──▶ password ──────────────────▶ Open ──▶ CONNACK
 *          ──▶ AUTH ◀──▶ AUTH (mechanism) ──▶ Open ──▶ CONNACK ──▶ AUTH (again) ◀──▶ AUTH
 * </pre>
 */
final class MqttAdmission {
    private static final byte[] NOTHING = {};

    private final long line;
    private final String from;
    private final String assignedId;
    private final MqttOptions options;
    private final Authenticator authenticator;
    private final MqttConnection connection;
    private final GatewayPort port;
    private @Nullable MqttOpening opening;
    private Authenticator.@Nullable Mechanism mechanism;
    private String method = "";
    private String principal = "";
    private byte[] lastData = NOTHING; // of the mechanism, for CONNACK
    private boolean open;

    MqttAdmission(
            long line,
            String from,
            String assignedId,
            MqttOptions options,
            Authenticator authenticator,
            MqttConnection connection,
            GatewayPort port) {
        this.line = line;
        this.from = from;
        this.assignedId = assignedId;
        this.options = options;
        this.authenticator = authenticator;
        this.connection = connection;
        this.port = port;
    }

    /** Whether CONNACK was sent. */
    boolean isOpen() {
        return open;
    }

    void connecting(Packet.Connect connect) {
        MqttOpening asked = new MqttOpening(options, connect, assignedId);
        ReasonCode objection = asked.objection(new MqttTopics(options));
        if (objection != null) {
            connection.refuse(objection, Properties.NONE);
            return;
        }
        opening = asked;
        String wanted = connect.properties().string(Property.AUTHENTICATION_METHOD);
        if (wanted == null) checkPassword(connect);
        else startMechanism(wanted, connect.properties());
    }

    /** One step of the client, before CONNACK or in a re-authentication. */
    void authenticating(Packet.Auth auth) {
        if (auth.reason() == ReasonCode.RE_AUTHENTICATE) mechanism = authenticator.mechanism(method);
        step(auth.properties());
    }

    /** The node has opened the session. */
    void opened(boolean resumed) {
        open = true;
        connection.accept(asked().connack(resumed, lastData));
        lastData = NOTHING;
    }

    private void checkPassword(Packet.Connect connect) {
        Authenticator.Verdict verdict = authenticator.check(connect.username(), connect.password(), from);
        if (verdict.accepted()) admit(verdict.principal());
        else connection.refuse(ReasonCode.BAD_USER_NAME_OR_PASSWORD, Properties.NONE);
    }

    private void startMechanism(String wanted, Properties properties) {
        method = wanted;
        mechanism = authenticator.mechanism(wanted);
        if (mechanism == null) connection.refuse(ReasonCode.BAD_AUTHENTICATION_METHOD, Properties.NONE);
        else step(properties);
    }

    private void step(Properties properties) {
        Authenticator.Mechanism exchange = mechanism;
        byte[] data = properties.binary(Property.AUTHENTICATION_DATA);
        if (exchange == null) {
            fail();
            return;
        }
        Authenticator.Mechanism.Step next = exchange.next(data == null ? NOTHING : data);
        switch (next.state()) {
            case CONTINUE -> connection.challenge(auth(ReasonCode.CONTINUE_AUTHENTICATION, next.data()));
            case SUCCESS -> succeed(next);
            case FAILURE -> fail();
        }
    }

    /** Whoever proves to be somebody else than before has no right to this session. */
    private void succeed(Authenticator.Mechanism.Step step) {
        mechanism = null;
        if (open && !step.principal().equals(principal)) fail();
        else if (open) connection.challenge(auth(ReasonCode.SUCCESS, step.data()));
        else {
            lastData = step.data();
            admit(step.principal());
        }
    }

    private void fail() {
        mechanism = null;
        if (open) connection.disconnect(ReasonCode.NOT_AUTHORIZED, "re-authentication failed");
        else connection.refuse(ReasonCode.NOT_AUTHORIZED, Properties.NONE);
    }

    private void admit(String who) {
        principal = who;
        port.request(new Request.Open(line, asked().attach(who, from)));
    }

    private MqttOpening asked() {
        return Objects.requireNonNull(opening, "a CONNECT that nothing was objected to");
    }

    private static Packet.Auth auth(ReasonCode reason, byte[] data) {
        Properties.Builder properties = Properties.builder();
        if (data.length > 0) properties.put(Property.AUTHENTICATION_DATA, data);
        return new Packet.Auth(reason, properties.build());
    }
}
