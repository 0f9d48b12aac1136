package io.belay.interop.soak;

import io.belay.interop.PacketBytes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Bytes that no client would send: noise, packets with bits turned, huge promises, and lines that say a byte a time. */
final class Hostile extends Part {
    private static final int KEPT = 200; // lines that are left to say nothing more
    private static final int EVERY_MS = 5;

    private final int[] ports;
    private final Random random;
    private final ArrayDeque<Socket> kept = new ArrayDeque<>();
    final AtomicInteger lines = new AtomicInteger();

    Hostile(int mqttPort, int amqpPort, long seed) {
        super("hostile");
        ports = new int[] {mqttPort, amqpPort};
        random = new Random(seed);
    }

    @Override
    void live() throws InterruptedException {
        long nextNanos = System.nanoTime();
        while (goesOn()) {
            until(nextNanos);
            attack();
            nextNanos = Math.max(nextNanos + EVERY_MS * 1_000_000L, System.nanoTime());
        }
        while (!kept.isEmpty()) close(kept.remove());
    }

    private void attack() {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress("127.0.0.1", ports[random.nextInt(ports.length)]), 5_000);
            socket.getOutputStream().write(bytes());
            lines.incrementAndGet();
        } catch (IOException thrownOut) {
            close(socket);
            return;
        }
        kept.add(socket);
        if (kept.size() > KEPT) close(kept.remove());
    }

    private byte[] bytes() {
        return switch (random.nextInt(4)) {
            case 0 -> noise(1 + random.nextInt(2_000));
            case 1 -> turned(PacketBytes.connect(5, "hostile", true, 60, 0, 0));
            case 2 -> new byte[] {0x10, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F}; // CONNECT of 256 MiB
            default -> new byte[] {'A', 'M', 'Q', 'P', 0, 1, 0, 0, 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 2, 0};
        };
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] turned(byte[] packet) {
        for (int count = 0; count < 3; count++)
            packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
        return packet;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is gone either way.
        }
    }
}
