package io.belay.log;

import io.belay.base.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps files from being deleted while somebody copies them. The log goes on meanwhile: it writes behind what is copied, and
 * what it would delete waits. A disk that is nearly full comes first: then the files go, and the copy is worth nothing.
 *
 * <pre>
 *  idle ──begin──▶ holding ──end──▶ idle
 *                     └──nearly full, and something could go──▶ given up ──end──▶ idle
 * </pre>
 */
public final class Holding {
    private final Segments segments;
    private final Batches batches;
    private final Checkpoints checkpoints;
    private final Orders orders;
    private boolean begun;

    Holding(Segments segments, Batches batches, Checkpoints checkpoints, Orders orders) {
        this.segments = segments;
        this.batches = batches;
        this.checkpoints = checkpoints;
        this.orders = orders;
    }

    /**
     * Holds all files that are needed now, until {@link #end}. The caller's thread is that of the log.
     *
     * @return what to copy
     * @throws RuntimeException if they are held already: one copy at a time
     */
    public Snapshot begin() {
        Check.invariant(!begun, "one copy at a time", batches.synced());
        begun = true;
        orders.holdDeletions();
        Batch end = batches.oldestUnsynced();
        List<Snapshot.Piece> pieces = new ArrayList<>();
        for (int segment : segments.closedBefore(end.segment)) {
            pieces.add(new Snapshot.Piece(segment, segments.usedIn(segment)));
        }
        if (end.offset > FileHead.LENGTH) pieces.add(new Snapshot.Piece(end.segment, end.offset));
        return new Snapshot(end.number - 1, checkpoints.newest(), pieces);
    }

    /** Whether all that {@link #begin} named is still there. False also when nothing was begun. */
    public boolean isWhole() {
        return begun && orders.holdsDeletions();
    }

    /**
     * Lets go what waited. Nothing happens if nothing was begun.
     *
     * @return whether all that {@link #begin} named was there until now
     */
    public boolean end() {
        boolean whole = isWhole();
        begun = false;
        orders.releaseDeletions();
        return whole;
    }

    /** Gives up if the log needs the room. */
    void watch() {
        if (segments.isNearlyFull() && orders.heldCount() > 0) orders.releaseDeletions();
    }
}
