package io.belay.interop.soak;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The least that a broker has to do, as a program of its own: it writes what comes, syncs it and says it again. What this takes under
 * the same load is what the machine takes.
 */
final class Echo {
    static final int LENGTH = 16;

    private Echo() {}

    /** Takes a directory for its files; prints its port. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println("port " + server.getLocalPort());
            for (int number = 0; ; number++) {
                Socket socket = server.accept();
                Path file = directory.resolve("echo-" + number);
                new Thread(() -> serve(socket, file)).start();
            }
        }
    }

    private static void serve(Socket socket, Path path) {
        try (socket;
                FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] bytes = new byte[LENGTH];
            while (true) {
                in.readFully(bytes);
                file.write(ByteBuffer.wrap(bytes));
                file.force(false);
                socket.getOutputStream().write(bytes);
            }
        } catch (java.io.EOFException over) {
            // The other end has left.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line to it. */
    static final class Line extends Timed {
        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;

        Line(int number, int port, Latency latency) throws IOException {
            super("echo " + number, latency);
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
        }

        @Override
        long roundTripNanos() throws IOException {
            long sentNanos = System.nanoTime();
            out.write(ByteBuffer.allocate(LENGTH).putLong(0, sentNanos).array());
            in.readFully(new byte[LENGTH]);
            return System.nanoTime() - sentNanos;
        }

        @Override
        void leave() throws IOException {
            socket.close();
        }
    }
}
