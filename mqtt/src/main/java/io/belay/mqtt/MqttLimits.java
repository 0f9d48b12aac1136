package io.belay.mqtt;

import io.belay.base.Check;

/**
 * What one end of a line allows the other, and how long it waits for it.
 *
 * @param packetLengthMax the longest packet to accept, bytes with its header, 16 to 268,435,460; a longer one costs the
 *     line (0x95) as soon as its length is read
 * @param heldLengthMax how many bytes a peer may send while its CONNECT is not answered yet, beyond which it is refused
 *     (0x97)
 * @param connectTimeoutMs server: until CONNECT is whole, and for each step of the peer in enhanced authentication;
 *     client: until the server answers
 * @param pingTimeoutMs client only: how long a PINGREQ may be followed by silence
 * @param receiveMaximum how many QoS 1 and QoS 2 messages of the peer may be unfinished, 1 to 65535; one more costs the
 *     line in 5.0 (0x93), 3.1.1 has no such word, see {@link MqttConnection#isWaiting}
 * @param topicAliasMaximum the greatest topic alias that the peer may use, 0 to 65535; each costs up to 64 KiB
 * @param topicAliasMaximumOut the most topic aliases to use towards the peer, whatever it would allow, 0 to 65535
 */
public record MqttLimits(
        int packetLengthMax,
        int heldLengthMax,
        int connectTimeoutMs,
        int pingTimeoutMs,
        int receiveMaximum,
        int topicAliasMaximum,
        int topicAliasMaximumOut) {
    /**
     * 1 MiB a packet, 256 KiB held, 5 s to connect, 10 s for an answer to PINGREQ, 1,024 unfinished messages, 16 topic
     * aliases each way.
     */
    public static final MqttLimits DEFAULT = new MqttLimits(1 << 20, 256 << 10, 5_000, 10_000, 1_024, 16, 16);

    private static final int PACKET_LENGTH_MIN = 16;

    /** The same with packets of at most so many bytes, if that is less. Fewer than 16 are 16. */
    public MqttLimits withPacketsUpTo(int lengthMax) {
        return new MqttLimits(
                Math.min(packetLengthMax, Math.max(PACKET_LENGTH_MIN, lengthMax)),
                heldLengthMax,
                connectTimeoutMs,
                pingTimeoutMs,
                receiveMaximum,
                topicAliasMaximum,
                topicAliasMaximumOut);
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is not kept
     */
    public MqttLimits {
        Check.argument(
                packetLengthMax >= PACKET_LENGTH_MIN && packetLengthMax <= 268_435_460,
                "packetLengthMax",
                packetLengthMax);
        Check.argument(heldLengthMax >= 0, "heldLengthMax from 0", heldLengthMax);
        Check.argument(connectTimeoutMs > 0, "connectTimeoutMs from 1", connectTimeoutMs);
        Check.argument(pingTimeoutMs > 0, "pingTimeoutMs from 1", pingTimeoutMs);
        Check.argument(receiveMaximum > 0 && receiveMaximum <= 65_535, "receiveMaximum, 1 to 65535", receiveMaximum);
        checkAliases("topicAliasMaximum, 0 to 65535", topicAliasMaximum);
        checkAliases("topicAliasMaximumOut, 0 to 65535", topicAliasMaximumOut);
    }

    private static void checkAliases(String name, int maximum) {
        Check.argument(maximum >= 0 && maximum <= 65_535, name, maximum);
    }
}
