package io.belay.server;

import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.LimitCounts.Notice;
import io.belay.server.login.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the log which limits are reached: each at first, and then once a minute with how often. */
final class LimitNotices implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("io.belay.limits");

    private final LimitCounts counts;
    private final BrokerClock clock;

    LimitNotices(LimitCounts counts, BrokerClock clock) {
        this.counts = counts;
        this.clock = clock;
    }

    /** To be called every second or so. */
    @Override
    public void run() {
        for (Notice notice : counts.notices(clock.nowMs())) LOG.warn("{}", text(notice));
    }

    static String text(Notice notice) {
        String who = Shown.text(notice.who());
        String often = notice.more() == notice.count()
                ? times(notice.count())
                : times(notice.more()) + " more, " + notice.count() + " in all";
        return "limit " + notice.limit().key() + " reached " + often + ", last by " + who;
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }
}
