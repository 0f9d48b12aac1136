package io.belay.interop.survival;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * What a program sent, and what came of it. Messages are numbered from 1. A number that is in somebody's hands again after
 * the program was told that it is settled has come twice. Any thread.
 */
final class Tally {
    private static final int TOLD_MAX = 20;

    private final int last;
    private final LongPredicate wasDeadSince;
    private final BitSet sent = new BitSet(); // the program was told that they are stored
    private final BitSet maybeSent = new BitSet(); // it was told nothing, or of a failure, and sent them again
    private final BitSet received = new BitSet();
    private final BitSet settled = new BitSet();
    private final BitSet inDoubt = new BitSet(); // received, and then the acknowledgement or commit threw
    private final long[] sentNs;
    private final List<String> told = new ArrayList<>();
    private int highest;
    private int twice;
    private int disordered;
    private int exceptions;
    private long longestNs;
    private String longest = "nothing";
    private long longestDeadNs; // while the broker was dead

    /**
     * For that many messages.
     *
     * @param wasDeadSince whether the broker was dead at any moment since then: what took so long while it was counts apart
     */
    Tally(int last, LongPredicate wasDeadSince) {
        this.last = last;
        this.wasDeadSince = wasDeadSince;
        sentNs = new long[last + 1];
    }

    synchronized void sent(int number) {
        sent.set(number);
        sentNs[number] = System.nanoTime();
        notifyAll();
    }

    /** The program was not told that it is stored, and sends it again. */
    synchronized void failed(int number, Exception cause) {
        maybeSent.set(number);
        exception("sending " + number, cause);
    }

    /** A consumer has it. */
    synchronized void received(int number, boolean isRedelivered) {
        if (settled.get(number)) {
            twice++;
            tell(number + " came again after it was settled" + (isRedelivered ? ", flagged" : "")
                    + (maybeSent.get(number) ? ", its sending had thrown" : ""));
        } else if (!received.get(number)) {
            if (number < highest) {
                disordered++;
                tell(number + " came first after " + highest);
            }
            highest = Math.max(highest, number);
            if (sentNs[number] != 0) waited(System.nanoTime() - sentNs[number], "arrival of " + number);
        }
        inDoubt.clear(number);
        received.set(number);
    }

    /** The program was told that these are settled. */
    synchronized void settled(Collection<Integer> numbers) {
        numbers.forEach(settled::set);
        notifyAll();
    }

    /** The acknowledgement or commit of these threw. */
    synchronized void doubted(Collection<Integer> numbers, Exception cause) {
        numbers.forEach(inDoubt::set);
        exception("settling " + numbers, cause);
    }

    synchronized void exception(String what, Exception cause) {
        exceptions++;
        tell(what + ": " + cause);
    }

    /** A call took so long until now, or a message was under way for so long. */
    synchronized void waited(long ns, String what) {
        if (ns <= Math.min(longestNs, longestDeadNs)) return;
        if (wasDeadSince.test(System.nanoTime() - ns)) {
            longestDeadNs = Math.max(longestDeadNs, ns);
            return;
        }
        if (ns <= longestNs) return;
        longestNs = ns;
        longest = what;
    }

    /** Waits until every message was settled; false if not in time. */
    synchronized boolean awaitAll(long waitMs) throws InterruptedException {
        long endNs = System.nanoTime() + waitMs * 1_000_000;
        for (long leftMs = waitMs; leftMs > 0 && !isComplete(); leftMs = (endNs - System.nanoTime()) / 1_000_000) {
            wait(Math.min(leftMs, 1_000));
        }
        return isComplete();
    }

    /** How many of the first {@code number} are not known to be stored. */
    synchronized int unsent(int number) {
        return number - sent.cardinality();
    }

    /** Waits a little for something to be sent or settled. */
    synchronized void awaitNews() throws InterruptedException {
        wait(10);
    }

    synchronized boolean isComplete() {
        return settled.cardinality() == last;
    }

    synchronized int lost() {
        return last - received.cardinality();
    }

    synchronized int inDoubt() {
        return inDoubt.cardinality();
    }

    synchronized int twice() {
        return twice;
    }

    synchronized int exceptions() {
        return exceptions;
    }

    synchronized long longestMs() {
        return longestNs / 1_000_000;
    }

    /** Nothing lost, twice, in doubt or out of order, and no exception. */
    synchronized boolean isClean() {
        return isComplete() && lost() + twice + inDoubt() + disordered + exceptions == 0;
    }

    synchronized List<String> told() {
        return List.copyOf(told);
    }

    @Override
    public synchronized String toString() {
        return String.format(
                "%d sent, %d settled, %d lost, %d twice, %d in doubt, %d out of order, %d exceptions, longest stall %d ms (%s), %d ms when the broker was dead",
                sent.cardinality(),
                settled.cardinality(),
                lost(),
                twice,
                inDoubt(),
                disordered,
                exceptions,
                longestMs(),
                longest,
                longestDeadNs / 1_000_000);
    }

    private void tell(String what) {
        if (told.size() < TOLD_MAX) told.add(what);
    }
}
