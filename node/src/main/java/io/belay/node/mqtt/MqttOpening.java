package io.belay.node.mqtt;

import io.belay.core.Command;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.core.Session;
import io.belay.core.Will;
import io.belay.mqtt.Content;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.node.MessageFormat;
import io.belay.node.Restored;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a CONNECT asks for and what it gets: the session's name, its expiry, its window, its will, and CONNACK. */
final class MqttOpening {
    private static final String RESERVED = "amqp:"; // sessions of AMQP containers have such names

    private static final String RESTORED = "belay:restored"; // as AMQP has it

    private final MqttOptions options;
    private final Packet.Connect connect;
    private final String clientId;
    private final boolean assigned;

    /** Names the session: what the client calls itself, or {@code assignedId} if it leaves that to us (M5-16). */
    MqttOpening(MqttOptions options, Packet.Connect connect, String assignedId) {
        this.options = options;
        this.connect = connect;
        this.assigned = connect.clientId().isEmpty();
        this.clientId = assigned ? assignedId : connect.clientId();
    }

    /** What stands against it before anybody is asked who the client is; null if nothing does. */
    @Nullable
    ReasonCode objection(MqttTopics topics) {
        if (clientId.getBytes(StandardCharsets.UTF_8).length > options.clientIdLengthMax()) {
            return ReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
        }
        if (clientId.startsWith(RESERVED)) return ReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
        boolean nameless = assigned && connect.version() == Version.MQTT_3_1_1 && !connect.cleanStart();
        if (nameless) return ReasonCode.CLIENT_IDENTIFIER_NOT_VALID; // MQTT-3.1.3-8 of 3.1.1
        Packet.Will will = connect.will();
        if (will != null && !topics.allowsName(will.topic())) return ReasonCode.TOPIC_NAME_INVALID;
        if (will != null && will.content().length > options.willLengthMax()) return ReasonCode.PACKET_TOO_LARGE;
        return null;
    }

    String clientId() {
        return clientId;
    }

    Command.Attach attach(String principal, String from) {
        return new Command.Attach(
                clientId, principal, connect.cleanStart(), expiryS(), windowMax(), will(connect.will()), from);
    }

    /**
     * The answer to a client that is let in.
     *
     * @param authData the mechanism's last word, empty if it has none
     * @param restored what is news to the client
     */
    Packet.Connack connack(boolean resumed, byte[] authData, Restored restored) {
        Properties.Builder properties = Properties.builder();
        if (authData.length > 0) properties.put(Property.AUTHENTICATION_DATA, authData);
        if (assigned) properties.put(Property.ASSIGNED_CLIENT_IDENTIFIER, clientId);
        if (connect.version() == Version.MQTT_5 && expiryS() != askedExpiryS()) {
            properties.put(Property.SESSION_EXPIRY_INTERVAL, expiryS());
        }
        if (connect.version() == Version.MQTT_5 && keepAliveS() != connect.keepAliveS()) {
            properties.put(Property.SERVER_KEEP_ALIVE, keepAliveS());
        }
        if (connect.version() == Version.MQTT_5 && !restored.mark().isEmpty()) {
            properties.user(RESTORED, restored.mark());
        }
        return new Packet.Connack(resumed, ReasonCode.SUCCESS, properties.build());
    }

    /** The expiry that a client may ask for, here or when it leaves, seconds. */
    static long boundedExpiryS(MqttOptions options, long askedS) {
        return Math.min(askedS, options.sessionExpiryMaxS());
    }

    private long expiryS() {
        return boundedExpiryS(options, askedExpiryS());
    }

    /** In 3.1.1 a session that is not clean lives for ever (M3-1, M3-6). */
    private long askedExpiryS() {
        if (connect.version() == Version.MQTT_5) {
            return connect.properties().number(Property.SESSION_EXPIRY_INTERVAL, 0);
        }
        return connect.cleanStart() ? 0 : Session.NEVER_S;
    }

    /** Without one, a line that is half open would be found by nobody. */
    private int keepAliveS() {
        int askedS = connect.keepAliveS();
        return askedS == 0 ? options.keepAliveMaxS() : Math.min(askedS, options.keepAliveMaxS());
    }

    private int windowMax() {
        return (int) Math.min(connect.properties().number(Property.RECEIVE_MAXIMUM, 65_535), options.windowMax());
    }

    private static @Nullable Will will(Packet.@Nullable Will will) {
        if (will == null) return null;
        Message message = new Message(
                will.topic(),
                Guarantee.values()[will.qos()],
                will.retain(),
                0,
                MessageFormat.MQTT,
                Content.hasPayload(will.content()),
                will.content());
        return new Will(message, will.delayS() * 1_000, will.expiryS() < 0 ? -1 : will.expiryS() * 1_000);
    }
}
