package io.belay.server;

import io.belay.node.Reply;
import java.util.ArrayList;
import java.util.List;

/** The replies of one round to the lines of one event loop: one hand-over, and one flush for each line. */
final class LoopReplies implements Runnable {
    private final BrokerClock clock;
    private final List<LineDriver> drivers = new ArrayList<>();
    private final List<Reply> replies = new ArrayList<>();
    private boolean isAwaited;

    LoopReplies(BrokerClock clock) {
        this.clock = clock;
    }

    void add(LineDriver driver, Reply reply) {
        boolean canWait = driver.isAhead() && (reply instanceof Reply.Sent || reply instanceof Reply.Delivery);
        isAwaited |= !canWait;
        drivers.add(driver);
        replies.add(reply);
    }

    /** Whether somebody waits for one of them. */
    boolean isAwaited() {
        return isAwaited;
    }

    /** On the loop. */
    @Override
    public void run() {
        long nowMs = clock.nowMs();
        List<LineDriver> touched = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            LineDriver driver = drivers.get(i);
            if (driver.replied(replies.get(i), nowMs)) touched.add(driver);
        }
        touched.forEach(LineDriver::finish);
    }
}
