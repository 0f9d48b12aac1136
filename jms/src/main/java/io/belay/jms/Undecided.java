package io.belay.jms;

import io.belay.client.ClientConsumer;
import io.belay.client.ClientDelivery;
import java.util.ArrayList;
import java.util.List;

/** What a session has given to the application and was not told the outcome of, in order. Any thread but the loop. */
final class Undecided {
    private final List<ClientDelivery> deliveries = new ArrayList<>(); // guarded by this

    synchronized void add(ClientDelivery delivery) {
        deliveries.add(delivery);
    }

    /** Takes one out; false if it was not there, as when it has been decided. */
    synchronized boolean take(ClientDelivery delivery) {
        // Most often the first or the last one: the oldest is acknowledged alone, the newest fails.
        int last = deliveries.size() - 1;
        if (last >= 0 && deliveries.get(last) == delivery) {
            deliveries.remove(last);
            return true;
        }
        return deliveries.remove(delivery);
    }

    synchronized List<ClientDelivery> takeAll() {
        List<ClientDelivery> all = List.copyOf(deliveries);
        deliveries.clear();
        return all;
    }

    synchronized boolean anyOf(ClientConsumer consumer) {
        for (ClientDelivery each : deliveries) if (each.consumer() == consumer) return true;
        return false;
    }

    synchronized boolean isEmpty() {
        return deliveries.isEmpty();
    }
}
