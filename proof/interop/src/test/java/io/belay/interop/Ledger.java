package io.belay.interop;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Judges what arrived against what was sent, for one publisher and one subscriber. Messages are numbered from 1; the last
 * number says that nothing follows. Any thread.
 */
final class Ledger {
    private static final int PROBLEMS_MAX = 20; // that are told; all are counted

    private final String name;
    private final int qos;
    private final int last;
    private final BitSet received = new BitSet();
    private final BitSet resent =
            new BitSet(); // by the publisher after a break, so the broker may have had them before
    private final List<String> problems = new ArrayList<>();
    private int highest;
    private long repeated;
    private long outOfOrder;
    private long unflagged;
    private long others;

    /** For {@code last} messages at QoS 1 or 2. */
    Ledger(String name, int qos, int last) {
        this.name = name;
        this.qos = qos;
        this.last = last;
    }

    /** The publisher sends it once more. */
    synchronized void resent(long number) {
        resent.set((int) number);
    }

    /** The subscriber has it. */
    synchronized void received(long number, boolean isDup) {
        if (number < 1 || number > last) {
            problem("number " + number + " was never sent");
        } else if (received.get((int) number)) {
            repeat((int) number, isDup);
        } else {
            if (number < highest) {
                outOfOrder++;
                tell("number " + number + " for the first time after " + highest);
            }
            received.set((int) number);
            highest = Math.max(highest, (int) number);
        }
    }

    /** Something else that must not be. */
    synchronized void problem(String what) {
        others++;
        tell(what);
    }

    /** Whether the last message is there. */
    synchronized boolean isComplete() {
        return received.get(last);
    }

    synchronized int lost() {
        return last - received.cardinality();
    }

    synchronized long repeated() {
        return repeated;
    }

    /**
     * Whether the promises were kept: nothing lost, first arrivals in order, QoS 2 nothing twice, QoS 1 what the broker
     * repeats is flagged (MQTT-3.3.1-1). A message that the publisher sent again is a new one to the broker, so its
     * second arrival may be without the flag.
     */
    synchronized boolean isClean() {
        return lost() == 0 && outOfOrder == 0 && unflagged == 0 && others == 0 && (qos < 2 || repeated == 0);
    }

    synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public synchronized String toString() {
        return String.format(
                "%s: %d sent, %d sent again, %d received, %d lost, %d repeated (%d without the flag), %d out of order, %d other problems",
                name,
                last,
                resent.cardinality(),
                received.cardinality(),
                lost(),
                repeated,
                unflagged,
                outOfOrder,
                others);
    }

    private void repeat(int number, boolean isDup) {
        repeated++;
        if (qos == 2) tell("number " + number + " twice");
        if (qos < 2 && !isDup && !resent.get(number)) {
            unflagged++;
            tell("number " + number + " again without the DUP flag");
        }
    }

    private void tell(String what) {
        if (problems.size() < PROBLEMS_MAX) problems.add(name + ": " + what);
    }
}
