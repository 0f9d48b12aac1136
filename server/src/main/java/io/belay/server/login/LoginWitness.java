package io.belay.server.login;

import io.belay.node.login.LineFacts;
import io.belay.node.login.Witness;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the log who came, who did not, and what was not allowed: at most {@link #LINES_PER_SECOND} lines in a second
 * of those who came, and as many of the others, and how many were left out. What others have said stands there without characters that would make another line of it.
 */
final class LoginWitness implements Witness {
    /** What is more is only counted. */
    static final int LINES_PER_SECOND = 50;

    private static final Logger LOG = LoggerFactory.getLogger("io.belay.audit");
    private static final long SECOND_NANOS = 1_000_000_000;

    private final Budget ofAccepted; // apart, or whoever fails often enough could hide that it came in at last
    private final Budget ofOthers;

    /** @param clock nanoseconds, from any origin */
    LoginWitness(LongSupplier clock) {
        ofAccepted = new Budget(clock);
        ofOthers = new Budget(clock);
    }

    @Override
    public void accepted(LineFacts line, String user, String how) {
        if (ofAccepted.mayWrite())
            LOG.info("{} came in from {} by {}", Shown.text(user), Shown.text(line.address()), Shown.text(how));
    }

    @Override
    public void refused(LineFacts line, String user, String how, String why) {
        if (!ofOthers.mayWrite()) return;
        LOG.warn(
                "\"{}\" from {} was not let in by {}: {}",
                Shown.text(user),
                Shown.text(line.address()),
                Shown.text(how),
                Shown.text(why));
    }

    @Override
    public void denied(LineFacts line, String client, String what) {
        if (ofOthers.mayWrite())
            LOG.warn("denied to {} from {}: {}", Shown.text(client), Shown.text(line.address()), Shown.text(what));
    }

    /** Lines of one kind in one second. */
    static final class Budget {
        private final LongSupplier clock;
        private long beganNanos;
        private int lines;
        private long leftOut;

        Budget(LongSupplier clock) {
            this.clock = clock;
            beganNanos = clock.getAsLong();
        }

        synchronized boolean mayWrite() {
            long nowNanos = clock.getAsLong();
            if (nowNanos - beganNanos >= SECOND_NANOS) {
                if (leftOut > 0) LOG.warn("{} more of these were left out", leftOut);
                beganNanos = nowNanos;
                lines = 0;
                leftOut = 0;
            }
            if (lines >= LINES_PER_SECOND) leftOut++;
            else lines++;
            return leftOut == 0;
        }
    }
}
