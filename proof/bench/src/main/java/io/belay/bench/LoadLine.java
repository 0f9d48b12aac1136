package io.belay.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One MQTT 3.1.1 connection of the load generator: packets are put together in one direct buffer and taken apart in
 * another, without an object each. Only what the load needs, and only right packets are understood. One thread.
 */
final class LoadLine implements AutoCloseable {
    /** What a line hears. */
    interface Ear {
        /**
         * A message came.
         *
         * @param bytes of the line; the payload begins at {@code payloadAt}, read it absolutely and do not keep it
         */
        void published(LoadLine line, ByteBuffer bytes, int payloadAt);

        /** Something was answered: CONNACK 2, PUBACK 4, SUBACK 9. */
        void answered(LoadLine line, int type);
    }

    /** Where in the ear's tables this line stands, 0 is the publisher. */
    final int index;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in;
    private final ByteBuffer out;
    private int lastPacketId;

    LoadLine(int index, InetSocketAddress broker, Selector selector, int bufferLength) throws IOException {
        this.index = index;
        channel = SocketChannel.open(broker);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = channel.register(selector, SelectionKey.OP_READ, this);
        in = ByteBuffer.allocateDirect(bufferLength);
        out = ByteBuffer.allocateDirect(bufferLength);
    }

    void connect(String clientId, boolean cleanSession) {
        byte[] id = clientId.getBytes(StandardCharsets.US_ASCII);
        header(0x10, 12 + id.length);
        string("MQTT".getBytes(StandardCharsets.US_ASCII));
        out.put((byte) 4); // protocol level 3.1.1
        out.put((byte) (cleanSession ? 0x02 : 0x00));
        out.putShort((short) 0); // no keep alive
        string(id);
    }

    void subscribe(String filter, int qos) {
        byte[] bytes = filter.getBytes(StandardCharsets.US_ASCII);
        header(0x82, 5 + bytes.length);
        out.putShort((short) nextPacketId());
        string(bytes);
        out.put((byte) qos);
    }

    /** Whether a packet of so many bytes fits in what is waiting to be written. */
    boolean hasRoom(int length) {
        return out.remaining() >= length;
    }

    /**
     * Puts a message down to be written.
     *
     * @param packet the whole PUBLISH, number and time left to be filled in
     * @param packetIdAt where its packet id stands, 0 for QoS 0
     */
    void publish(byte[] packet, int packetIdAt, int payloadAt, long number, long timeNs) {
        int start = out.position();
        out.put(packet);
        if (packetIdAt > 0) out.putShort(start + packetIdAt, (short) nextPacketId());
        out.putLong(start + payloadAt, number);
        out.putLong(start + payloadAt + 8, timeNs);
    }

    /** Writes what is waiting as far as the socket takes it, and asks to be woken for the rest. */
    void flush() throws IOException {
        if (out.position() > 0) {
            out.flip();
            channel.write(out);
            out.compact();
        }
        int wanted = out.position() > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) key.interestOps(wanted);
    }

    /** Reads what is there and tells it to {@code ear}; acknowledges QoS 1. */
    void read(Ear ear) throws IOException {
        while (true) {
            int count = channel.read(in);
            if (count < 0) throw new EOFException("the broker closed line " + index);
            in.flip();
            while (packet(ear)) {}
            boolean wasFull = in.limit() == in.capacity();
            in.compact();
            if (!in.hasRemaining()) throw new IOException("packet larger than " + in.capacity() + " bytes");
            if (!wasFull) return;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Takes one packet; false if it is not all there, or an acknowledgement of it would not fit. */
    private boolean packet(Ear ear) throws IOException {
        int start = in.position();
        int bodyLength = 0;
        int at = start + 1;
        for (int shift = 0; ; shift += 7) {
            if (at >= in.limit()) return false;
            byte b = in.get(at++);
            bodyLength |= (b & 0x7f) << shift;
            if (b >= 0) break;
        }
        if (in.limit() - at < bodyLength) return false;
        int header = in.get(start) & 0xff;
        if (header >> 4 != 3) {
            check(header >> 4, at, bodyLength);
            ear.answered(this, header >> 4);
        } else if (!message(ear, header, at)) {
            return false;
        }
        in.position(at + bodyLength);
        return true;
    }

    private boolean message(Ear ear, int header, int at) throws IOException {
        int qos = header >> 1 & 3;
        int afterTopic = at + 2 + (in.getShort(at) & 0xffff);
        if (qos > 0) {
            if (!hasRoom(4)) flush();
            if (!hasRoom(4)) return false;
            out.putShort((short) 0x4002).putShort(in.getShort(afterTopic)); // PUBACK
        }
        ear.published(this, in, qos > 0 ? afterTopic + 2 : afterTopic);
        return true;
    }

    private void check(int type, int at, int bodyLength) throws IOException {
        int last = in.get(at + bodyLength - 1) & 0xff;
        if (type == 2 && last != 0) throw new IOException("connection refused with code " + last);
        if (type == 9 && last == 0x80) throw new IOException("subscription refused");
    }

    private int nextPacketId() {
        lastPacketId = lastPacketId % 65535 + 1;
        return lastPacketId;
    }

    private void header(int first, int bodyLength) {
        if (bodyLength > 127) throw new IllegalArgumentException("only for short packets: " + bodyLength);
        out.put((byte) first).put((byte) bodyLength);
    }

    private void string(byte[] bytes) {
        out.putShort((short) bytes.length).put(bytes);
    }
}
