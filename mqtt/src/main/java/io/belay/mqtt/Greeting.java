package io.belay.mqtt;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How to answer a first packet that is no good CONNECT. */
final class Greeting {
    private static final int NAME_LENGTH = 4;

    private Greeting() {}

    /**
     * The version that such a peer understands an answer in: the nearer one to what it asked for.
     *
     * @param in the bytes at hand from {@code start} on, whose header has been read; the position does not matter
     * @return null if it does not look like MQTT, or its protocol level is not among the bytes at hand
     */
    static @Nullable Version version(ByteBuffer in, int start) {
        int index = start;
        if (index >= in.limit() || in.get(index++) != 0x10) return null;
        while (index < in.limit() && in.get(index) < 0) {
            index++; // of the remaining length
        }
        index++;
        if (in.limit() - index < 3 + NAME_LENGTH || in.get(index) != 0) return null;
        boolean isOld = startsWith(in, index + 1, "\u0006MQIsdp"); // MQTT 3.1
        boolean isMqtt = startsWith(in, index + 1, "\u0004MQTT");
        if (!isOld && !isMqtt) return null;
        return isMqtt && (in.get(index + 2 + NAME_LENGTH) & 0xFF) >= Version.MQTT_5.level()
                ? Version.MQTT_5
                : Version.MQTT_3_1_1;
    }

    private static boolean startsWith(ByteBuffer in, int from, String text) {
        if (in.limit() - from < text.length()) return false;
        for (int index = 0; index < text.length(); index++) {
            if (in.get(from + index) != text.charAt(index)) return false;
        }
        return true;
    }

    /** Whether 3.1.1 tells a client so before it closes (§3.1.2.2, §3.1.3.1); any other bad CONNECT gets no answer (§3.1.4). */
    static boolean isToldIn3(ReasonCode reason) {
        return reason == ReasonCode.UNSUPPORTED_PROTOCOL_VERSION || reason == ReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
    }
}
