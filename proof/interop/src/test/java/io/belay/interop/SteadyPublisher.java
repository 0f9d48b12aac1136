package io.belay.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Publishes numbered messages and sees each of them through, over any number of lines (MQTT 5.0 §4.3, §4.4). */
final class SteadyPublisher extends SteadyClient {
    private final String topic;
    private final int qos;
    private final int last;
    private final int payloadLength;
    private final int windowMax;
    private final Gate gate;

    private final Map<Integer, Long> unanswered = new LinkedHashMap<>(); // packet id to number, in the order of sending
    private final Map<Integer, Long> released = new LinkedHashMap<>(); // PUBREC was there, PUBCOMP was not
    private long next = 1;
    private int packetId;
    private int window;

    SteadyPublisher(
            InetSocketAddress broker, String topic, int qos, int payloadLength, int last, Gate gate, Ledger ledger) {
        this(broker, topic, qos, payloadLength, last, 64, gate, ledger);
    }

    /** Publishes 1 to {@code last} with at most {@code windowMax} under way, fewer if the broker wants so. */
    SteadyPublisher(
            InetSocketAddress broker,
            String topic,
            int qos,
            int payloadLength,
            int last,
            int windowMax,
            Gate gate,
            Ledger ledger) {
        super(broker, "publisher-" + topic, 0, ledger);
        this.topic = topic;
        this.qos = qos;
        this.last = last;
        this.payloadLength = payloadLength;
        this.windowMax = windowMax;
        this.gate = gate;
    }

    @Override
    void resume(RawClient line, RawPacket connack) throws IOException {
        window = Math.min(windowMax, connack.receiveMaximum());
        for (int id : released.keySet()) line.buffer(PacketBytes.answer(PacketBytes.PUBREL, id));
        for (Map.Entry<Integer, Long> message : unanswered.entrySet()) {
            ledger.resent(message.getValue());
            line.buffer(packet(message.getKey(), message.getValue(), true));
        }
    }

    @Override
    void send(RawClient line) throws IOException {
        while (next <= last && unanswered.size() + released.size() < window && gate.mayStart(next)) {
            int id = freePacketId();
            unanswered.put(id, next);
            line.buffer(packet(id, next++, false));
        }
    }

    @Override
    void receive(RawClient line, RawPacket packet) throws IOException {
        int id = packet.packetId();
        switch (packet.type()) {
            case PacketBytes.PUBACK -> accepted(packet);
            case PacketBytes.PUBREC -> {
                Long number = accepted(packet);
                if (packet.reason() >= 0x80) return; // That ends the exchange (MQTT 5.0 §4.3.3).
                if (number != null) released.put(id, number);
                line.buffer(PacketBytes.answer(PacketBytes.PUBREL, id));
            }
            // Not found (0x92) is no failure here: the PUBCOMP of the first PUBREL was lost with its line.
            case PacketBytes.PUBCOMP -> released.remove(id);
            default -> ledger.problem("a publisher heard " + packet);
        }
    }

    @Override
    boolean isDone() {
        return next > last && unanswered.isEmpty() && released.isEmpty();
    }

    private Long accepted(RawPacket answer) {
        Long number = unanswered.remove(answer.packetId());
        if (answer.reason() >= 0x80) ledger.problem("code " + answer.reason() + " for message " + number);
        return number;
    }

    private int freePacketId() {
        do packetId = packetId % 65_535 + 1;
        while (unanswered.containsKey(packetId) || released.containsKey(packetId));
        return packetId;
    }

    private byte[] packet(int id, long number, boolean isDup) {
        byte[] payload = ByteBuffer.allocate(payloadLength).putLong(number).array();
        return PacketBytes.publish(LEVEL, topic, qos, isDup, false, id, payload);
    }
}
