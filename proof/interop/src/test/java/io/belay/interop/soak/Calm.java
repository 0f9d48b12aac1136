package io.belay.interop.soak;

import io.belay.interop.PacketBytes;
import io.belay.interop.RawClient;
import io.belay.interop.RawPacket;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A client that behaves well: it sends itself a small message at QoS 1 now and then. */
final class Calm extends Timed {
    private final RawClient client;
    private final String topic;
    private int id;

    Calm(int number, int port, Latency latency) throws IOException {
        super("calm " + number, latency);
        topic = "calm/" + number;
        client = RawClient.clean(5, port, "calm-" + number);
        client.subscribe(topic, 1);
    }

    /** The message and its acknowledgement, in either order. */
    @Override
    long roundTripNanos() throws IOException {
        id = id % 60_000 + 1;
        byte[] payload = ByteBuffer.allocate(16).putLong(0, System.nanoTime()).array();
        client.send(PacketBytes.publish(5, topic, 1, false, false, id, payload));
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
        return System.nanoTime() - sentNanos;
    }

    @Override
    void leave() throws IOException {
        client.close();
    }
}
