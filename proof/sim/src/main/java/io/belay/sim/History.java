package io.belay.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** All that happened in a world, in order. The checkers judge nothing else. */
public final class History {
    /** How long one may get; the longest of sound worlds are a tenth of it. */
    static final int MOMENTS_MAX = 100_000;

    /** More happens than there is an end to. */
    static final class Endless extends Error {
        private static final long serialVersionUID = 1;

        Endless() {
            super("more than " + MOMENTS_MAX + " moments", null, false, false);
        }
    }

    private final LongSupplier nowUs;
    private final LongSupplier wallMs;
    private final List<Moment> moments = new ArrayList<>();

    /**
     * Starts an empty one.
     *
     * @param nowUs tells the virtual time
     * @param wallMs tells the node's wall clock
     */
    public History(LongSupplier nowUs, LongSupplier wallMs) {
        this.nowUs = nowUs;
        this.wallMs = wallMs;
    }

    /** Notes what happens now. A world that does not come to an end is left where it is. */
    public void add(Event event) {
        boolean isFull = moments.size() >= MOMENTS_MAX;
        if (isFull && moments.size() == MOMENTS_MAX)
            note(new Event.Offended(0, "so much happens that there is no end"));
        if (isFull) throw new Endless();
        note(event);
    }

    private void note(Event event) {
        moments.add(new Moment(moments.size(), nowUs.getAsLong(), wallMs.getAsLong(), event));
    }

    /** Everything so far, a view. */
    public List<Moment> moments() {
        return moments;
    }
}
