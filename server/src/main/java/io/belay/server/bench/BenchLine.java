package io.belay.server.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A client that sends to itself, by one protocol; nothing of it stays in the broker when it is closed. One thread. */
interface BenchLine extends AutoCloseable {
    /** For whatever the broker is to say, milliseconds. */
    int TIMEOUT_MS = 30_000;

    /** Who it is; null where nobody is asked. */
    record Login(@Nullable String user, byte @Nullable [] password) {}

    /**
     * Comes in and makes ready to receive.
     *
     * @param name that nobody else uses, of itself and of where it sends
     * @throws IOException if the broker does not let it in, with its reason
     */
    void open(String name, Login login) throws IOException;

    /**
     * Sends messages until it is over and all have come back.
     *
     * @param length of a payload, bytes
     * @param times takes how long each took
     * @throws IOException if the broker refuses one, or the line breaks
     */
    void load(BooleanSupplier isOver, int length, Bench.Times times) throws IOException;

    @Override
    void close() throws IOException;

    /** Connects. */
    static void dial(Socket socket, InetSocketAddress broker) throws IOException {
        try {
            socket.connect(broker, TIMEOUT_MS);
        } catch (ConnectException nobody) {
            String where = broker.getHostString() + ":" + broker.getPort();
            throw new IOException(
                    "no broker answers on " + where + "; --host, --mqtt and --amqp say where it is", nobody);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
    }

    /** Text of so many bytes. */
    static byte[] payload(int length) {
        byte[] payload = new byte[length];
        byte[] text = "belay bench ".getBytes(StandardCharsets.US_ASCII);
        for (int index = 0; index < length; index++) payload[index] = text[index % text.length];
        return payload;
    }
}
