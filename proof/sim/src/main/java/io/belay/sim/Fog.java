package io.belay.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * For a while the lines of a program are bad, each in its own way: one takes long to stand, or never does; one holds back what comes after
 * its first bytes, in one direction or both, and gives it out late, or when the next line is dialed, or never; one brings bytes in bunches.
 */
final class Fog {
    private static final long NEVER_US = 60_000_000; // longer than anybody waits
    private static final long LATE_US = 6_000_000; // longer than a client waits for a step
    private static final long BUNCH_US = 3_000_000;
    private static final int HEADER = 8; // the first bytes that each end says
    private static final int SOME = 600; // within them a line is let in, and more

    private final Agenda agenda;
    private final Chance chance;
    private final long untilUs;
    private final long latencyUs;
    private final String hole; // the address to which no line comes to stand
    private final List<Line> bad = new ArrayList<>();
    private final List<Line> waiting = new ArrayList<>(); // those of them that are let go when another is dialed

    /**
     * It comes up.
     *
     * @param luck of its own
     * @param untilUs when it lifts
     * @param habits of the program
     */
    Fog(Agenda agenda, long luck, long untilUs, ProgramHabits habits) {
        this.agenda = agenda;
        this.untilUs = untilUs;
        chance = new Chance(luck);
        latencyUs = habits.latencyUs();
        hole = chance.percent(30) ? chance.oneOf(habits.addresses()) : "";
        agenda.in(Math.max(0, untilUs - agenda.nowUs()), () -> List.copyOf(bad).forEach(this::lift));
    }

    private boolean isOver() {
        return agenda.nowUs() >= untilUs;
    }

    /** A line is dialed; how long it takes to stand, which would be {@code usualUs}. */
    long dialed(String address, long usualUs) {
        if (isOver()) return usualUs;
        long soonUs = chance.skewed(0, 20 * latencyUs); // Just before or after what is said first on the new one.
        for (Line line : waiting) agenda.in(soonUs, () -> lift(line));
        waiting.clear();
        if (address.equals(hole)) return NEVER_US;
        return chance.percent(70) ? usualUs : usualUs + chance.between(0, LATE_US);
    }

    /** It stands. */
    void stands(Line line) {
        if (isOver()) return;
        bad.add(line);
        int kind = chance.below(6);
        if (kind == 1) line.halfOpen(chance.percent(60), chance.percent(60));
        else if (kind == 2) line.bunch(chance.between(1_000, BUNCH_US));
        else if (kind > 2) hold(line, kind != 3, kind != 4);
    }

    private void hold(Line line, boolean upwards, boolean downwards) {
        if (upwards) line.holdUp(count());
        if (downwards) line.holdDown(count());
        long lateUs = chance.skewed(1_000, LATE_US);
        int end = chance.below(5);
        if (end < 2) waiting.add(line);
        else if (end < 4) agenda.in(lateUs, () -> lift(line));
        else agenda.in(lateUs, () -> cut(line));
    }

    /** Bytes that get through. */
    private long count() {
        return chance.oneOf(List.of(0L, 0L, 0L, (long) HEADER, chance.between(0, SOME), chance.between(0, SOME)));
    }

    private void lift(Line line) {
        if (bad.remove(line)) line.release();
    }

    private void cut(Line line) {
        if (bad.remove(line)) line.cut(0, chance.skewed(0, LATE_US), Ends.cut(line));
    }
}
