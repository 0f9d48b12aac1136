package io.belay.core;

import io.belay.base.SparseLongs;

/**
 * The deliveries of a session that were started and are not settled, by sequence. Sequences are contiguous; the first
 * is the oldest that is not settled.
 *
 * <pre>
 *   STARTED ──received──▶ RECEIVED ──settled──▶ SETTLED   (leaves when it is the first)
 *      └──────────────settled──────────────────────▲
 * </pre>
 *
 * At most {@code max} of them are in flight on the line of now: sent on it, or received before it. After a new line
 * the others wait for their turn to be sent again.
 */
final class Window {
    /** Sequences from the first unsettled to the last started: MQTT derives packet ids from them, which must differ. */
    static final int SPAN = 65_535;

    private static final int STARTED = 0;
    private static final int RECEIVED = 1;
    private static final int SETTLED = 2;
    private static final int STATE = 3;
    private static final int EXACTLY_ONCE = 4;
    private static final int RETAIN = 8;

    private final Messages messages;
    private final SparseLongs origins = new SparseLongs(); // number of the group that a delivery came from
    private Ring ring = new Ring(1);
    private long next = 1; // all before it were sent on the line of now; a STARTED one at or after it was not
    private int max;
    private int inFlight;
    private int unsettled;
    private long bytes;

    Window(Messages messages) {
        this.messages = messages;
    }

    long first() {
        return ring.first();
    }

    long end() {
        return ring.end();
    }

    long next() {
        return next;
    }

    /** How many are not settled. */
    int unsettled() {
        return unsettled;
    }

    /** Their lengths together. */
    long bytes() {
        return bytes;
    }

    /** A new line, on which nothing has been sent. */
    void open(int windowMax) {
        restore(windowMax, ring.first());
    }

    /** A line as a checkpoint knows it. */
    void restore(int windowMax, long nextOfIt) {
        max = windowMax;
        next = nextOfIt;
        inFlight = 0;
        for (long sequence = ring.first(); sequence < ring.end(); sequence++) {
            if (isInFlight(sequence)) inFlight++;
        }
    }

    boolean hasRoom() {
        return inFlight < max && ring.end() - ring.first() < SPAN;
    }

    /** Whether one that was started on an earlier line waits to be sent again. */
    boolean owes() {
        while (next < ring.end() && state(next) != STARTED) next++;
        return next < ring.end();
    }

    /** Sends the one that is owed first again; there is one, and room in flight. Returns its sequence. */
    long repeat() {
        inFlight++;
        return next++;
    }

    /** Whether one that is owed may be sent again. */
    boolean mayRepeat() {
        return inFlight < max;
    }

    /** Starts a delivery; nothing is owed, and there is room. Returns its sequence. */
    long start(long number, Guarantee guarantee, boolean retain, int[] ids, long origin) {
        long sequence = restore(number, guarantee, retain, ids, origin);
        next = ring.end();
        inFlight++;
        return sequence;
    }

    /** Enters a started delivery as a checkpoint knows it. */
    long restore(long number, Guarantee guarantee, boolean retain, int[] ids, long origin) {
        int mark = (guarantee == Guarantee.EXACTLY_ONCE ? EXACTLY_ONCE : 0) | (retain ? RETAIN : 0);
        long sequence = ring.end();
        ring.addLast(number, mark, ids);
        if (origin != 0) origins.put(sequence, origin);
        unsettled++;
        bytes += messages.length(number);
        return sequence;
    }

    /** Starts counting at {@code first}; the window is new. */
    void startAt(long first) {
        ring = new Ring(first);
        next = first;
    }

    boolean isUnsettled(long sequence) {
        return sequence >= ring.first() && sequence < ring.end() && state(sequence) != SETTLED;
    }

    boolean isReceived(long sequence) {
        return isUnsettled(sequence) && state(sequence) == RECEIVED;
    }

    void receive(long sequence) {
        if (!isInFlight(sequence)) inFlight++;
        set(sequence, RECEIVED);
    }

    /** Settles one that is not. The caller gives up the reference to its message afterwards. */
    void settle(long sequence) {
        if (isInFlight(sequence)) inFlight--;
        set(sequence, SETTLED);
        unsettled--;
        bytes -= messages.length(ring.numberAt(sequence));
        while (ring.count() > 0 && state(ring.first()) == SETTLED) {
            origins.put(ring.first(), 0);
            ring.removeFirst();
        }
        next = Math.max(next, ring.first());
    }

    /** Enters a settled one that is not the first, as a checkpoint knows it. */
    void restoreSettled() {
        ring.addLast(0, SETTLED, Ring.NO_IDS);
    }

    long number(long sequence) {
        return ring.numberAt(sequence);
    }

    Guarantee guarantee(long sequence) {
        boolean once = (ring.markAt(sequence) & EXACTLY_ONCE) != 0;
        return once ? Guarantee.EXACTLY_ONCE : Guarantee.AT_LEAST_ONCE;
    }

    boolean retain(long sequence) {
        return (ring.markAt(sequence) & RETAIN) != 0;
    }

    int[] ids(long sequence) {
        return ring.idsAt(sequence);
    }

    /** The number of the group it came from; 0 none. */
    long origin(long sequence) {
        return origins.at(sequence);
    }

    private boolean isInFlight(long sequence) {
        int state = state(sequence);
        return state == RECEIVED || state == STARTED && sequence < next;
    }

    private int state(long sequence) {
        return ring.markAt(sequence) & STATE;
    }

    private void set(long sequence, int state) {
        ring.mark(sequence, ring.markAt(sequence) & ~STATE | state);
    }
}
