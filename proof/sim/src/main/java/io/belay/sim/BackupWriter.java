package io.belay.sim;

import java.util.List;

/** Draws a backup and the restoring of it, in one of ten worlds of programs. */
final class BackupWriter {
    /** Gives it a luck of its own. Such that no world that found something before has any of it. */
    static final long SEED = 23;

    private static final int PERCENT = 10; // of the worlds
    private static final long COPY_US = 2_000_000;
    private static final long DOWN_US = 5_000_000;

    private BackupWriter() {}

    /**
     * What is done to a world, in order.
     *
     * @param seed of the world
     * @param lengthUs how long it lasts
     */
    static List<Schedule.Step> draw(long seed, long lengthUs) {
        Chance chance = new Chance(seed * SEED + 3);
        if (!chance.percent(PERCENT)) return List.of();
        long atUs = chance.between(0, lengthUs / 2);
        long copyUs = chance.skewed(0, COPY_US);
        long backUs = chance.between(atUs, lengthUs);
        return List.of(
                new Schedule.Step(atUs, new Action.BackUp(copyUs)),
                new Schedule.Step(backUs, new Action.Restore(chance.skewed(10_000, DOWN_US))));
    }
}
