package io.belay.mqtt;

import io.belay.base.ByteWriter;

/**
 * Turns packets into bytes.
 *
 * <p>3.1.1 has no word for some packets, and nothing is written for them (their length is 0): AUTH, a DISCONNECT with any
 * reason but SUCCESS (a server's always has one), and a CONNACK whose reason has no return code. Whoever sends such
 * a packet closes the line without it.
 */
public final class MqttEncoder {
    private MqttEncoder() {}

    /** Appends {@code packet} in the form of {@code version}. */
    public static void encode(Packet packet, Version version, ByteWriter out) {
        throw new UnsupportedOperationException();
    }

    /** The bytes that {@link #encode} would append, 0 if 3.1.1 has no word for the packet. */
    public static int encodedLength(Packet packet, Version version) {
        throw new UnsupportedOperationException();
    }
}
