package io.belay.sim;

import io.belay.base.Cause;
import java.util.ArrayList;
import java.util.List;

/** Draws ends of lines that do not come from the network, in one of ten worlds of every kind. */
final class EndWriter {
    /** Gives it a luck of its own. Such that no world that found something before has any of it. */
    static final long SEED = 19;

    private static final int PERCENT = 10; // of the worlds
    private static final int COUNT_MAX = 5;
    private static final List<Cause> ORDERS = List.of(Cause.OPERATOR, Cause.DRAIN, Cause.SLOW, Cause.LIMIT);

    private EndWriter() {}

    /**
     * What is done to the clients of a world, in no order.
     *
     * @param seed of the world
     * @param clients how many there are
     * @param lengthUs how long it lasts
     */
    static List<Schedule.Step> draw(long seed, int clients, long lengthUs) {
        List<Schedule.Step> steps = new ArrayList<>();
        Chance chance = new Chance(seed * SEED + 5);
        if (!chance.percent(PERCENT)) return steps;
        int count = 1 + chance.below(COUNT_MAX);
        while (count-- > 0) steps.add(new Schedule.Step(chance.between(0, lengthUs), action(chance, clients)));
        return steps;
    }

    private static Action action(Chance chance, int clients) {
        int client = chance.below(clients);
        return chance.percent(40)
                ? new Action.Garble(client, chance.percent(40))
                : new Action.End(client, chance.oneOf(ORDERS));
    }
}
