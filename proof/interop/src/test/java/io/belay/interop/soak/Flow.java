package io.belay.interop.soak;

import io.belay.interop.PacketBytes;
import io.belay.interop.RawClient;
import io.belay.interop.RawPacket;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/** A producer of numbered messages and a consumer that takes half as much; what was confirmed must arrive in the end. */
final class Flow {
    private static final int PAYLOAD = 512;
    private static final int QUOTA = 0x97;
    private static final int RATE = 100; // bursts of each in a second

    private final String topic;
    private final int port;
    private final int perSecond;
    private final BitSet confirmed = new BitSet();
    private final BitSet arrived = new BitSet();
    private int refused;
    final Producer producer = new Producer();
    final Consumer consumer = new Consumer();

    Flow(int number, int port, int perSecond) throws IOException {
        topic = "load/" + number;
        this.port = port;
        this.perSecond = perSecond;
        try (RawClient first = RawClient.returning(5, port, "consumer-" + topic)) {
            first.subscribe(topic, 1);
        }
    }

    private synchronized void confirm(int message, boolean isTaken) {
        if (isTaken) confirmed.set(message);
        else refused++;
    }

    private synchronized void arrive(int message) {
        arrived.set(message);
    }

    synchronized int confirmed() {
        return confirmed.cardinality();
    }

    synchronized int refused() {
        return refused;
    }

    /** Confirmed and not here. */
    synchronized int missing() {
        BitSet missing = (BitSet) confirmed.clone();
        missing.andNot(arrived);
        return missing.cardinality();
    }

    /** Sends in bursts, and waits for all answers to one before the next. */
    final class Producer extends Part {
        Producer() {
            super("producer");
        }

        @Override
        void live() throws IOException, InterruptedException {
            try (RawClient client = RawClient.clean(5, port, "producer-" + topic)) {
                int burst = Math.max(1, perSecond / RATE);
                long nextNanos = System.nanoTime();
                for (int next = 1; goesOn(); next += burst) {
                    until(nextNanos);
                    send(client, next, burst);
                    nextNanos = Math.max(nextNanos + 1_000_000_000L / RATE, System.nanoTime() - 1_000_000_000L);
                }
            }
        }

        private void send(RawClient client, int first, int count) throws IOException {
            for (int message = first; message < first + count; message++) {
                byte[] payload =
                        ByteBuffer.allocate(PAYLOAD).putLong(0, message).array();
                client.buffer(PacketBytes.publish(5, topic, 1, false, false, message % 65_535 + 1, payload));
            }
            client.flush();
            for (int message = first; message < first + count; message++) {
                RawPacket answer = client.expect(PacketBytes.PUBACK);
                if (answer.packetId() != message % 65_535 + 1) throw new IOException("answered out of turn: " + answer);
                confirm(message, answer.reason() < 0x80);
                if (answer.reason() >= 0x80 && answer.reason() != QUOTA) throw new IOException("refused: " + answer);
            }
        }
    }

    /** Takes half as much as is sent, and then, when told, the rest. */
    final class Consumer extends Part {
        private static final int QUIET_MS = 3_000;
        private volatile boolean hurries;

        Consumer() {
            super("consumer");
        }

        /** Takes all that is left as fast as it can, and ends when nothing comes any more. */
        void hurry() {
            hurries = true;
        }

        @Override
        void live() throws IOException, InterruptedException {
            try (RawClient client = new RawClient(5, port)) {
                client.send(PacketBytes.connect(5, "consumer-" + topic, false, 0, 3600, 64));
                client.expect(RawPacket.CONNACK);
                long nextNanos = System.nanoTime();
                while (goesOn()) {
                    if (!hurries) until(nextNanos);
                    nextNanos += 2_000_000_000L / perSecond;
                    if (!client.hasInput() && !client.awaitInput(hurries ? QUIET_MS : 100)) {
                        if (hurries && missing() == 0) return;
                        continue;
                    }
                    take(client);
                }
            } catch (SocketTimeoutException e) {
                throw new IOException("the broker stopped in the middle of a packet", e);
            }
        }

        private void take(RawClient client) throws IOException {
            RawPacket packet = client.read();
            if (packet.type() != RawPacket.PUBLISH) throw new IOException("a consumer was told " + packet);
            arrive((int) packet.number());
            client.settle(packet);
        }
    }
}
