package io.belay.sim.disk;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A file twice: as the operating system shows it, and as it is on the platter. They differ after a failed sync. */
final class TwinFile {
    private static final int SECTOR = 512;

    private byte[] shown;
    private byte[] durable;

    TwinFile(byte[] bytes) {
        shown = bytes;
        durable = bytes.clone();
    }

    byte[] shown() {
        return shown;
    }

    int length() {
        return shown.length;
    }

    void write(int offset, byte[] bytes) {
        show(offset, bytes, bytes.length);
        System.arraycopy(bytes, 0, durable, offset, bytes.length);
    }

    /** The first {@code count} bytes reach the system, but not the platter. */
    void show(int offset, byte[] bytes, int count) {
        System.arraycopy(bytes, 0, shown, offset, count);
    }

    /** Some sectors, each whole or in part, reach the platter. */
    void tear(int offset, byte[] bytes, RandomGenerator chance) {
        for (int from = 0; from < bytes.length; ) {
            int sector = Math.min(bytes.length - from, SECTOR - (offset + from) % SECTOR);
            int count = chance.nextInt(4) == 0 ? chance.nextInt(sector + 1) : chance.nextBoolean() ? sector : 0;
            System.arraycopy(bytes, from, durable, offset + from, count);
            from += sector;
        }
    }

    void truncate(int length) {
        shown = Arrays.copyOf(shown, length);
        durable = Arrays.copyOf(durable, length);
    }

    void flip(long bit) {
        shown[(int) (bit / 8)] ^= (byte) (1 << bit % 8);
        durable[(int) (bit / 8)] = shown[(int) (bit / 8)];
    }

    /** The power is gone: what is shown from now on is what the platter has. */
    void losePower() {
        shown = durable.clone();
    }
}
