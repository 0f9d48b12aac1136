package io.belay.server;

import io.belay.net.Doorkeeper;
import io.belay.net.Line;
import io.belay.node.limit.ConnectOptions;
import io.belay.node.limit.Connects;
import io.belay.node.limit.Limit;
import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.MemoryBudget;
import io.belay.node.limit.SlowOptions;
import io.belay.node.limit.Turnstile;
import io.belay.server.login.LoginDesk;

/** What all lines share of what is limited. Any thread. */
final class Bounds implements Doorkeeper {
    private final LimitCounts counts;
    private final MemoryBudget budget;
    private final Connects connects;
    private final SlowOptions slow;
    private final BrokerClock clock;

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
        return LoginDesk.count(line, connects, clock::nowMs);
    }

    @Override
    public boolean hears(String address) {
        return connects.hears(address, clock.nowMs());
    }

    @Override
    public void full(String address) {
        counts.hit(Limit.CONNECTIONS, address);
    }
}
