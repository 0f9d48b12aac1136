package io.belay.interop;

/**
 * Keeps messages and faults in step: the run is cut into one slice for each fault and a last one, each fault comes in the
 * middle of its slice while the publishers run on, and no publisher begins the next slice before the fault of this one
 * was done. So the faults spread over the whole run however fast it goes, and all of them find every client at work. Any
 * thread.
 */
public final class Gate {
    private final int publishers;
    private final long messages;
    private final int slices;
    private long started; // by all publishers together
    private int faultsDone;

    /**
     * For publishers that send equally much.
     *
     * @param publishers at least 1
     * @param messages of each of them, at least 1
     * @param faults 0 and up
     */
    public Gate(int publishers, long messages, int faults) {
        this.publishers = publishers;
        this.messages = messages;
        slices = faults + 1;
    }

    /** Whether a publisher may send its message of that number, counted from 1, now; if so it counts as started. */
    public synchronized boolean mayStart(long number) {
        if (number > messages * (faultsDone + 1) / slices) return false;
        started++;
        notifyAll();
        return true;
    }

    /** Waits for the middle of the slice that the next fault belongs to; false if it is not reached in time. */
    public synchronized boolean awaitMiddle(long waitMs) throws InterruptedException {
        long endNs = System.nanoTime() + waitMs * 1_000_000;
        long middle = publishers * messages * (2L * faultsDone + 1) / (2L * slices);
        for (long leftMs = waitMs; leftMs > 0 && started < middle; leftMs = (endNs - System.nanoTime()) / 1_000_000) {
            wait(leftMs);
        }
        return started >= middle;
    }

    /** The fault was done; the next slice may begin. */
    public synchronized void done() {
        faultsDone++;
    }
}
