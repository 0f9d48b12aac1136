package io.belay.node.mqtt;

import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.access.Rights;
import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.core.Command;
import io.belay.core.Will;
import io.belay.mqtt.MqttConnection;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.node.Authenticator;
import io.belay.node.Authenticator.Reason;
import io.belay.node.Authenticator.Verdict;
import io.belay.node.GatewayPort;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.Restored;
import io.belay.node.limit.Limit;
import io.belay.node.limit.Objection;
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
    private Rights rights = Rights.all(); // meaningful once somebody was admitted
    private boolean open;
    private String client = "";
    private @Nullable Break refusal;

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

    /** The name of its session; empty before CONNECT. */
    String client() {
        return client;
    }

    /** Why the client was not let in, or is not trusted any more; null if neither is so. */
    @Nullable
    Break refusal() {
        return refusal;
    }

    /** What the client may do, once it {@link #isOpen}. */
    Rights rights() {
        return rights;
    }

    void connecting(Packet.Connect connect, long nowMs) {
        Objection tooMany = authenticator.objection();
        if (tooMany != null) {
            refuse(tooMany);
            return;
        }
        MqttOpening asked = new MqttOpening(options, connect, assignedId);
        client = shown(asked.clientId());
        ReasonCode objection = asked.objection(new MqttTopics(options, port));
        if (objection != null) {
            refusal = new Break(Cause.DENIED, objection.name());
            if (objection == ReasonCode.CLIENT_IDENTIFIER_NOT_VALID) port.reached(Limit.MQTT_CLIENT_ID);
            if (objection == ReasonCode.PACKET_TOO_LARGE) port.reached(Limit.MQTT_WILL);
            connection.refuse(objection, Properties.NONE);
            return;
        }
        opening = asked;
        String wanted = connect.properties().string(Property.AUTHENTICATION_METHOD);
        if (wanted == null) heed(authenticator.check(connect.username(), connect.password(), nowMs));
        else startMechanism(wanted, connect.properties(), nowMs);
    }

    /** One step of the client, before CONNACK or in a re-authentication. */
    void authenticating(Packet.Auth auth, long nowMs) {
        if (auth.reason() == ReasonCode.RE_AUTHENTICATE) mechanism = authenticator.mechanism(method);
        step(auth.properties(), nowMs);
    }

    /** Bytes that are kept until it is known who the client is. */
    long heldLength() {
        return opening == null ? 0 : opening.heldLength();
    }

    void tick(long nowMs) {
        authenticator.tick(nowMs);
    }

    /** The node has opened the session. */
    void opened(Reply.Opened opened) {
        open = true;
        Restored restored = options.restored().isNewsTo(opened) ? options.restored() : Restored.NEVER;
        connection.accept(asked().connack(opened.resumed(), lastData, restored));
        boolean isUntold = restored != Restored.NEVER && connection.version() == Version.MQTT_3_1_1;
        if (isUntold)
            port.untold("its session is as it was in a backup, and what came after that is lost: " + restored.mark());
        lastData = NOTHING;
        opening = null;
    }

    /** A name that is too long is told when its line ends, and after that. */
    private String shown(String clientId) {
        return clientId.substring(0, Math.min(clientId.length(), options.clientIdLengthMax()));
    }

    private void startMechanism(String wanted, Properties properties, long nowMs) {
        method = wanted;
        mechanism = authenticator.mechanism(wanted);
        if (mechanism == null) {
            refusal = new Break(Cause.LOGIN, "an authentication method that is not offered");
            connection.refuse(ReasonCode.BAD_AUTHENTICATION_METHOD, Properties.NONE);
        } else step(properties, nowMs);
    }

    private void step(Properties properties, long nowMs) {
        Authenticator.Mechanism exchange = mechanism;
        byte[] data = properties.binary(Property.AUTHENTICATION_DATA);
        heed(exchange == null ? Verdict.wrong() : exchange.next(data == null ? NOTHING : data, nowMs));
    }

    /** What is said of the client, at once or later. */
    void heed(Verdict verdict) {
        if (connection.isClosed()) return;
        if (verdict instanceof Verdict.Accepted accepted) succeed(accepted);
        else if (verdict instanceof Verdict.Refused refused) fail(refused);
        else if (verdict instanceof Verdict.Continue goesOn) {
            connection.challenge(auth(ReasonCode.CONTINUE_AUTHENTICATION, goesOn.data()));
        }
    }

    /** Whoever proves to be somebody else than before has no right to this session. */
    private void succeed(Verdict.Accepted accepted) {
        mechanism = null;
        if (open && !accepted.principal().equals(principal))
            fail(new Verdict.Refused(Reason.FORBIDDEN, "somebody else"));
        else if (open) connection.challenge(auth(ReasonCode.SUCCESS, accepted.data()));
        else {
            lastData = accepted.data();
            admit(accepted.principal());
        }
    }

    private void fail(Verdict.Refused refused) {
        mechanism = null;
        refusal = new Break(Cause.LOGIN, refused.why());
        if (refused.reason() == Reason.BUSY) port.reached(Limit.LOGIN_WAIT);
        if (open) {
            boolean isBusy = refused.reason() == Reason.BUSY;
            connection.disconnect(
                    isBusy ? ReasonCode.SERVER_BUSY : ReasonCode.NOT_AUTHORIZED, "re-authentication failed");
        } else connection.refuse(reason(refused.reason()), MqttReasons.properties(refused.why()));
    }

    private ReasonCode reason(Reason reason) {
        return switch (reason) {
            case CREDENTIALS -> method.isEmpty() ? ReasonCode.BAD_USER_NAME_OR_PASSWORD : ReasonCode.NOT_AUTHORIZED;
            case FORBIDDEN -> ReasonCode.NOT_AUTHORIZED;
            case BUSY -> ReasonCode.SERVER_BUSY;
        };
    }

    /** A will is published later, when nobody could be told any more that it is not allowed. */
    private void admit(String who) {
        principal = who;
        Objection tooMany = authenticator.objection(who);
        if (tooMany != null) {
            refuse(tooMany);
            return;
        }
        Command.Attach attach = asked().attach(who, from);
        rights = authenticator.rights(who, attach.clientId());
        Will will = attach.will();
        if (will != null
                && !rights.allows(Action.PUBLISH, Kind.TOPIC, will.message().topic())) {
            String why =
                    rights.denial(Action.PUBLISH, Kind.TOPIC, will.message().topic()) + " for its will";
            refusal = new Break(Cause.DENIED, why);
            connection.refuse(ReasonCode.NOT_AUTHORIZED, MqttReasons.properties(why));
        } else port.request(new Request.Open(line, attach, options.restored().atMs()));
    }

    private void refuse(Objection tooMany) {
        refusal = tooMany.how();
        connection.refuse(MqttReasons.of(tooMany), MqttReasons.properties(tooMany));
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
