package io.belay.interop.soak;

import io.belay.interop.PacketBytes;
import io.belay.interop.RawClient;
import java.io.IOException;

/** Messages for {@link SlowCrowd}: at QoS 0, so that what nobody takes is dropped, and some at QoS 1. */
final class Noise extends Part {
    private static final int EVERY_MS = 50;
    private static final int LENGTH = 8_192;

    private final int port;

    Noise(int port) {
        super("noise");
        this.port = port;
    }

    @Override
    void live() throws IOException, InterruptedException {
        try (RawClient client = RawClient.clean(5, port, "noise")) {
            long nextNanos = System.nanoTime();
            for (int count = 0; goesOn(); count++) {
                until(nextNanos);
                boolean assured = count % 10 == 0;
                client.send(PacketBytes.publish(
                        5, SlowCrowd.TOPIC, assured ? 1 : 0, false, false, assured ? 1 : 0, new byte[LENGTH]));
                if (assured) client.expect(PacketBytes.PUBACK); // taken or refused
                nextNanos = Math.max(nextNanos + EVERY_MS * 1_000_000L, System.nanoTime());
            }
        }
    }
}
