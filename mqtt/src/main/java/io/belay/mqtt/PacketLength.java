package io.belay.mqtt;

import io.belay.mqtt.Packet.*;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long packets are without their fixed header, before they are written. */
final class PacketLength {
    /** 3.1.1 has no word for the packet. */
    static final int NO_FORM = -1;

    private PacketLength() {}

    /** The remaining length of §2.1.4, or {@link #NO_FORM}. */
    static int remaining(Packet packet, Version version) {
        boolean v5 = version == Version.MQTT_5;
        if (packet instanceof Publish publish) return ofPublish(publish, version);
        if (packet instanceof Puback ack) return ofAck(ack.reason(), ack.properties(), v5);
        if (packet instanceof Pubrec ack) return ofAck(ack.reason(), ack.properties(), v5);
        if (packet instanceof Pubrel ack) return ofAck(ack.reason(), ack.properties(), v5);
        if (packet instanceof Pubcomp ack) return ofAck(ack.reason(), ack.properties(), v5);
        if (packet instanceof Connect connect) return ofConnect(connect);
        if (packet instanceof Connack connack) return ofConnack(connack, v5);
        if (packet instanceof Subscribe subscribe) return 2 + block(subscribe.properties(), v5) + filters(subscribe);
        if (packet instanceof Suback suback) return ofReasons(suback.reasons(), suback.properties(), v5);
        if (packet instanceof Unsubscribe unsubscribe) {
            return 2 + block(unsubscribe.properties(), v5) + filters(unsubscribe.filters());
        }
        if (packet instanceof Unsuback unsuback)
            return v5 ? ofReasons(unsuback.reasons(), unsuback.properties(), v5) : 2;
        if (packet instanceof Pingreq || packet instanceof Pingresp) return 0;
        if (packet instanceof Disconnect disconnect) return ofDisconnect(disconnect, v5);
        if (packet instanceof Auth auth) return v5 ? outcome(auth.reason(), auth.properties()) : NO_FORM;
        throw new AssertionError("no branch for " + packet);
    }

    private static int ofPublish(Publish publish, Version version) {
        return new PublishTemplate(publish.topic(), publish.content())
                .remaining(
                        version,
                        publish.qos(),
                        publish.expiryS(),
                        publish.subscriptionIds(),
                        publish.topicAlias(),
                        false);
    }

    private static int ofAck(ReasonCode reason, Properties properties, boolean v5) {
        return v5 ? 2 + outcome(reason, properties) : 2;
    }

    private static int ofReasons(List<ReasonCode> reasons, Properties properties, boolean v5) {
        return 2 + block(properties, v5) + reasons.size();
    }

    private static int ofDisconnect(Disconnect disconnect, boolean v5) {
        if (v5) return outcome(disconnect.reason(), disconnect.properties());
        return disconnect.reason() == ReasonCode.SUCCESS ? 0 : NO_FORM;
    }

    private static int ofConnack(Connack connack, boolean v5) {
        if (v5) return 2 + block(connack.properties(), true);
        return ReturnCode.connack(connack.reason()) == ReturnCode.NONE ? NO_FORM : 2;
    }

    /** A reason and properties, as short as they can be said (§3.4.2.1, §3.14.2.1, §3.15.2.1). */
    private static int outcome(ReasonCode reason, Properties properties) {
        if (!properties.isEmpty()) return 1 + block(properties, true);
        return reason == ReasonCode.SUCCESS ? 0 : 1;
    }

    /** Properties with their length in front. */
    static int block(Properties properties, boolean v5) {
        return v5 ? Varint.length(properties.length()) + properties.length() : 0;
    }

    private static int filters(Subscribe subscribe) {
        int sum = 0;
        for (Filter filter : subscribe.filters()) {
            sum += 2 + Utf8.length(filter.filter()) + 1;
        }
        return sum;
    }

    private static int filters(List<String> filters) {
        int sum = 0;
        for (String filter : filters) {
            sum += 2 + Utf8.length(filter);
        }
        return sum;
    }

    private static int ofConnect(Connect connect) {
        boolean v5 = connect.version() == Version.MQTT_5;
        int length = 10 + block(connect.properties(), v5) + 2 + Utf8.length(connect.clientId());
        @Nullable Will will = connect.will();
        if (will != null) length += ofWill(will, v5);
        @Nullable String username = connect.username();
        if (username != null) length += 2 + Utf8.length(username);
        byte @Nullable [] password = connect.password();
        return password == null ? length : length + 2 + password.length;
    }

    private static int ofWill(Will will, boolean v5) {
        int topic = 2 + Utf8.length(will.topic());
        int payload = 2 + will.content().length - Content.payloadFrom(will.content());
        int properties = willProperties(will);
        return topic + payload + (v5 ? Varint.length(properties) + properties : 0);
    }

    /** A will's properties without their length. */
    static int willProperties(Will will) {
        int hop = (will.delayS() > 0 ? 5 : 0) + (will.expiryS() >= 0 ? 5 : 0);
        return hop + Content.propertiesLength(will.content());
    }
}
