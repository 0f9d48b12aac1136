package io.belay.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** All that happened in a world, in order. The checkers judge nothing else. */
public final class History {
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

    /** Notes what happens now. */
    public void add(Event event) {
        moments.add(new Moment(moments.size(), nowUs.getAsLong(), wallMs.getAsLong(), event));
    }

    /** Everything so far, a view. */
    public List<Moment> moments() {
        return moments;
    }
}
