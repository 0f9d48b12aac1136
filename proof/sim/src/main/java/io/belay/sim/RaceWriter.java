package io.belay.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws, in one of ten worlds of programs, what makes a client begin an attempt beside another: lines that break in a {@link Fog}, and a
 * broker that stands still for a while, and may die of it.
 */
final class RaceWriter {
    /** Gives it a luck of its own. Such that no world that found something before has any of it. */
    static final long SEED = 563;

    private static final int PERCENT = 10; // of the worlds
    private static final int COUNT_MAX = 5;
    private static final long FOG_US = 20_000_000;
    private static final long FREEZE_US = 10_000_000;
    private static final long SOON_US = 200_000; // when programs are in
    private static final long TOLD_US = 1_000_000;
    private static final long DOWN_US = 2_000_000;

    private final Chance chance;
    private final int programs;
    private final List<Schedule.Step> steps = new ArrayList<>();

    private RaceWriter(Chance chance, int programs) {
        this.chance = chance;
        this.programs = programs;
    }

    private static Chance luck(long seed) {
        return new Chance(seed * SEED + 17);
    }

    /** Whether the world of this seed has any of it. */
    static boolean isDrawn(long seed) {
        return luck(seed).percent(PERCENT);
    }

    /** What its programs are like then: they give a line little time, and some know two ways. */
    static List<ProgramHabits> habits(long seed, List<ProgramHabits> usual) {
        if (!isDrawn(seed)) return usual;
        Chance chance = new Chance(seed * SEED + 18);
        return usual.stream()
                .map(each -> each.hasty(chance.percent(60) ? 500 : 2_000, chance.percent(50)))
                .toList();
    }

    /**
     * What is done to a world, in no order.
     *
     * @param seed of the world
     * @param programs how many there are
     * @param lengthUs how long it lasts
     */
    static List<Schedule.Step> draw(long seed, int programs, long lengthUs) {
        Chance chance = luck(seed);
        if (!chance.percent(PERCENT)) return List.of();
        RaceWriter writer = new RaceWriter(chance, programs);
        int count = 1 + chance.below(COUNT_MAX);
        while (count-- > 0) writer.trouble(chance.between(SOON_US, Math.max(SOON_US, lengthUs)));
        return writer.steps;
    }

    private void add(long atUs, Action action) {
        steps.add(new Schedule.Step(atUs, action));
    }

    private void trouble(long atUs) {
        if (chance.percent(75)) fog(atUs);
        if (chance.percent(40)) freeze(atUs + chance.skewed(0, TOLD_US));
    }

    private void fog(long atUs) {
        int program = chance.below(programs);
        long luck = chance.between(0, Long.MAX_VALUE - 1);
        add(atUs, new Action.Fog(program, chance.between(1_000_000, FOG_US), luck));
        boolean isSilent = chance.percent(30);
        add(
                atUs,
                isSilent
                        ? new Action.HalfOpen(program, true, true)
                        : new Action.Cut(program, chance.skewed(0, TOLD_US), chance.skewed(0, TOLD_US)));
    }

    private void freeze(long atUs) {
        long forUs = chance.between(500_000, FREEZE_US);
        add(atUs, new Action.Freeze(forUs, chance.percent(60)));
        if (!chance.percent(40)) return;
        boolean isPower = chance.percent(50);
        add(atUs + forUs, new Action.Kill(1 + chance.below(60), isPower, chance.skewed(10_000, DOWN_US)));
    }
}
