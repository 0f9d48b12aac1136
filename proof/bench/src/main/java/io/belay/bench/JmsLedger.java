package io.belay.bench;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What one consumer has received: each number of each producer, and whether a producer's numbers came in the order in
 * which they were sent. For one thread; read by another after it has come to rest.
 */
final class JmsLedger {
    private final List<BitSet> received = new ArrayList<>();
    private final long[] nextNumber; // the least that this consumer may still get of each producer
    private long repeated;
    private long disordered;

    JmsLedger(int producers) {
        for (int i = 0; i < producers; i++) received.add(new BitSet());
        nextNumber = new long[producers];
    }

    void add(int producer, long number) {
        int bit = Math.toIntExact(number);
        if (received.get(producer).get(bit)) {
            repeated++;
            return;
        }
        received.get(producer).set(bit);
        if (number < nextNumber[producer]) disordered++;
        nextNumber[producer] = Math.max(nextNumber[producer], number + 1);
    }

    /** How many messages of a producer came after one that was sent later. */
    long disordered() {
        return disordered;
    }

    /**
     * How many messages are missing among those that the given consumers should have received together.
     *
     * @param sent how many each producer has sent
     */
    static long lost(List<JmsLedger> together, long[] sent) {
        long lost = 0;
        for (int producer = 0; producer < sent.length; producer++) {
            lost += sent[producer] - union(together, producer).cardinality();
        }
        return lost;
    }

    /** How many messages came more than once, to one of the given consumers or to several. */
    static long repeated(List<JmsLedger> together) {
        long repeated = together.stream().mapToLong(ledger -> ledger.repeated).sum();
        for (int producer = 0; producer < together.get(0).nextNumber.length; producer++) {
            for (JmsLedger ledger : together)
                repeated += ledger.received.get(producer).cardinality();
            repeated -= union(together, producer).cardinality();
        }
        return repeated;
    }

    private static BitSet union(List<JmsLedger> together, int producer) {
        BitSet union = new BitSet();
        together.forEach(ledger -> union.or(ledger.received.get(producer)));
        return union;
    }
}
