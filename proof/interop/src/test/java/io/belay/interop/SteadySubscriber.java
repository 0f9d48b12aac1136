package io.belay.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.BitSet;

/** Takes numbered messages of one topic with a session that stays, over any number of lines (MQTT 5.0 §4.3, §4.4). */
final class SteadySubscriber extends SteadyClient {
    private static final int RECEIVE_MAXIMUM = 100; // so that a break finds some, not all, of the backlog under way

    private final String topic;
    private final int qos;
    private final BitSet unreleased = new BitSet(); // QoS 2 packet ids that PUBREL has not come for
    private boolean isSubscribed;
    private volatile boolean isReady;

    SteadySubscriber(InetSocketAddress broker, String topic, int qos, Ledger ledger) {
        super(broker, "subscriber-" + topic, RECEIVE_MAXIMUM, ledger);
        this.topic = topic;
        this.qos = qos;
    }

    /** Whether its subscription stands. Any thread. */
    boolean isReady() {
        return isReady;
    }

    @Override
    void resume(RawClient line, RawPacket connack) throws IOException {
        if (!isSubscribed) line.buffer(PacketBytes.subscribe(LEVEL, 1, topic, qos));
    }

    @Override
    void send(RawClient line) {}

    @Override
    void receive(RawClient line, RawPacket packet) throws IOException {
        switch (packet.type()) {
            case RawPacket.SUBACK -> {
                if (packet.reason() != qos) ledger.problem("subscribed with " + packet.reason());
                isSubscribed = true;
                isReady = true;
            }
            case RawPacket.PUBLISH -> take(line, packet);
            case PacketBytes.PUBREL -> {
                int reason = unreleased.get(packet.packetId()) ? 0 : 0x92; // packet identifier not found
                unreleased.clear(packet.packetId());
                line.buffer(PacketBytes.answer(PacketBytes.PUBCOMP, packet.packetId(), reason));
            }
            default -> ledger.problem("a subscriber heard " + packet);
        }
    }

    @Override
    boolean isDone() {
        return ledger.isComplete() && unreleased.isEmpty();
    }

    private void take(RawClient line, RawPacket packet) throws IOException {
        if (packet.qos() != qos) ledger.problem("number " + packet.number() + " at QoS " + packet.qos());
        if (qos == 1) {
            ledger.received(packet.number(), packet.isDup());
            line.buffer(PacketBytes.answer(PacketBytes.PUBACK, packet.packetId()));
        } else {
            if (!unreleased.get(packet.packetId())) ledger.received(packet.number(), packet.isDup());
            unreleased.set(packet.packetId());
            line.buffer(PacketBytes.answer(PacketBytes.PUBREC, packet.packetId()));
        }
    }
}
