package io.belay.sim;

import io.belay.sim.check.Checkers;
import io.belay.sim.check.Finding;
import java.util.List;

/**
 * What came of a schedule.
 *
 * @param schedule that was played
 * @param history of its world
 * @param findings of the checkers, empty if all promises were kept
 */
public record Outcome(Schedule schedule, History history, List<Finding> findings) {
    /** Plays the schedule of a seed in a sound world, and judges it. */
    public static Outcome of(long seed) {
        return of(ScheduleWriter.draw(seed), Fittings.SOUND);
    }

    /** The same for the world of programs of this seed. */
    public static Outcome ofPrograms(long seed) {
        return of(ProgramScheduleWriter.draw(seed), Fittings.SOUND);
    }

    /** Plays a schedule and judges it. */
    public static Outcome of(Schedule schedule, Fittings fittings) {
        History history = new World(schedule, fittings).play();
        return new Outcome(schedule, history, Checkers.judge(history));
    }
}
