package io.belay.node;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Message bodies in memory: the young ones, as far as the budget goes; all others are read back from the log. */
final class Bodies {
    private final Map<Long, Outgoing> byNumber = new LinkedHashMap<>(); // oldest first
    private final long costMax;
    private long cost;

    Bodies(long costMax) {
        this.costMax = costMax;
    }

    @Nullable
    Outgoing find(long number) {
        return byNumber.get(number);
    }

    void add(long number, Outgoing body) {
        Outgoing before = byNumber.put(number, body);
        cost += body.cost() - (before == null ? 0 : before.cost());
        if (cost > costMax) evict();
    }

    void drop(long number) {
        Outgoing body = byNumber.remove(number);
        if (body != null) cost -= body.cost();
    }

    private void evict() {
        Iterator<Outgoing> oldest = byNumber.values().iterator();
        while (cost > costMax && oldest.hasNext()) {
            cost -= oldest.next().cost();
            oldest.remove();
        }
    }
}
