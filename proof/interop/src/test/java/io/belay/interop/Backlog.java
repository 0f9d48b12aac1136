package io.belay.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * A backlog of numbered QoS 1 messages for sessions that are away, each on a topic of its own: fills it, and later takes it
 * out again and checks that all of it comes, in order.
 *
 * @param sessions at least 1
 * @param perSession messages for each, at least 1
 * @param payloadLength bytes, at least 8
 */
record Backlog(int sessions, int perSession, int payloadLength) {
    private static final int WINDOW = 1000;
    private static final int READ_MS = 60_000;

    long messages() {
        return (long) sessions * perSession;
    }

    /** Makes the sessions and leaves them. */
    void open(int port) throws IOException {
        for (int session = 0; session < sessions; session++) {
            try (RawClient client = RawClient.clean(5, port, clientId(session))) {
                client.subscribe(topic(session), 1);
                client.disconnect();
            }
        }
    }

    /** Publishes everything, in turn to each session, and waits for the last acknowledgement. */
    void fill(int port) throws IOException {
        try (RawClient client = new RawClient(5, new InetSocketAddress("127.0.0.1", port), READ_MS)) {
            int window =
                    Math.min(WINDOW, client.connect("backlog-publisher", true).receiveMaximum());
            Map<Integer, byte[]> packets = new HashMap<>(); // by session; only packet id and number change
            long acknowledged = 0;
            for (long sent = 0; acknowledged < messages(); ) {
                while (sent < messages() && sent - acknowledged < window) client.buffer(packet(packets, sent++));
                client.flush();
                do {
                    RawPacket puback = client.expect(PacketBytes.PUBACK);
                    if (puback.reason() >= 0x80) throw new IOException("refused with code " + puback.reason());
                    acknowledged++;
                } while (client.hasInput());
            }
            client.disconnect();
        }
    }

    /** Takes everything; throws if a message is missing, comes twice or out of order. */
    void drain(int port) throws IOException {
        for (int session = 0; session < sessions; session++) {
            try (RawClient client = new RawClient(5, new InetSocketAddress("127.0.0.1", port), READ_MS)) {
                RawPacket connack = client.connect(clientId(session), false);
                if (!connack.isSessionPresent()) throw new IOException("session " + session + " is gone");
                for (long number = 1; number <= perSession; number++) take(client, session, number);
                client.disconnect();
            }
        }
    }

    private void take(RawClient client, int session, long number) throws IOException {
        if (!client.hasInput()) client.flush();
        RawPacket packet = client.expect(RawPacket.PUBLISH);
        if (packet.number() != number || packet.payload().length != payloadLength) {
            throw new IOException("session " + session + ": expected " + number + ", found " + packet.number());
        }
        client.buffer(PacketBytes.answer(PacketBytes.PUBACK, packet.packetId()));
    }

    private byte[] packet(Map<Integer, byte[]> packets, long index) {
        int session = (int) (index % sessions);
        byte[] packet = packets.computeIfAbsent(
                session, key -> PacketBytes.publish(5, topic(key), 1, false, false, 1, new byte[payloadLength]));
        ByteBuffer.wrap(packet)
                .putShort(packet.length - payloadLength - 3, (short) (index % 65_535 + 1)) // id, no properties, payload
                .putLong(packet.length - payloadLength, index / sessions + 1);
        return packet;
    }

    private static String topic(int session) {
        return "backlog/" + session;
    }

    private static String clientId(int session) {
        return "backlog-" + session;
    }
}
