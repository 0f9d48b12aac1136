package io.belay.node.mqtt;

/**
 * Packet ids of deliveries, and back. The id follows from the delivery's durable sequence, so it is the same on every
 * line and after a crash without being written anywhere (MQTT-4.4.0-1).
 */
final class PacketIds {
    private static final int ID_MAX = 65_535;

    private long youngest; // the greatest sequence sent on this line

    /** The packet id of a delivery, 1 to 65535. */
    int idOf(long sequence) {
        youngest = Math.max(youngest, sequence);
        return (int) ((sequence - 1) % ID_MAX) + 1;
    }

    /** The sequence that a packet id of the peer's answer means, 0 if none of this line can be meant. */
    long sequenceOf(int packetId) {
        if (youngest == 0) return 0;
        int youngestId = (int) ((youngest - 1) % ID_MAX) + 1;
        int back = Math.floorMod(youngestId - packetId, ID_MAX);
        return Math.max(0, youngest - back);
    }
}
