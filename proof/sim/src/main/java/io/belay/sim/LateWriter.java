package io.belay.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws, in one of ten worlds of programs, what makes who has accepted something come too late to say so: the broker hears nothing more of
 * one program, and dies; that one does not reach it until others have been given what it had, and those are lost with that, or the broker
 * is once more.
 */
final class LateWriter {
    /** Gives it a luck of its own. Such that no world that found something before has any of it. */
    static final long SEED = 185;

    private static final int PERCENT = 10; // of the worlds
    private static final String QUEUE = "q1";
    private static final long LENGTH_US = 20_000_000;
    private static final int COUNT = 120; // of messages, over most of that
    private static final long SEND_US = 200_000;
    private static final long THINK_US = 50_000;
    private static final long DEAF_US = 500_000; // when the broker hears nothing of the one that will be late
    private static final long GRACE_US = 5_000_000; // as NodeOptions has it
    private static final long DOWN_US = 500_000;
    private static final long LATE_US = 4_000_000;
    private static final long MUTE_US = 10_000_000;
    private static final long LOST_US = 3_000_000;

    private final Chance chance;
    private final int programs;
    private final List<Schedule.Step> steps = new ArrayList<>();

    private LateWriter(Chance chance, int programs) {
        this.chance = chance;
        this.programs = programs;
    }

    /** Whether the world of this seed has any of it. */
    static boolean isDrawn(long seed) {
        return new Chance(seed * SEED + 19).percent(PERCENT);
    }

    /** How long such a world lasts. */
    static long lengthUs(long seed, long usualUs) {
        return isDrawn(seed) ? Math.max(usualUs, LENGTH_US) : usualUs;
    }

    /** What its programs do besides: all take from one queue, and the first fills it. */
    static List<ProgramHabits> habits(long seed, List<ProgramHabits> usual) {
        if (!isDrawn(seed)) return usual;
        Chance chance = new Chance(seed * SEED + 20);
        List<ProgramHabits> busy = new ArrayList<>();
        for (ProgramHabits each : usual) {
            List<Task> more = new ArrayList<>();
            if (busy.isEmpty()) more.add(task(Task.Kind.SEND, Place.queue(QUEUE), SEND_US, 0));
            Task.Kind kind = chance.oneOf(List.of(Task.Kind.TAKE, Task.Kind.GATHER));
            more.add(task(kind, Task.NOWHERE, THINK_US, chance.oneOf(List.of(0, 20))));
            busy.add(each.busy(more));
        }
        return busy;
    }

    private static Task task(Task.Kind kind, Place to, long thinkUs, int refusePercent) {
        return new Task(kind, Supply.queue(QUEUE), to, 3, 10, COUNT, thinkUs, refusePercent, 0, Style.PLAIN);
    }

    /**
     * What is done to a world, in no order.
     *
     * @param seed of the world
     * @param programs how many there are
     */
    static List<Schedule.Step> draw(long seed, int programs) {
        Chance chance = new Chance(seed * SEED + 19);
        if (!chance.percent(PERCENT)) return List.of();
        LateWriter writer = new LateWriter(chance, programs);
        writer.round(chance.between(500_000, 3_000_000));
        return writer.steps;
    }

    private void add(long atUs, Action action) {
        steps.add(new Schedule.Step(atUs, action));
    }

    private void round(long atUs) {
        int late = chance.below(programs);
        long downUs = chance.skewed(10_000, DOWN_US);
        add(atUs - chance.between(100_000, DEAF_US), new Action.HalfOpen(late, true, false));
        add(atUs, new Action.Kill(1 + chance.below(20), chance.percent(50), downUs));
        long awayUs = downUs + GRACE_US + chance.between(300_000, LATE_US);
        add(atUs, new Action.Block(late, awayUs));
        for (int other = 0; other < programs; other++) {
            if (other == late) continue;
            if (chance.percent(80)) {
                long givenUs = atUs + downUs + GRACE_US - chance.between(0, DOWN_US);
                add(givenUs, new Action.Mute(other, chance.between(1_000_000, MUTE_US)));
            }
            lose(other, atUs + awayUs + chance.between(0, LOST_US));
        }
    }

    private void lose(int other, long atUs) {
        int kind = chance.below(4);
        if (kind < 2) add(atUs, new Action.Vanish(other, chance.skewed(0, LOST_US)));
        else if (kind == 2) add(atUs, new Action.Cut(other, chance.skewed(0, DOWN_US), chance.skewed(0, DOWN_US)));
        else add(atUs, new Action.Kill(1 + chance.below(20), chance.percent(50), chance.skewed(10_000, DOWN_US)));
    }
}
