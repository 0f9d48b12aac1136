package io.belay.jms;

import io.belay.client.ClientConsumer;
import io.belay.client.ClientDelivery;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session has given to the application and was not told the outcome of, in order. What is taken out is forgotten where
 * it came from too. Any thread but the loop.
 */
final class Undecided {
    private record Given(ClientDelivery delivery, Inflow from) {
        ClientDelivery forgotten() {
            from.forget(delivery);
            return delivery;
        }
    }

    private final List<Given> all = new ArrayList<>(); // guarded by this

    synchronized void add(ClientDelivery delivery, Inflow from) {
        all.add(new Given(delivery, from));
    }

    /** Takes one out; false if it was not there, as when it has been decided. */
    synchronized boolean take(ClientDelivery delivery) {
        // Most often the first or the last one: the oldest is acknowledged alone, the newest fails.
        int last = all.size() - 1;
        int index = last >= 0 && all.get(last).delivery == delivery ? last : indexOf(delivery);
        if (index < 0) return false;
        all.remove(index).forgotten();
        return true;
    }

    /** Whether it is not decided yet. */
    synchronized boolean has(ClientDelivery delivery) {
        return indexOf(delivery) >= 0;
    }

    private int indexOf(ClientDelivery delivery) {
        for (int i = 0; i < all.size(); i++) if (all.get(i).delivery == delivery) return i;
        return -1;
    }

    synchronized List<ClientDelivery> takeAll() {
        return takeFirst(all.size());
    }

    /** Takes one out with all before it; nothing if it was not there. */
    synchronized List<ClientDelivery> takeUpTo(ClientDelivery delivery) {
        return takeFirst(indexOf(delivery) + 1);
    }

    private List<ClientDelivery> takeFirst(int count) {
        List<Given> first = all.subList(0, count);
        List<ClientDelivery> taken = first.stream().map(Given::forgotten).toList();
        first.clear();
        return taken;
    }

    synchronized boolean anyOf(ClientConsumer consumer) {
        for (Given each : all) if (each.delivery.consumer() == consumer) return true;
        return false;
    }

    synchronized boolean isEmpty() {
        return all.isEmpty();
    }
}
