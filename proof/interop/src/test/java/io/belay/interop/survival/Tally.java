package io.belay.interop.survival;

import io.belay.interop.Strikes;
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
    private final Strikes strikes;
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
    private int strikesInLongest; // faults on its line
    private long longestDeadNs; // while the broker was dead
    private long calmNs; // the longest part of a stall in which nothing was done to its line
    private String calm = "nothing";

    /**
     * For that many messages.
     *
     * @param wasDeadSince whether the broker was dead at any moment since then: what took so long while it was counts apart
     * @param strikes what was done to lines
     */
    Tally(int last, LongPredicate wasDeadSince, Strikes strikes) {
        this.last = last;
        this.wasDeadSince = wasDeadSince;
        this.strikes = strikes;
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
            if (sentNs[number] != 0) waited(Run.RECEIVING, System.nanoTime() - sentNs[number], "arrival of " + number);
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

    /** A call on that line took so long until now, or a message was under way for so long. */
    synchronized void waited(int line, long ns, String what) {
        if (ns <= Math.min(calmNs, Math.min(longestNs, longestDeadNs))) return;
        long nowNs = System.nanoTime();
        long leftAloneNs = strikes.longestCalmNs(line, nowNs - ns, nowNs);
        if (leftAloneNs > calmNs) {
            calmNs = leftAloneNs;
            calm = what;
        }
        if (wasDeadSince.test(nowNs - ns)) {
            longestDeadNs = Math.max(longestDeadNs, ns);
        } else if (ns > longestNs) {
            longestNs = ns;
            longest = what;
            strikesInLongest = strikes.count(line, nowNs - ns, nowNs);
        }
    }

    /** Waits until every message is known to be stored and settled; false if not in time. */
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

    /**
     * Waits until a message is settled that is so many after all that have been sent or received now, and no more than so many are behind; false if
     * not in time.
     */
    synchronized boolean awaitSettledBeyond(int ahead, long waitMs) throws InterruptedException {
        int mark = Math.min(last, Math.max(highest, sent.length() - 1) + ahead);
        long endNs = System.nanoTime() + waitMs * 1_000_000;
        for (long leftMs = waitMs; leftMs > 0 && !isSettledBeyond(mark, ahead); ) {
            wait(leftMs);
            leftMs = (endNs - System.nanoTime()) / 1_000_000;
        }
        return isSettledBeyond(mark, ahead);
    }

    /** Whether that message or a later one is settled, and of those that were sent no more than so many are behind. */
    synchronized boolean isSettledBeyond(int mark, int behind) {
        return settled.length() > mark && sent.length() - settled.length() <= behind;
    }

    /** Waits a little for something to be sent or settled. */
    synchronized void awaitNews() throws InterruptedException {
        wait(10);
    }

    /** Whether the programs were told of each that it is stored, and that it is settled. */
    synchronized boolean isComplete() {
        return settled.cardinality() == last && sent.cardinality() == last;
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

    synchronized long calmMs() {
        return calmNs / 1_000_000;
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
                "%d sent, %d settled, %d lost, %d twice, %d in doubt, %d out of order, %d exceptions, longest stall %d ms (%s, %d faults on its line in it), %d ms when the broker was dead, "
                        + "%d ms of a stall (%s) without a fault",
                sent.cardinality(),
                settled.cardinality(),
                lost(),
                twice,
                inDoubt(),
                disordered,
                exceptions,
                longestMs(),
                longest,
                strikesInLongest,
                longestDeadNs / 1_000_000,
                calmMs(),
                calm);
    }

    private void tell(String what) {
        if (told.size() < TOLD_MAX) told.add(what);
    }
}
