package io.belay.log;

import java.util.ArrayList;
import java.util.List;

/** The orders that the caller has not fetched yet, and those to delete something that must wait. */
final class Orders {
    private final List<DiskOrder> held = new ArrayList<>(); // one for each file that would be gone, at most
    private List<DiskOrder> orders = new ArrayList<>();
    private boolean holdsDeletions;

    void add(DiskOrder order) {
        boolean deletes = order instanceof DiskOrder.Delete || order instanceof DiskOrder.DeleteCheckpoint;
        if (holdsDeletions && deletes) held.add(order);
        else orders.add(order);
    }

    List<DiskOrder> drain() {
        if (orders.isEmpty()) return List.of();
        List<DiskOrder> drained = orders;
        orders = new ArrayList<>();
        return drained;
    }

    /** From now on nothing is deleted, until {@link #releaseDeletions}. */
    void holdDeletions() {
        holdsDeletions = true;
    }

    /** Deletes what should have gone in the meantime, in its order. */
    void releaseDeletions() {
        holdsDeletions = false;
        orders.addAll(held);
        held.clear();
    }

    boolean holdsDeletions() {
        return holdsDeletions;
    }

    /** How many files would be gone. */
    int heldCount() {
        return held.size();
    }
}
