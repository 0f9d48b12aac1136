package io.belay.interop.soak;

import io.belay.interop.PacketBytes;
import io.belay.interop.RawPacket;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Many connections as fast as they can be opened, every so often; counts what became of them. */
final class Storm extends Part {
    private static final int RATE_EXCEEDED = 0x9F;
    private static final int AT_ONCE = 200; // so that the program has files enough

    private final int port;
    private final int everyS;
    private final int count;
    final AtomicInteger served = new AtomicInteger();
    final AtomicInteger told = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();

    Storm(int port, int everyS, int count) {
        super("storm");
        this.port = port;
        this.everyS = everyS;
        this.count = count;
    }

    @Override
    void live() throws InterruptedException {
        long nextNanos = System.nanoTime();
        while (goesOn()) {
            until(nextNanos);
            nextNanos += everyS * 1_000_000_000L;
            for (int done = 0; done < count && goesOn(); done += AT_ONCE) wave(done);
        }
    }

    private void wave(int first) {
        List<Socket> sockets = new ArrayList<>();
        for (int index = 0; index < AT_ONCE; index++) {
            Socket socket = new Socket();
            try {
                socket.setSoTimeout(10_000);
                socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
                socket.getOutputStream().write(PacketBytes.connect(5, "storm-" + (first + index), true, 60, 0, 0));
                sockets.add(socket);
            } catch (IOException unheard) {
                closed.incrementAndGet();
                close(socket);
            }
        }
        sockets.forEach(this::hear);
    }

    private void hear(Socket socket) {
        try (socket) {
            RawPacket answer = RawPacket.read(5, new DataInputStream(socket.getInputStream()));
            if (answer.type() == RawPacket.CONNACK && answer.reason() == 0) served.incrementAndGet();
            else if (answer.reason() == RATE_EXCEEDED) told.incrementAndGet();
            else closed.incrementAndGet();
        } catch (IOException unheard) {
            closed.incrementAndGet();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is gone either way.
        }
    }
}
