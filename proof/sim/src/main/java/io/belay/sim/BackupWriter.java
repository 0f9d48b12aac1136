package io.belay.sim;

import java.util.ArrayList;
import java.util.List;

/** Draws a backup and the restoring of it, in one of ten worlds of every kind. */
final class BackupWriter {
    /** Gives it a luck of its own. Such that no world that found something before has any of it. */
    static final long SEED = 23;

    /** The same for worlds of other clients. */
    static final long CLIENTS_SEED = 29;

    private static final int PERCENT = 10; // of the worlds
    private static final long COPY_US = 2_000_000;
    private static final long DOWN_US = 5_000_000;
    private static final long BEFORE_US = 100_000;
    private static final long UNHEARD_US = 1_000_000;
    private static final int OPEN_MAX = 4;
    private static final int PUBLISHED_MAX = 120; // more than there are packet identifiers

    private BackupWriter() {}

    /**
     * What is done to a world, in order.
     *
     * @param seed of the world
     * @param lengthUs how long it lasts
     */
    static List<Schedule.Step> draw(long seed, long lengthUs) {
        return draw(new Chance(seed * SEED + 3), lengthUs);
    }

    private static List<Schedule.Step> draw(Chance chance, long lengthUs) {
        if (!chance.percent(PERCENT)) return List.of();
        long atUs = chance.between(0, lengthUs / 2);
        long copyUs = chance.skewed(0, COPY_US);
        long backUs = chance.between(atUs, lengthUs);
        return List.of(
                new Schedule.Step(atUs, new Action.BackUp(copyUs)),
                new Schedule.Step(backUs, new Action.Restore(chance.skewed(10_000, DOWN_US))));
    }

    /**
     * The same for a world of other clients. Of those of MQTT one publishes at QoS 2: some has no answer when the backup begins, and before the
     * broker is restored and after that the packet identifiers come round.
     *
     * @param clients how many of MQTT there are
     */
    static List<Schedule.Step> draw(long seed, int clients, long lengthUs) {
        Chance chance = new Chance(seed * CLIENTS_SEED + 3);
        List<Schedule.Step> steps = new ArrayList<>(draw(chance, lengthUs));
        if (steps.isEmpty() || clients == 0) return steps;
        int client = chance.below(clients);
        long atUs = steps.get(0).atUs();
        long backUs = steps.get(1).atUs();
        long openUs = Math.max(0, atUs - BEFORE_US);
        steps.add(new Schedule.Step(openUs, new Action.HalfOpen(client, false, chance.percent(70))));
        for (int count = chance.below(OPEN_MAX); count >= 0; count--)
            steps.add(new Schedule.Step(chance.between(openUs, atUs), publish(client)));
        steps.add(new Schedule.Step(atUs + chance.skewed(0, UNHEARD_US), new Action.Cut(client, 0, 0)));
        long untilUs = Math.min(lengthUs, backUs + (backUs - atUs));
        for (int count = chance.below(PUBLISHED_MAX); count > 0; count--)
            steps.add(new Schedule.Step(chance.between(atUs, untilUs), publish(client)));
        return steps;
    }

    private static Action publish(int client) {
        return new Action.Publish(client, "a/b", 2, false, false, -1);
    }
}
