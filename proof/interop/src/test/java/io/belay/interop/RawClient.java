package io.belay.interop;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that does nothing by itself: it sends what it is told and reads what comes, so it can leave acknowledgements
 * out, break off in the middle of a packet and send what no library would. Two threads may use it, one to write, one to read.
 */
public final class RawClient implements AutoCloseable {
    /** How long {@link #read} waits unless told otherwise. */
    static final int READ_MS = 60_000;

    private final int level;
    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;
    private int lastPacketId;

    /**
     * Opens a line, without a word.
     *
     * @param level 4 for MQTT 3.1.1, 5 for 5.0
     */
    public RawClient(int level, int port) throws IOException {
        this(level, new InetSocketAddress("127.0.0.1", port), READ_MS);
    }

    public RawClient(int level, InetSocketAddress broker, int readMs) throws IOException {
        this.level = level;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(readMs);
        socket.connect(broker, readMs);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    }

    /** A line with a session that stays, which is as it was left, or new. */
    public static RawClient returning(int level, int port, String clientId) throws IOException {
        RawClient client = new RawClient(level, port);
        client.connect(clientId, false);
        return client;
    }

    /** A line with a session that is new and ends with the line (5.0: stays, too). */
    public static RawClient clean(int level, int port, String clientId) throws IOException {
        RawClient client = new RawClient(level, port);
        client.connect(clientId, true);
        return client;
    }

    /** CONNECT, and the CONNACK that follows. */
    public RawPacket connect(String clientId, boolean clean) throws IOException {
        send(PacketBytes.connect(level, clientId, clean, 60, 3600, 0));
        RawPacket connack = expect(RawPacket.CONNACK);
        if (connack.reason() != 0) throw new IOException("connection refused with code " + connack.reason());
        return connack;
    }

    public void subscribe(String filter, int qos) throws IOException {
        send(PacketBytes.subscribe(level, ++lastPacketId, filter, qos));
        RawPacket suback = expect(RawPacket.SUBACK);
        if (suback.reason() != qos) throw new IOException("subscribed with " + suback.reason() + " instead of " + qos);
    }

    /** Sends a message and sees it through to its last acknowledgement. */
    public void publish(String topic, int qos, boolean retain, String text) throws IOException {
        int packetId = qos > 0 ? ++lastPacketId : 0;
        send(PacketBytes.publish(level, topic, qos, false, retain, packetId, text.getBytes(StandardCharsets.UTF_8)));
        if (qos == 1) expect(PacketBytes.PUBACK, packetId);
        if (qos < 2) return;
        expect(PacketBytes.PUBREC, packetId);
        send(PacketBytes.answer(PacketBytes.PUBREL, packetId));
        expect(PacketBytes.PUBCOMP, packetId);
    }

    /** The next messages, as many as that, each of which is seen through once all are there. */
    List<RawPacket> take(int count) throws IOException {
        List<RawPacket> messages = new ArrayList<>();
        while (messages.size() < count) messages.add(expect(RawPacket.PUBLISH));
        for (RawPacket message : messages) settle(message);
        return messages;
    }

    /** Sees a message that came through to its last acknowledgement. */
    public void settle(RawPacket publish) throws IOException {
        if (publish.qos() == 1) send(PacketBytes.answer(PacketBytes.PUBACK, publish.packetId()));
        if (publish.qos() < 2) return;
        send(PacketBytes.answer(PacketBytes.PUBREC, publish.packetId()));
        expect(PacketBytes.PUBREL, publish.packetId());
        send(PacketBytes.answer(PacketBytes.PUBCOMP, publish.packetId()));
    }

    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Puts bytes down to be sent with the next {@link #flush} at the latest. */
    public void buffer(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    public void flush() throws IOException {
        out.flush();
    }

    /** Whether {@link #read} can begin at once. */
    public boolean hasInput() throws IOException {
        return in.available() > 0;
    }

    /** Waits until {@link #read} can begin; false if nothing comes within so long. */
    public boolean awaitInput(int waitMs) throws IOException {
        int readMs = socket.getSoTimeout();
        socket.setSoTimeout(waitMs);
        in.mark(1);
        try {
            if (in.read() < 0) throw new EOFException();
            in.reset();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(readMs);
        }
    }

    /** The next packet; a {@link SocketTimeoutException} if none begins in time. */
    public RawPacket read() throws IOException {
        return RawPacket.read(level, in);
    }

    /** The next packet, which must be of that type. */
    public RawPacket expect(int type) throws IOException {
        RawPacket packet = read();
        if (packet.type() != type) throw new IOException("expected a packet of type " + type + ", found " + packet);
        return packet;
    }

    /** The next packet, which must be of that type, about that message and successful. */
    public RawPacket expect(int type, int packetId) throws IOException {
        RawPacket packet = expect(type);
        if (packet.packetId() != packetId || packet.reason() >= 0x80) {
            throw new IOException("expected an answer to " + packetId + ", found " + packet);
        }
        return packet;
    }

    /** Reads until the broker ends the line; the last packet before the end, or null if there was none. */
    RawPacket readToEnd() throws IOException {
        RawPacket last = null;
        try {
            while (true) last = read();
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return last;
        }
    }

    /** Says goodbye and closes. */
    void disconnect() throws IOException {
        send(PacketBytes.disconnect());
        close();
    }

    /** Breaks the line with a reset, so that nothing that was sent and not read yet is sure to arrive. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
