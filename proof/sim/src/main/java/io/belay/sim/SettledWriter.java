package io.belay.sim;

import java.util.ArrayList;
import java.util.List;

/** Draws, in one of ten worlds of programs, who takes messages that are settled as they are sent, beside those who decide about theirs. */
final class SettledWriter {
    /** Gives it a luck of its own. Such that no world that found something before has any of it. */
    static final long SEED = 329;

    private static final int PERCENT = 10; // of the worlds
    private static final String QUEUE = "q1";
    private static final int COUNT = 100; // of messages
    private static final int AHEAD = 20;
    private static final long SEND_US = 30_000;

    private SettledWriter() {}

    /** Whether the world of this seed has any of it. */
    static boolean isDrawn(long seed) {
        return new Chance(seed * SEED + 29).percent(PERCENT);
    }

    /** What its programs do besides: one or more of them take from a queue, and the first fills it. */
    static List<ProgramHabits> habits(long seed, List<ProgramHabits> usual) {
        if (!isDrawn(seed)) return usual;
        Chance chance = new Chance(seed * SEED + 30);
        List<ProgramHabits> busy = new ArrayList<>();
        for (ProgramHabits each : usual) {
            List<Task> more = new ArrayList<>();
            if (busy.isEmpty()) more.add(task(Task.Kind.SEND, Place.queue(QUEUE), AHEAD));
            boolean takes = busy.isEmpty() || chance.percent(50);
            if (takes) more.add(task(Task.Kind.TAKE, Task.NOWHERE, chance.oneOf(List.of(1, 2, 10, 100))));
            busy.add(each.busy(more));
        }
        return busy;
    }

    private static Task task(Task.Kind kind, Place to, int prefetch) {
        Supply from = Supply.queue(QUEUE).settled();
        return new Task(kind, from, to, AHEAD, prefetch, COUNT, SEND_US, 0, 0, Style.PLAIN);
    }
}
