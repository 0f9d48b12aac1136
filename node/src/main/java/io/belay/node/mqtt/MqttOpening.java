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
import io.belay.node.Restored;
import io.belay.node.message.MessageFormat;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a CONNECT asks for and what it gets: the session's name, its expiry, its window, its will, and CONNACK. The packet, which
 * may be long, is not kept: a client may have to wait until it is known, or be nobody.
 */
final class MqttOpening {
    private static final String RESERVED = "amqp:"; // sessions of AMQP containers have such names

    private static final String RESTORED = "belay:restored"; // as AMQP has it

    private final MqttOptions options;
    private final Version version;
    private final String clientId;
    private final boolean assigned;
    private final boolean isClean;
    private final long askedExpiryS;
    private final int askedKeepAliveS;
    private final int windowMax;
    private @Nullable Will will; // until it is the session's

    /** Names the session: what the client calls itself, or {@code assignedId} if it leaves that to us (M5-16). */
    MqttOpening(MqttOptions options, Packet.Connect connect, String assignedId) {
        this.options = options;
        version = connect.version();
        assigned = connect.clientId().isEmpty();
        clientId = assigned ? assignedId : connect.clientId();
        isClean = connect.cleanStart();
        askedExpiryS = askedExpiryS(connect);
        askedKeepAliveS = connect.keepAliveS();
        long window = connect.properties().number(Property.RECEIVE_MAXIMUM, 65_535);
        windowMax = (int) Math.min(window, options.windowMax());
        will = will(connect.will());
    }

    /** What stands against it before anybody is asked who the client is; null if nothing does. */
    @Nullable
    ReasonCode objection(MqttTopics topics) {
        if (clientId.getBytes(StandardCharsets.UTF_8).length > options.clientIdLengthMax()) {
            return ReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
        }
        if (clientId.startsWith(RESERVED)) return ReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
        boolean nameless = assigned && version == Version.MQTT_3_1_1 && !isClean;
        if (nameless) return ReasonCode.CLIENT_IDENTIFIER_NOT_VALID; // MQTT-3.1.3-8 of 3.1.1
        Message last = will == null ? null : will.message();
        if (last != null && !topics.allowsName(last.topic())) return ReasonCode.TOPIC_NAME_INVALID;
        if (last != null && last.content().length > options.willLengthMax()) return ReasonCode.PACKET_TOO_LARGE;
        return null;
    }

    String clientId() {
        return clientId;
    }

    /** Bytes of its will, as long as that is not the session's. */
    long heldLength() {
        return will == null ? 0 : will.message().content().length;
    }

    /** To be asked for once: the will is the session's then. */
    Command.Attach attach(String principal, String from) {
        Will its = will;
        will = null;
        return new Command.Attach(clientId, principal, isClean, expiryS(), windowMax, its, from);
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
        if (version == Version.MQTT_5 && expiryS() != askedExpiryS) {
            properties.put(Property.SESSION_EXPIRY_INTERVAL, expiryS());
        }
        if (version == Version.MQTT_5 && keepAliveS() != askedKeepAliveS) {
            properties.put(Property.SERVER_KEEP_ALIVE, keepAliveS());
        }
        if (version == Version.MQTT_5 && !restored.mark().isEmpty()) {
            properties.user(RESTORED, restored.mark());
        }
        return new Packet.Connack(resumed, ReasonCode.SUCCESS, properties.build());
    }

    /** The expiry that a client may ask for, here or when it leaves, seconds. */
    static long boundedExpiryS(MqttOptions options, long askedS) {
        return Math.min(askedS, options.sessionExpiryMaxS());
    }

    private long expiryS() {
        return boundedExpiryS(options, askedExpiryS);
    }

    /** In 3.1.1 a session that is not clean lives for ever (M3-1, M3-6). */
    private static long askedExpiryS(Packet.Connect connect) {
        if (connect.version() == Version.MQTT_5) {
            return connect.properties().number(Property.SESSION_EXPIRY_INTERVAL, 0);
        }
        return connect.cleanStart() ? 0 : Session.NEVER_S;
    }

    /** Without one, a line that is half open would be found by nobody. */
    private int keepAliveS() {
        int longest = options.keepAliveMaxS();
        return askedKeepAliveS == 0 ? longest : Math.min(askedKeepAliveS, longest);
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
