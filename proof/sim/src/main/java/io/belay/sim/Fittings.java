package io.belay.sim;

import java.util.function.LongConsumer;

/**
 * What a world is fitted with beside the real code. Tests of the checkers fit broken parts.
 *
 * @param mischief changes what the server says
 * @param disks makes the disk
 * @param clockPercent how fast the node's wall clock runs, 100 is right
 */
public record Fittings(Mischief mischief, Disks disks, int clockPercent) {
    private static final long EPOCH_MS = 1_700_000_000_000L;

    /** Everything sound. */
    public static final Fittings SOUND = new Fittings(Mischief.NONE, SimDisk::new, 100);

    /** Makes disks. */
    public interface Disks {
        /** See {@link SimDisk#SimDisk}. */
        SimDisk create(Agenda agenda, Chance chance, LongConsumer stored);
    }

    long clock(long wallMs) {
        return EPOCH_MS + (wallMs - EPOCH_MS) * clockPercent / 100;
    }
}
