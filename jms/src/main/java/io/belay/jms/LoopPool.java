package io.belay.jms;

import io.belay.base.Check;
import io.belay.net.EventLoops;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The event loops of a factory's connections: a thread for each connection until there are as many as cores, then each new
 * connection shares the loop that has the fewest. A loop ends with the last connection that uses it. Any thread.
 */
final class LoopPool {
    private final int loopsMax;
    private final List<Shared> shared = new ArrayList<>(); // guarded by this

    /** One loop, with those who use it. */
    static final class Shared {
        private final EventLoops loops = new EventLoops(1, EventLoops.Transport.best(), ConnectionLoop::clockMs);
        private int users; // guarded by the pool

        EventLoops loops() {
            return loops;
        }
    }

    /** As many loops as cores at most. */
    LoopPool() {
        this(Runtime.getRuntime().availableProcessors());
    }

    /** @param loopsMax 1 and up */
    LoopPool(int loopsMax) {
        Check.argument(loopsMax >= 1, "at least 1 event loop", loopsMax);
        this.loopsMax = loopsMax;
    }

    /** A loop for one connection more, to be given back once. */
    synchronized Shared take() {
        Optional<Shared> least = shared.stream().min(Comparator.comparingInt(each -> each.users));
        Shared taken = least.isPresent() && shared.size() == loopsMax ? least.get() : new Shared();
        if (taken.users++ == 0) shared.add(taken);
        return taken;
    }

    /** One connection less: the last one ends the loop, and with it whatever lines are left there. Not from a loop. */
    void giveBack(Shared taken) {
        synchronized (this) {
            if (--taken.users > 0) return;
            shared.remove(taken);
        }
        taken.loops.close();
    }

    /** Loops that run, 0 and up. */
    synchronized int size() {
        return shared.size();
    }
}
