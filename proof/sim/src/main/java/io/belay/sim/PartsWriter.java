package io.belay.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws, in one of ten worlds of programs, what makes clients that are back tell what they have in parts: frames are small, programs take
 * much before they decide about it, far away, and lose their lines. And what makes that change meanwhile: it expires.
 */
final class PartsWriter {
    /** In which some fifteen deliveries are told. */
    static final int FRAME_SIZE = 512;

    /** Of each consumer at the broker: whatever it wants. */
    static final int UNSETTLED_MAX = 10_000;

    /** Gives it a luck of its own. Such that no world that found something before has any of it. */
    static final long SEED = 890;

    private static final int PERCENT = 10; // of the worlds
    private static final String QUEUE = "q2";
    private static final long LENGTH_US = 10_000_000;
    private static final int COUNT = 200; // of messages
    private static final int AHEAD = 20;
    private static final int PREFETCH = 90; // six parts
    private static final long SEND_US = 30_000;
    private static final long THINK_US = 2_000_000;
    private static final long TTL_MS = 5_000;
    private static final long LATENCY_US = 20_000; // at least
    private static final long FROM_US = 1_000_000; // when the first line may be lost
    private static final long TOLD_US = 200_000; // when both ends of a line know that it is lost, at most
    private static final Style PASSING = new Style(0, false, 0, TTL_MS);

    private PartsWriter() {}

    /** Whether the world of this seed has any of it. */
    static boolean isDrawn(long seed) {
        return new Chance(seed * SEED + 23).percent(PERCENT);
    }

    /** How long such a world lasts. */
    static long lengthUs(long seed, long usualUs) {
        return isDrawn(seed) ? Math.max(usualUs, LENGTH_US) : usualUs;
    }

    /** What its programs do besides: all gather from one queue, and the first fills it with what expires. */
    static List<ProgramHabits> habits(long seed, List<ProgramHabits> usual) {
        if (!isDrawn(seed)) return usual;
        List<ProgramHabits> busy = new ArrayList<>();
        for (ProgramHabits each : usual) {
            List<Task> more = new ArrayList<>();
            if (busy.isEmpty()) more.add(task(Task.Kind.SEND, Place.queue(QUEUE), SEND_US, PASSING));
            more.add(task(Task.Kind.GATHER, Task.NOWHERE, THINK_US, Style.PLAIN));
            busy.add(each.busy(more).distant(Math.max(LATENCY_US, each.latencyUs())));
        }
        return busy;
    }

    private static Task task(Task.Kind kind, Place to, long thinkUs, Style style) {
        return new Task(kind, Supply.queue(QUEUE), to, AHEAD, PREFETCH, COUNT, thinkUs, 10, 0, style);
    }

    /**
     * What is done to a world, in no order.
     *
     * @param seed of the world
     * @param programs how many there are
     */
    static List<Schedule.Step> draw(long seed, int programs) {
        Chance chance = new Chance(seed * SEED + 23);
        if (!chance.percent(PERCENT)) return List.of();
        List<Schedule.Step> steps = new ArrayList<>();
        int count = 2 + chance.below(10);
        while (count-- > 0) {
            long atUs = chance.between(FROM_US, LENGTH_US);
            steps.add(new Schedule.Step(
                    atUs,
                    new Action.Cut(chance.below(programs), chance.between(0, TOLD_US), chance.between(0, TOLD_US))));
        }
        return steps;
    }
}
