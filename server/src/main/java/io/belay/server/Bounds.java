package io.belay.server;

import io.belay.net.Doorkeeper;
import io.belay.net.Line;
import io.belay.node.limit.ConnectOptions;
import io.belay.node.limit.Connects;
import io.belay.node.limit.Limit;
import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.MemoryBudget;
import io.belay.node.limit.Objection;
import io.belay.node.limit.SlowOptions;
import io.belay.node.limit.Turnstile;
import io.belay.server.login.LoginDesk;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all lines share of what is limited. Any thread. */
final class Bounds implements Doorkeeper {
    private final LimitCounts counts;
    private final MemoryBudget budget;
    private final Connects connects;
    private final SlowOptions slow;
    private final BrokerClock clock;
    private volatile Supplier<@Nullable Objection> house = () -> null;

    Bounds(LimitCounts counts, MemoryBudget budget, ConnectOptions options, SlowOptions slow, BrokerClock clock) {
        this.counts = counts;
        this.budget = budget;
        this.clock = clock;
        this.slow = slow;
        connects = new Connects(options, counts);
    }

    LimitCounts counts() {
        return counts;
    }

    MemoryBudget budget() {
        return budget;
    }

    /** When a peer is too slow. */
    SlowOptions slow() {
        return slow;
    }

    /** Counts a line that was just accepted. On its loop. */
    Turnstile count(Line line) {
        return LoginDesk.count(line, connects, clock::nowMs, () -> house.get());
    }

    /** Asks {@code its} from now on whether anybody is let in; null if so. */
    void house(Supplier<@Nullable Objection> its) {
        house = its;
    }

    @Override
    public boolean hears(String address) {
        return connects.hears(address, clock.nowMs());
    }

    @Override
    public void full(String address) {
        counts.hit(Limit.CONNECTIONS, address);
    }

    @Override
    public void crowded(String address) {
        counts.hit(Limit.OPEN_FILES, address);
    }
}
