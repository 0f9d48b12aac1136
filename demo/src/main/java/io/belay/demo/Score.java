package io.belay.demo;

import java.util.BitSet;

/** What the demo counts. Messages are numbered from 1. Any thread. */
final class Score {
    private final BitSet received = new BitSet(); // in transactions that committed
    private int sent;
    private int twice;
    private int exceptions;
    private long longestNs;
    private String firstException = "";

    synchronized void sent(int number, long tookNs) {
        sent = number;
        took(tookNs);
    }

    /** A transaction in which these came has been committed. */
    synchronized void received(int[] numbers, int count) {
        for (int index = 0; index < count; index++) {
            if (received.get(numbers[index])) twice++;
            received.set(numbers[index]);
        }
        notifyAll();
    }

    /** A call into Jakarta Messaging took so long. */
    synchronized void took(long ns) {
        longestNs = Math.max(longestNs, ns);
    }

    synchronized void exception(Exception thrown) {
        if (exceptions++ == 0) firstException = thrown.toString();
    }

    /** Waits until all that was sent has been received; false if not in time. */
    synchronized boolean awaitAll(long waitMs) throws InterruptedException {
        long endNs = System.nanoTime() + waitMs * 1_000_000;
        for (long leftMs = waitMs; leftMs > 0 && lost() > 0; leftMs = (endNs - System.nanoTime()) / 1_000_000) {
            wait(leftMs);
        }
        return lost() == 0;
    }

    synchronized int sent() {
        return sent;
    }

    synchronized int received() {
        return received.cardinality();
    }

    /** Sent and not received: at the end, lost. */
    synchronized int lost() {
        return sent - received.cardinality();
    }

    synchronized int twice() {
        return twice;
    }

    synchronized int exceptions() {
        return exceptions;
    }

    /** Of the first one, for people; empty if there was none. */
    synchronized String firstException() {
        return firstException;
    }

    synchronized long longestMs() {
        return longestNs / 1_000_000;
    }

    /** Whether nothing was lost, came twice or was thrown. */
    synchronized boolean isClean() {
        return sent > 0 && lost() + twice + exceptions == 0;
    }
}
