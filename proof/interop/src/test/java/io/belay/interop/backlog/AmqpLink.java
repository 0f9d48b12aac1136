package io.belay.interop.backlog;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * One connection with one session and one link to a queue, as bare as can be, so that what it costs is small beside what
 * the broker does. For one thread, which waits in it.
 */
final class AmqpLink implements AutoCloseable {
    private static final int READ_MS = 60_000;
    private static final int BUFFER_LENGTH = 1 << 18;
    private static final int ROOM = 512; // for one transfer

    private final Socket socket;
    private final DataInputStream in;
    private final AmqpBytes out = new AmqpBytes(BUFFER_LENGTH);
    private long nextIncomingId; // of the session

    private long credit; // transfers that we may send, counted from the first
    private long window; // the same, for the session
    private long settled; // of ours

    private AmqpLink(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_MS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_LENGTH));
    }

    static AmqpLink sender(int port, String name, String queue) throws IOException {
        AmqpLink link = new AmqpLink(port);
        link.connect(false, name, queue);
        return link;
    }

    static AmqpLink receiver(int port, String name, String queue) throws IOException {
        AmqpLink link = new AmqpLink(port);
        link.connect(true, name, queue);
        return link;
    }

    /** How many of our messages the receiver has accepted. */
    long settled() {
        return settled;
    }

    /** Whether the receiver lets us send our message {@code number}, counted from 0. */
    boolean maySend(long number) {
        return number < credit && number < window;
    }

    /** Puts message {@code number}, counted from 0, on its way. */
    void send(int payloadLength, long producer, long number) throws IOException {
        out.transfer((int) number, payloadLength, producer, number);
        if (out.buffer().remaining() < ROOM) flush();
    }

    void grant(long transfers, int more) {
        out.flow(nextIncomingId, transfers, more);
    }

    void accept(long firstId, long lastId) {
        out.accepted(firstId, lastId);
    }

    void flush() throws IOException {
        socket.getOutputStream().write(out.buffer().array(), 0, out.buffer().position());
        out.buffer().clear();
    }

    /** Whether a frame can be read without waiting, or a part of one. */
    boolean hasInput() throws IOException {
        return in.available() > 0;
    }

    /** How long a read waits before it fails. */
    void waitAtMost(int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
    }

    /**
     * Waits for a frame and takes notice of credit and settlement.
     *
     * @throws IOException if the peer ends the link, refuses a message or says nothing
     */
    AmqpFrame read() throws IOException {
        AmqpFrame frame = readAny();
        switch (frame.code()) {
            case AmqpFrame.FLOW -> {
                window = frame.field(0, 0) + frame.field(1, 0);
                if (frame.field(4, -1) >= 0) credit = frame.field(5, 0) + frame.field(6, 0);
            }
            case AmqpFrame.TRANSFER -> nextIncomingId++;
            case AmqpFrame.DISPOSITION -> {
                if (frame.field(4, 0) != 0x24) throw new IOException("not accepted: " + frame);
                settled += frame.field(2, frame.field(1, 0)) - frame.field(1, 0) + 1;
            }
            case -1 -> {} // a heartbeat
            default -> throw new IOException("the peer ends it: " + frame);
        }
        return frame;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void connect(boolean isReceiver, String name, String queue) throws IOException {
        out.header(3).saslAnonymous();
        out.header(0).open(name);
        out.beginSession();
        out.attach(isReceiver, name, queue);
        flush();
        in.readNBytes(8);
        expect(AmqpFrame.SASL_MECHANISMS);
        expect(AmqpFrame.SASL_OUTCOME);
        in.readNBytes(8);
        expect(AmqpFrame.OPEN);
        AmqpFrame begin = expect(AmqpFrame.BEGIN);
        nextIncomingId = begin.field(1, 0);
        window = begin.field(2, 0);
        expect(AmqpFrame.ATTACH);
    }

    private AmqpFrame expect(int code) throws IOException {
        AmqpFrame frame = readAny();
        if (frame.code() != code) throw new IOException("expected " + code + ", found " + frame);
        return frame;
    }

    private AmqpFrame readAny() throws IOException {
        byte[] bytes = new byte[in.readInt() - 4];
        in.readFully(bytes);
        return AmqpFrame.of(ByteBuffer.wrap(bytes).position(4 * (bytes[0] - 1)).slice());
    }
}
