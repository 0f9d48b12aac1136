package io.belay.log;

import java.util.ArrayList;
import java.util.List;

/** The orders that the caller has not fetched yet. */
final class Orders {
    private List<DiskOrder> orders = new ArrayList<>();

    void add(DiskOrder order) {
        orders.add(order);
    }

    List<DiskOrder> drain() {
        if (orders.isEmpty()) return List.of();
        List<DiskOrder> drained = orders;
        orders = new ArrayList<>();
        return drained;
    }
}
