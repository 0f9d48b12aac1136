package io.belay.interop.soak;

import io.belay.interop.PacketBytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Consumers that subscribe and read nothing any more, and come back when they are thrown out; and who sends to them. */
final class SlowCrowd extends Part {
    static final String TOPIC = "noise";
    private static final int RECEIVE_BYTES = 4_096;
    private static final int CONNACK_BYTES = 4; // as far as its reason

    private final int port;
    private final Socket[] sockets;
    private final AtomicInteger opened = new AtomicInteger();

    SlowCrowd(int port, int count) {
        super("slow crowd");
        this.port = port;
        sockets = new Socket[count];
    }

    /** Lines that were opened, all together. */
    int opened() {
        return opened.get();
    }

    @Override
    void live() throws InterruptedException {
        while (goesOn()) {
            for (int index = 0; index < sockets.length && goesOn(); index++) {
                if (sockets[index] == null || isGone(sockets[index])) reopen(index);
            }
            until(System.nanoTime() + 500_000_000L);
        }
        for (Socket socket : sockets) close(socket);
    }

    /** A write to a socket that was thrown out fails; a ping costs two bytes. */
    private static boolean isGone(Socket socket) {
        try {
            socket.getOutputStream().write(PacketBytes.ping());
            return false;
        } catch (IOException gone) {
            return true;
        }
    }

    private void reopen(int index) {
        close(sockets[index]);
        sockets[index] = null;
        Socket socket = new Socket();
        try {
            socket.setReceiveBufferSize(RECEIVE_BYTES);
            socket.setSoTimeout(5_000);
            socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
            int qos = index % 2;
            socket.getOutputStream().write(PacketBytes.connect(5, "slow-" + index, true, 0, 0, 0));
            socket.getOutputStream().write(PacketBytes.subscribe(5, 1, TOPIC, qos));
            InputStream in = socket.getInputStream();
            byte[] connack = in.readNBytes(CONNACK_BYTES);
            boolean isIn = connack.length == CONNACK_BYTES && connack[3] == 0;
            if (!isIn) throw new IOException("told to return");
            sockets[index] = socket;
            opened.incrementAndGet();
        } catch (IOException turnedAway) {
            close(socket); // It is a storm perhaps; the next round tries again.
        }
    }

    private static void close(Socket socket) {
        try {
            if (socket != null) socket.close();
        } catch (IOException ignored) {
            // It is gone either way.
        }
    }
}
