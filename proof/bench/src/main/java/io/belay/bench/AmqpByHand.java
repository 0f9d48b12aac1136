package io.belay.bench;

import java.nio.ByteBuffer;

/**
 * The frames of a message by hand, in one form only and with nothing behind them: what every engine must do at the least,
 * and so how fast the machine is while an engine is measured on it.
 */
final class AmqpByHand {
    private static final int TRANSFER = 0x00_53_14_C0;
    private static final int DISPOSITION = 0x00_53_15_C0;
    private static final int CHANNEL_1 = 0x02_00_00_01;

    private AmqpByHand() {}

    /** Writes a transfer with its payload. */
    static void writeTransfer(int deliveryId, byte[] tag, ByteBuffer payload, ByteBuffer out) {
        int start = out.position();
        out.putInt(0).putInt(CHANNEL_1).putInt(TRANSFER).putShort((short) 6).put((byte) 0x43);
        out.put((byte) 0x70).putInt(deliveryId);
        out.put((byte) 0xA0).put((byte) tag.length).put(tag);
        out.put((byte) 0x43).put((byte) 0x42).put((byte) 0x42);
        out.put(start + 12, (byte) (out.position() - start - 13)).put(payload);
        out.putInt(start, out.position() - start);
    }

    /** Reads one, and moves past it; its delivery-id, and a few bits of all else so that it is not left out. */
    static long readTransfer(ByteBuffer in) {
        int start = in.position();
        int at = start + 14;
        if (in.getInt(start + 8) != TRANSFER || in.get(at) != 0x43) throw new IllegalStateException("another frame");
        int deliveryId = in.getInt(at + 2);
        byte[] tag = new byte[in.get(at + 7)];
        in.get(at + 8, tag);
        at += 8 + tag.length;
        int rest = in.get(at) ^ in.get(at + 1) ^ in.get(at + 2) ^ tag[0];
        in.position(start + in.getInt(start));
        return (long) deliveryId << 8 | rest & 0xFF;
    }

    /** Writes that these deliveries are accepted and settled. */
    static void writeDisposition(int first, int last, ByteBuffer out) {
        out.putInt(31).putInt(CHANNEL_1).putInt(DISPOSITION).putShort((short) 0x1206);
        out.put((byte) 0x41).put((byte) 0x70).putInt(first).put((byte) 0x70).putInt(last);
        out.put((byte) 0x41).putInt(0x00_53_24_45).put((byte) 0x42);
    }

    /** Reads that, and counts the deliveries. */
    static int readDisposition(ByteBuffer in) {
        if (in.getInt(8) != DISPOSITION) throw new IllegalStateException("another frame");
        int count = 0;
        for (int id = in.getInt(16); id - in.getInt(21) <= 0; id++) count++;
        return count;
    }
}
