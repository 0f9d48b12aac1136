package io.belay.interop.backlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One frame of a peer, as far as a bare client needs it.
 *
 * @param code descriptor of its performative, 0x10 to 0x18, or 0x40 to 0x44 for SASL; −1 if it is empty
 * @param fields in order: the number that a field is, or the descriptor of what it describes; −1 if it is null or neither
 * @param body the bytes after the performative
 */
record AmqpFrame(int code, List<Long> fields, ByteBuffer body) {
    static final int OPEN = 0x10;
    static final int BEGIN = 0x11;
    static final int ATTACH = 0x12;
    static final int FLOW = 0x13;
    static final int TRANSFER = 0x14;
    static final int DISPOSITION = 0x15;
    static final int SASL_MECHANISMS = 0x40;
    static final int SASL_OUTCOME = 0x44;

    /** Reads what follows the eight bytes of the frame header; {@code bytes} ends where the frame does. */
    static AmqpFrame of(ByteBuffer bytes) throws IOException {
        if (!bytes.hasRemaining()) return new AmqpFrame(-1, List.of(), bytes);
        bytes.get(); // 00: described
        int code = (int) value(bytes);
        int format = bytes.get() & 0xff;
        if (format == 0x45) return new AmqpFrame(code, List.of(), bytes);
        boolean isSmall = format == 0xc0;
        int end = isSmall ? bytes.get() & 0xff : bytes.getInt();
        end += bytes.position();
        int count = isSmall ? bytes.get() & 0xff : bytes.getInt();
        List<Long> fields = new ArrayList<>(count);
        for (int i = 0; i < count; i++) fields.add(value(bytes));
        return new AmqpFrame(code, fields, bytes.position(end).slice());
    }

    /** The field at an index, or {@code otherwise} if it is null or was left out. */
    long field(int index, long otherwise) {
        long value = index < fields.size() ? fields.get(index) : -1;
        return value < 0 ? otherwise : value;
    }

    /** Reads one value (AMQP 1.0 §1.2.1); only what fits a number is told. */
    private static long value(ByteBuffer bytes) throws IOException {
        int format = bytes.get() & 0xff;
        return switch (format) {
            case 0x00 -> {
                long descriptor = value(bytes);
                value(bytes);
                yield descriptor;
            }
            case 0x41 -> 1;
            case 0x40, 0x42, 0x43, 0x44, 0x45 -> format == 0x40 || format == 0x45 ? -1 : 0;
            case 0x50, 0x52, 0x53, 0x56 -> bytes.get() & 0xff;
            case 0x60 -> bytes.getShort() & 0xffff;
            case 0x70 -> bytes.getInt() & 0xffffffffL;
            case 0x80 -> bytes.getLong();
            default -> {
                skip(bytes, format);
                yield -1;
            }
        };
    }

    private static void skip(ByteBuffer bytes, int format) throws IOException {
        int length = switch (format >>> 4) {
            case 0x5 -> 1;
            case 0x6 -> 2;
            case 0x7 -> 4;
            case 0x8 -> 8;
            case 0x9 -> 16;
            case 0xa, 0xc, 0xe -> bytes.get() & 0xff;
            case 0xb, 0xd, 0xf -> bytes.getInt();
            default -> throw new IOException("no such format: " + format);
        };
        bytes.position(bytes.position() + length);
    }
}
