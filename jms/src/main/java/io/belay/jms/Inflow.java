package io.belay.jms;

import io.belay.client.ClientDelivery;
import io.belay.client.ClientFailure;
import io.belay.client.ConsumerListener;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What came for one consumer and was not taken yet: the loop puts, one application thread at a time takes. Nobody locks.
 */
final class Inflow implements ConsumerListener {
    private final Deque<ClientDelivery> arrived = new ConcurrentLinkedDeque<>();
    private final Set<ClientDelivery> voided = ConcurrentHashMap.newKeySet(); // of those that were told
    private final Runnable wake;
    private final Consumer<ClientFailure> ended;
    private volatile @Nullable Thread taker; // that waits
    private volatile @Nullable ClientFailure failure; // the broker ended it
    private volatile boolean isClosed;

    /**
     * An empty one.
     *
     * @param wake called on the loop whenever something has come, besides the thread that waits here
     * @param ended called on the loop when the broker has ended the consumer, besides the thread that waits here
     */
    Inflow(Runnable wake, Consumer<ClientFailure> ended) {
        this.wake = wake;
        this.ended = ended;
    }

    @Override
    public void message(ClientDelivery delivery) {
        arrived.add(delivery);
        news();
    }

    @Override
    public void voided(ClientDelivery delivery) {
        voided.add(delivery);
        if (!arrived.remove(delivery)) return; // the application has it, or is about to
        voided.remove(delivery);
        delivery.consumer().grant(1); // its credit is used up, and nobody will take it
    }

    @Override
    public void ended(ClientFailure failure) {
        over(failure);
        ended.accept(failure);
    }

    /** Nothing will come any more, as others know already. On the loop. */
    void over(ClientFailure failure) {
        this.failure = failure;
        arrived.clear();
        news();
    }

    private void news() {
        Thread waits = taker;
        if (waits != null) LockSupport.unpark(waits);
        wake.run();
    }

    /** Wakes whoever waits, for ever. */
    void close() {
        isClosed = true;
        news();
    }

    /** Wakes whoever waits, to look again. */
    void nudge() {
        news();
    }

    /** Counts them, one by one. */
    int size() {
        return arrived.size();
    }

    boolean isEmpty() {
        return arrived.isEmpty();
    }

    /** Why the broker ended the consumer; null if it did not. */
    @Nullable
    ClientFailure failure() {
        return failure;
    }

    @Nullable
    ClientDelivery poll() {
        return arrived.poll();
    }

    /**
     * Waits for a message.
     *
     * @param endNs by {@link System#nanoTime}
     * @param mayTake asked before each look; while it says no, nothing is taken
     * @return null if none came until then, or there is none to come
     * @throws InterruptedException if the thread is interrupted
     */
    @Nullable
    ClientDelivery take(long endNs, BooleanSupplier mayTake) throws InterruptedException {
        taker = Thread.currentThread();
        try {
            while (!isClosed) {
                ClientDelivery first = mayTake.getAsBoolean() ? arrived.poll() : null;
                if (first != null || failure != null) return first;
                long leftNs = endNs - System.nanoTime();
                if (leftNs <= 0) return null;
                LockSupport.parkNanos(this, Math.min(leftNs, TimeUnit.HOURS.toNanos(1)));
                if (Thread.interrupted()) throw new InterruptedException();
            }
            return null;
        } finally {
            taker = null;
        }
    }

    /** What was taken is the next again. By the thread that took it. */
    void putBack(ClientDelivery delivery) {
        arrived.addFirst(delivery);
    }

    /** Takes all that is there. */
    List<ClientDelivery> takeAll() {
        var all = new ArrayList<ClientDelivery>();
        for (ClientDelivery each = arrived.poll(); each != null; each = arrived.poll()) all.add(each);
        return all;
    }

    /** Whether a delivery that was taken is void meanwhile. */
    boolean isVoid(ClientDelivery delivery) {
        return !voided.isEmpty() && voided.contains(delivery);
    }

    /** It is decided: nobody will ask for it any more. */
    void forget(ClientDelivery delivery) {
        if (!voided.isEmpty()) voided.remove(delivery);
    }
}
