package io.belay.interop.backlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames of a bare AMQP client, byte by byte; one link with handle 0 on channel 0. */
final class AmqpBytes {
    private static final byte NULL = 0x40;
    private static final byte TRUE = 0x41;
    private static final byte FALSE = 0x42;
    private static final byte ZERO = 0x43;

    private final ByteBuffer buffer;
    private int frameAt;
    private int listAt;

    AmqpBytes(int capacity) {
        buffer = ByteBuffer.allocate(capacity);
    }

    ByteBuffer buffer() {
        return buffer;
    }

    AmqpBytes header(int protocol) {
        buffer.put(new byte[] {'A', 'M', 'Q', 'P', (byte) protocol, 1, 0, 0});
        return this;
    }

    void saslAnonymous() {
        begin(1, 0x41, 1);
        text(0xa3, "ANONYMOUS");
        end();
    }

    void open(String container) {
        begin(0, AmqpFrame.OPEN, 3);
        text(0xa1, container);
        buffer.put(NULL); // host name
        number(65536); // frames of at most so many bytes
        end();
    }

    void beginSession() {
        begin(0, AmqpFrame.BEGIN, 4);
        buffer.put(NULL).put(ZERO); // no remote channel, outgoing ids from 0
        number(Integer.MAX_VALUE); // windows: the link's credit is bound enough
        number(Integer.MAX_VALUE);
        end();
    }

    void attach(boolean isReceiver, String name, String queue) {
        begin(0, AmqpFrame.ATTACH, 10);
        text(0xa1, name);
        buffer.put(ZERO).put(isReceiver ? TRUE : FALSE);
        buffer.put(new byte[] {0x50, 0, 0x50, 0}); // unsettled until the receiver has settled, settled first by it
        terminus(0x28, isReceiver ? queue : "");
        terminus(0x29, isReceiver ? "" : queue);
        buffer.put(NULL).put(NULL).put(ZERO); // no unsettled map, deliveries counted from 0
        end();
    }

    /** What a session and a receiving link may get: {@code transfers} have come, {@code credit} more may. */
    void flow(long nextIncomingId, long transfers, int credit) {
        begin(0, AmqpFrame.FLOW, 7);
        number((int) nextIncomingId);
        number(Integer.MAX_VALUE);
        buffer.put(ZERO);
        number(Integer.MAX_VALUE);
        buffer.put(ZERO); // handle
        number((int) transfers);
        number(credit);
        end();
    }

    /** A whole durable message that ends with the producer and the number, of {@code payloadLength} bytes, 16 to 255. */
    void transfer(int deliveryId, int payloadLength, long producer, long number) {
        begin(0, AmqpFrame.TRANSFER, 5);
        buffer.put(ZERO);
        number(deliveryId);
        buffer.put((byte) 0xa0).put((byte) 4).putInt(deliveryId); // tag
        buffer.put(ZERO).put(FALSE); // message format, settled
        endList();
        buffer.put(new byte[] {0x00, 0x53, 0x70, (byte) 0xc0, 2, 1, TRUE}); // header: durable
        buffer.put(new byte[] {0x00, 0x53, 0x75, (byte) 0xa0, (byte) payloadLength}); // data
        buffer.put(new byte[payloadLength - 16]).putLong(producer).putLong(number);
        endFrame();
    }

    /** Accepts and settles all deliveries from one id to another. */
    void accepted(long firstId, long lastId) {
        begin(0, AmqpFrame.DISPOSITION, 5);
        buffer.put(TRUE);
        number((int) firstId);
        number((int) lastId);
        buffer.put(TRUE).put(new byte[] {0x00, 0x53, 0x24, 0x45});
        end();
    }

    private void terminus(int descriptor, String address) {
        buffer.put(new byte[] {0x00, 0x53, (byte) descriptor});
        if (address.isEmpty()) {
            buffer.put((byte) 0x45);
            return;
        }
        int capabilitiesAt = descriptor == 0x28 ? 10 : 6;
        buffer.put((byte) 0xc0).put((byte) (1 + 2 + address.length() + capabilitiesAt - 1 + 7));
        buffer.put((byte) (capabilitiesAt + 1));
        text(0xa1, address);
        for (int i = 1; i < capabilitiesAt; i++) buffer.put(NULL);
        text(0xa3, "queue");
    }

    private void begin(int type, int code, int fields) {
        frameAt = buffer.position();
        buffer.putInt(0).put((byte) 2).put((byte) type).putShort((short) 0);
        buffer.put(new byte[] {0x00, 0x53, (byte) code, (byte) 0xc0, 0, (byte) fields});
        listAt = buffer.position() - 1;
    }

    private void end() {
        endList();
        endFrame();
    }

    private void endList() {
        buffer.put(listAt - 1, (byte) (buffer.position() - listAt));
    }

    private void endFrame() {
        buffer.putInt(frameAt, buffer.position() - frameAt);
    }

    private void number(int value) {
        buffer.put((byte) 0x70).putInt(value);
    }

    private void text(int format, String text) {
        buffer.put((byte) format).put((byte) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }
}
