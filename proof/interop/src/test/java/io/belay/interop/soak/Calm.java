package io.belay.interop.soak;

import io.belay.interop.PacketBytes;
import io.belay.interop.RawClient;
import io.belay.interop.RawPacket;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A client that behaves well: it sends itself a small message at QoS 1 now and then, and says how long each takes. */
final class Calm extends Part {
    private static final int EVERY_MS = 20;

    private final RawClient client;
    private final String topic;
    private volatile Latency latency;

    Calm(int number, int port, Latency latency) throws IOException {
        super("calm " + number);
        this.latency = latency;
        topic = "calm/" + number;
        client = RawClient.clean(5, port, "calm-" + number);
        client.subscribe(topic, 1);
    }

    /** What is measured from now on goes here. */
    void into(Latency other) {
        latency = other;
    }

    @Override
    void live() throws IOException, InterruptedException {
        long nextNanos = System.nanoTime();
        for (int id = 1; goesOn(); id = id % 60_000 + 1) {
            until(nextNanos);
            Latency into = latency;
            byte[] payload =
                    ByteBuffer.allocate(16).putLong(0, System.nanoTime()).array();
            client.send(PacketBytes.publish(5, topic, 1, false, false, id, payload));
            long sentNanos = roundTrip();
            into.add(System.nanoTime() - sentNanos);
            nextNanos = Math.max(nextNanos + EVERY_MS * 1_000_000L, System.nanoTime());
        }
        client.close();
    }

    /** The message and its acknowledgement, in either order; when it was sent. */
    private long roundTrip() throws IOException {
        long sentNanos = 0;
        boolean isAcknowledged = false;
        while (sentNanos == 0 || !isAcknowledged) {
            RawPacket packet = client.read();
            if (packet.type() == RawPacket.PUBLISH) {
                sentNanos = packet.number();
                client.settle(packet);
            } else if (packet.type() == PacketBytes.PUBACK) isAcknowledged = true;
            else throw new IOException("a client that behaves well was told " + packet);
        }
        return sentNanos;
    }
}
