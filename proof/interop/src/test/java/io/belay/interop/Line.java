package io.belay.interop;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One connection of a {@link Peer}: tells it what to do and keeps what it says until it is asked. */
abstract class Line implements AutoCloseable {
    static final int WAIT_S = 30;

    private final BlockingQueue<Arrival> inbox = new LinkedBlockingQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);

    /** Subscribes and waits until the broker said yes. */
    abstract void subscribe(String filter, int qos) throws Exception;

    /** Publishes and waits until the broker has taken it as far as {@code qos} goes. */
    abstract void publish(String topic, int qos, boolean retain, String text) throws Exception;

    /** Says goodbye and ends. */
    abstract void leave() throws Exception;

    /** Ends it, without a word if need be; harmless if it has ended. */
    @Override
    public abstract void close() throws IOException;

    /** The next message, for which it waits. */
    final Arrival next() throws InterruptedException {
        Arrival arrival = inbox.poll(WAIT_S, TimeUnit.SECONDS);
        if (arrival == null) throw new AssertionError("no message within " + WAIT_S + " s");
        return arrival;
    }

    /** Waits until the client has noticed that its line is no more. */
    final void awaitEnd() throws InterruptedException {
        if (!end.await(WAIT_S, TimeUnit.SECONDS))
            throw new AssertionError("the line still stands after " + WAIT_S + " s");
    }

    final void arrived(Arrival arrival) {
        inbox.add(arrival);
    }

    final void ended() {
        end.countDown();
    }
}
