package io.belay.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** The least broker that the load generator can run against: one topic, no sessions, and it may drop or repeat messages. */
final class Relay implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new ArrayList<>();
    private final List<Socket> subscribers = new ArrayList<>();
    private final LongPredicate drops;
    private final LongPredicate repeats;
    private long count;

    /** Drops and repeats the messages, counted from 1, for which the predicates hold. */
    Relay(LongPredicate drops, LongPredicate repeats) throws IOException {
        this.drops = drops;
        this.repeats = repeats;
        start(this::accept);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (this) {
            for (Socket socket : sockets) socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = server.accept();
            synchronized (this) {
                sockets.add(socket);
            }
            start(() -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            int first = in.readUnsignedByte();
            int low = in.readUnsignedByte();
            int bodyLength = low < 128 ? low : low - 128 + in.readUnsignedByte() * 128;
            byte[] body = in.readNBytes(bodyLength);
            switch (first >> 4) {
                case 1 -> send(socket, 0x20, 2, 0, 0); // CONNACK
                case 3 -> relay(socket, first, low, body);
                case 8 -> subscribe(socket, body);
                default -> {} // PUBACK of a subscriber
            }
        }
    }

    private synchronized void subscribe(Socket socket, byte[] body) throws IOException {
        subscribers.add(socket);
        send(socket, 0x90, 3, body[0], body[1], body[body.length - 1]); // SUBACK
    }

    private synchronized void relay(Socket from, int first, int low, byte[] body) throws IOException {
        count++;
        int idAt = 2 + body[1];
        if (first == 0x32) send(from, 0x40, 2, body[idAt], body[idAt + 1]); // PUBACK
        byte[] packet = new byte[(low < 128 ? 2 : 3) + body.length];
        packet[0] = (byte) first;
        packet[1] = (byte) low;
        if (low >= 128) packet[2] = (byte) (body.length >> 7);
        System.arraycopy(body, 0, packet, packet.length - body.length, body.length);
        int times = drops.test(count) ? 0 : repeats.test(count) ? 2 : 1;
        for (Socket subscriber : subscribers) {
            for (int i = 0; i < times; i++) subscriber.getOutputStream().write(packet);
        }
    }

    private synchronized void send(Socket socket, int... bytes) throws IOException {
        byte[] packet = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) packet[i] = (byte) bytes[i];
        socket.getOutputStream().write(packet);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The line or the relay was closed, which is how its threads end.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
