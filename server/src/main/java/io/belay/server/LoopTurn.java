package io.belay.server;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A round of the node at the end of a round of an event loop: once for all lines of the loop that have asked for something.
 *
 * <p>While lines stream, which is to say that they bring more than one message at a time or have many under way, and so
 * wait for none of them, the loop rests after it: for {@value #REST_NS} ns at most, until there is an answer that somebody
 * waits for. What comes meanwhile is read with one wake-up in place of one for each message, which takes more processor time
 * than the message, also of the peer that has to wake the loop. A line that does not stream may wait for each message:
 * while one is heard nobody rests.
 *
 * <p>Nor does a loop go to sleep at once when it has heard something: for {@value #LOOK_NS} ns it looks whether there is more, and
 * lets others have the core in between. Whoever waits for each message sends the next one soon, and the loop need not be woken for it.
 */
final class LoopTurn implements Runnable {
    /** How long a loop rests at most, nanoseconds. */
    static final long REST_NS = 300_000;

    /** How long nobody rests after a line was heard that does not stream, nanoseconds. */
    static final long ALERT_NS = 5_000_000;

    /** How long a loop that has heard something looks for more before it sleeps, nanoseconds. */
    static final long LOOK_NS = 100_000;

    /** With so many bytes in a round there is company enough without a rest. */
    static final int PLENTY_BYTES = 64 << 10;

    private static final boolean IS_ALONE = Runtime.getRuntime().availableProcessors() == 1;

    private final long restNs;
    private final long lookNs;
    private final Executor loop;
    private final NodeThread node;
    private final Runnable looker = this::look;
    private boolean isComing; // this and what follows is touched by the loop alone
    private boolean isStreaming; // in this round
    private long bytes; // in this round
    private long alertUntilNs = System.nanoTime();
    private long heardNs = alertUntilNs;
    private boolean isLooking;
    private final AtomicInteger answers = new AtomicInteger(); // awaited, and not yet with their lines
    private volatile @Nullable Thread resting;

    LoopTurn(Executor loop, NodeThread node) {
        this(loop, node, REST_NS, IS_ALONE ? 0 : LOOK_NS); // One core is wanted by whoever is to send more.
    }

    /**
     * @param restNs how long it rests at most, nanoseconds
     * @param lookNs how long it looks for more, nanoseconds; 0 for not at all
     */
    LoopTurn(Executor loop, NodeThread node, long restNs, long lookNs) {
        this.restNs = restNs;
        this.lookNs = lookNs;
        this.loop = loop;
        this.node = node;
    }

    /** A line of the loop has brought so many bytes, and streams or not. On the loop. */
    void heard(boolean streams, int length) {
        bytes += length;
        heardNs = System.nanoTime();
        if (streams) isStreaming = true;
        else alertUntilNs = heardNs + ALERT_NS;
        if (!isLooking && lookNs > 0) lookAgain();
    }

    /** A loop that has something to do looks at its lines first, and does not sleep. On the loop. */
    private void lookAgain() {
        try {
            loop.execute(looker);
            isLooking = true;
        } catch (RejectedExecutionException loopsClosed) {
            isLooking = false;
        }
    }

    private void look() {
        isLooking = false;
        if (System.nanoTime() - heardNs >= lookNs) return;
        Thread.yield();
        lookAgain();
    }

    /** The node is to look at what was asked, once the lines of the loop have said what they have to say. On the loop. */
    void come() {
        if (isComing) return;
        isComing = true;
        try {
            loop.execute(this);
        } catch (RejectedExecutionException loopsClosed) {
            isComing = false;
            node.wake();
        }
    }

    /** On the loop. */
    @Override
    public void run() {
        isComing = false;
        node.go();
        if (rests(System.nanoTime())) rest();
    }

    /** Whether the loop rests after this round; the next one begins. On the loop. */
    boolean rests(long nowNs) {
        boolean rests = isStreaming && bytes < PLENTY_BYTES && nowNs - alertUntilNs >= 0;
        isStreaming = false;
        bytes = 0;
        return rests;
    }

    /** Until when nobody rests, by the JVM's clock. On the loop. */
    long alertUntilNs() {
        return alertUntilNs;
    }

    private void rest() {
        resting = Thread.currentThread();
        // Asked after the name is on the door: whoever answers now sees whom to wake.
        if (answers.get() == 0) LockSupport.parkNanos(this, restNs);
        resting = null;
    }

    /**
     * Hands replies to the loop, and wakes it for them.
     *
     * @param isAwaited whether somebody waits for one of them; else they can wait until the loop has rested. Whoever works
     *     on the node
     */
    void answer(Runnable replies, boolean isAwaited) {
        if (!isAwaited) {
            loop.execute(replies);
            return;
        }
        answers.incrementAndGet();
        loop.execute(() -> {
            answers.decrementAndGet();
            replies.run();
        });
        Thread sleeper = resting;
        if (sleeper != null) LockSupport.unpark(sleeper);
    }
}
