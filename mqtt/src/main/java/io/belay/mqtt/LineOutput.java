package io.belay.mqtt;

import io.belay.base.ByteWriter;

/** What this end says: encoded, kept within what the peer accepts, and gathered until the driver takes it. */
final class LineOutput {
    private static final int PACKET_LENGTH_MAX = 268_435_460; // what the remaining length can say

    private static final int KEPT_MAX = 128 << 10; // of the output that is kept for the next, bytes

    static final int PUBACK = 0x40;
    static final int PUBREC = 0x50;
    static final int PUBREL = 0x62;
    static final int PUBCOMP = 0x70;

    private final TopicAliases aliases;
    private ByteWriter bytes = new ByteWriter(0);
    private boolean spoke; // since the last rest()
    private Version version;
    private int peerLengthMax = PACKET_LENGTH_MAX;
    private boolean saysProblems = true;

    LineOutput(Version version, TopicAliases aliases) {
        this.version = version;
        this.aliases = aliases;
    }

    void version(Version version) {
        this.version = version;
    }

    Version version() {
        return version;
    }

    /** Never says a packet longer than {@code lengthMax} bytes from now on (MQTT-3.1.2-24). */
    void peerLengthMax(long lengthMax) {
        peerLengthMax = (int) Math.min(lengthMax, PACKET_LENGTH_MAX);
    }

    /** Whether the peer wants to read reason strings and user properties in any packet (MQTT-3.1.2-29). */
    void saysProblems(boolean saysProblems) {
        this.saysProblems = saysProblems;
    }

    ByteWriter bytes() {
        return bytes;
    }

    /** What a rare large packet needed is given back at once; what usual ones need when they pause, see rest(). */
    void drained() {
        if (bytes.length() > KEPT_MAX) bytes = new ByteWriter(0);
        else bytes.clear();
    }

    /** Whether anything was said since the last call. If nothing was, the room of louder times is given back. */
    boolean rest() {
        boolean spoken = spoke;
        spoke = false;
        if (!spoken && bytes.length() == 0) bytes = new ByteWriter(0);
        return spoken;
    }

    /** Says one of the four answers to PUBLISH; false if even its shortest form is too long for the peer. */
    boolean answer(int type, int packetId, ReasonCode reason, Properties properties) {
        if (reason != ReasonCode.SUCCESS || !properties.isEmpty() || peerLengthMax < 4) {
            return say(packet(type, packetId, reason, properties));
        }
        bytes.writeByte(type).writeByte(2).writeShort(packetId);
        spoke = true;
        return true;
    }

    private static Packet packet(int type, int packetId, ReasonCode reason, Properties properties) {
        return switch (type) {
            case PUBACK -> new Packet.Puback(packetId, reason, properties);
            case PUBREC -> new Packet.Pubrec(packetId, reason, properties);
            case PUBREL -> new Packet.Pubrel(packetId, reason, properties);
            default -> new Packet.Pubcomp(packetId, reason, properties);
        };
    }

    /** Says a packet, without its reason string and user properties if it must be; false if it is still too long. */
    boolean say(Packet packet) {
        boolean isWelcome = saysProblems || Shortening.keepsProblems(packet);
        Packet said = isWelcome ? packet : Shortening.shorten(packet);
        if (isTooLong(said)) said = Shortening.shorten(said);
        if (isTooLong(said)) return false;
        MqttEncoder.encode(said, version, bytes);
        spoke = true;
        return true;
    }

    private boolean isTooLong(Packet packet) {
        return MqttEncoder.encodedLength(packet, version) > peerLengthMax;
    }

    /** Says a message, by topic alias if there is one; false if it is too long in every form. */
    boolean publish(
            PublishTemplate message,
            int qos,
            boolean dup,
            boolean retain,
            int packetId,
            long expiryS,
            int[] subscriptionIds) {
        int known = aliases.known(message.topic());
        if (known != 0) return write(message, qos, dup, retain, packetId, expiryS, subscriptionIds, known, true);
        int next = aliases.next();
        if (next != 0 && write(message, qos, dup, retain, packetId, expiryS, subscriptionIds, next, false)) {
            aliases.taught(message.topic());
            return true;
        }
        return write(message, qos, dup, retain, packetId, expiryS, subscriptionIds, 0, false);
    }

    private boolean write(
            PublishTemplate message,
            int qos,
            boolean dup,
            boolean retain,
            int packetId,
            long expiryS,
            int[] subscriptionIds,
            int alias,
            boolean omitTopic) {
        int length = message.length(version, qos, expiryS, subscriptionIds, alias, omitTopic);
        if (length > peerLengthMax) return false;
        message.write(bytes, version, qos, dup, retain, packetId, expiryS, subscriptionIds, alias, omitTopic);
        spoke = true;
        return true;
    }
}
