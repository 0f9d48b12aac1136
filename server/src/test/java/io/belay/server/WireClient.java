package io.belay.server;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** An MQTT 5.0 client of bytes: packets are written and read as the standard draws them, and nothing is done unasked. */
final class WireClient implements AutoCloseable {
    static final int CONNACK = 0x20;
    static final int PUBACK = 0x40;
    static final int SUBACK = 0x90;
    static final int PINGRESP = 0xD0;
    static final int DISCONNECT = 0xE0;

    /** A packet: its first byte and what follows the length. */
    record Received(int first, byte[] body) {
        int type() {
            return first & 0xF0;
        }
    }

    private static final int CLOGGED_AFTER_MS = 500;

    private final SocketChannel channel;
    private final Socket socket;
    private final DataInputStream in;
    private ByteBuffer unfinished = ByteBuffer.allocate(0); // what publishUntilClogged has not got rid of

    WireClient(int port) throws IOException {
        this(port, 0);
    }

    /** Of which the system holds so many unread bytes; 0 leaves it to the system. */
    WireClient(int port, int receiveBuffer) throws IOException {
        channel = SocketChannel.open();
        if (receiveBuffer > 0) channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket = channel.socket();
        socket.setSoTimeout(60_000);
        in = new DataInputStream(socket.getInputStream());
    }

    /** CONNECT with a session that outlives the line by {@code expiryS} seconds, and the CONNACK. */
    Received connect(String clientId, boolean cleanStart, int expiryS) throws IOException {
        return connect(clientId, cleanStart, expiryS, "");
    }

    /** The same with a will "gone" on {@code willTopic}, QoS 1; empty for none. */
    Received connect(String clientId, boolean cleanStart, int expiryS, String willTopic) throws IOException {
        boolean will = !willTopic.isEmpty();
        ByteBuffer body = ByteBuffer.allocate(200);
        text(body, "MQTT").put((byte) 5);
        body.put((byte) ((cleanStart ? 0x02 : 0) | (will ? 0x0C : 0))); // flags: clean start, will at QoS 1
        body.putShort((short) 0); // keep alive: none
        body.put((byte) 5).put((byte) 0x11).putInt(expiryS); // properties: session expiry interval
        text(body, clientId);
        if (will) {
            body.put((byte) 0); // will properties: none
            text(body, willTopic);
            text(body, "gone");
        }
        send(0x10, body);
        return read();
    }

    /** CONNECT with a password, clean, and the answer. */
    Received login(String clientId, String user, String password) throws IOException {
        sayLogin(clientId, user, password);
        return read();
    }

    /** The same without waiting for the answer. */
    void sayLogin(String clientId, String user, String password) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(20_000);
        text(body, "MQTT").put((byte) 5).put((byte) 0xC2); // flags: user name, password, clean start
        body.putShort((short) 0).put((byte) 0); // keep alive: none; properties: none
        text(body, clientId);
        text(body, user);
        text(body, password);
        send(0x10, body);
    }

    /** SUBSCRIBE to one filter at QoS 1, and the SUBACK. */
    Received subscribe(String filter) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(200).putShort((short) 1).put((byte) 0); // packet id, no properties
        text(body, filter).put((byte) 1);
        send(0x82, body);
        return read();
    }

    /** PUBLISH at QoS 1 without waiting. */
    void publish(int packetId, String topic, byte[] payload) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(200 + payload.length);
        text(body, topic).putShort((short) packetId).put((byte) 0).put(payload);
        send(0x32, body);
    }

    /** PUBLISH at QoS 0 without waiting. */
    void publish(String topic, byte[] payload) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(200 + payload.length);
        text(body, topic).put((byte) 0).put(payload);
        send(0x30, body);
    }

    void puback(int packetId) throws IOException {
        send(PUBACK, ByteBuffer.allocate(2).putShort((short) packetId));
    }

    private static ByteBuffer text(ByteBuffer body, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return body.putShort((short) bytes.length).put(bytes);
    }

    void ping() throws IOException {
        send(0xC0, ByteBuffer.allocate(0));
    }

    /** Publishes at QoS 0 until the peer takes nothing for a while (true), or that many bytes are gone (false). */
    boolean publishUntilClogged(String topic, byte[] payload, int bytesMax) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(200 + payload.length);
        text(body, topic).put((byte) 0).put(payload);
        ByteBuffer packet = packet(0x30, body);
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_WRITE);
            for (int written = 0; written < bytesMax; ) {
                if (selector.select(CLOGGED_AFTER_MS) == 0) return true;
                selector.selectedKeys().clear();
                if (!unfinished.hasRemaining()) unfinished = packet.duplicate();
                written += channel.write(unfinished);
            }
            return false;
        } finally {
            channel.configureBlocking(true);
        }
    }

    /** Writes the rest of the packet that was clogged. */
    void finishPublishing() throws IOException {
        while (unfinished.hasRemaining()) channel.write(unfinished);
    }

    private void send(int first, ByteBuffer body) throws IOException {
        ByteBuffer packet = packet(first, body);
        while (packet.hasRemaining()) channel.write(packet);
    }

    private static ByteBuffer packet(int first, ByteBuffer body) {
        body.flip();
        ByteBuffer packet = ByteBuffer.allocate(5 + body.remaining()).put((byte) first);
        int rest = body.remaining();
        do {
            packet.put((byte) (rest % 128 | (rest >= 128 ? 0x80 : 0)));
            rest /= 128;
        } while (rest > 0);
        return packet.put(body).flip();
    }

    /** Says these bytes, in hexadecimal, whatever they mean. */
    void sayBytes(String hex) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
        while (bytes.hasRemaining()) channel.write(bytes);
    }

    /** Its own address and port, as the other end sees them. */
    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** The next packet. */
    Received read() throws IOException {
        int first = in.readUnsignedByte();
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << shift;
            shift += 7;
        } while (digit >= 0x80);
        byte[] body = new byte[length];
        in.readFully(body);
        return new Received(first, body);
    }

    /** The payload of a PUBLISH that has no properties. */
    static String payloadOf(Received publish) {
        ByteBuffer body = ByteBuffer.wrap(publish.body());
        body.position(2 + body.getShort(0));
        if ((publish.first() & 0x06) != 0) body.getShort(); // packet id
        body.get(); // property length 0
        return StandardCharsets.UTF_8.decode(body).toString();
    }

    static int packetIdOf(Received publish) {
        ByteBuffer body = ByteBuffer.wrap(publish.body());
        return body.getShort(2 + body.getShort(0)) & 0xFFFF;
    }

    /** Whether the peer has ended the line and sends nothing more. */
    boolean isEnded() throws IOException {
        try {
            in.readByte();
            return false;
        } catch (EOFException ended) {
            return true;
        }
    }

    /** Ends the connection with a reset, as a killed machine's system does. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
