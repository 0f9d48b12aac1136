package io.belay.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which outcomes of deliveries are not on record, and who waits for those before a certain moment. */
final class Fences {
    private static final class Fence {
        final long number;
        final Request request;
        int count; // outcomes before it, and behind the one before

        @Nullable
        ClientFailure failure; // of which one will never be known

        Fence(long number, Request request, int count) {
            this.number = number;
            this.request = request;
            this.count = count;
        }
    }

    private final List<Fence> closed = new ArrayList<>(); // in order
    private long current = 1;
    private int count; // outcomes since the last fence
    private @Nullable ClientFailure failure; // of one since the last fence

    void add(ClientDelivery delivery) {
        delivery.fence = current;
        count++;
    }

    void remove(ClientDelivery delivery) {
        if (delivery.fence == 0) return;
        if (delivery.fence == current) count--;
        else {
            for (Fence one : closed) {
                if (one.number == delivery.fence) one.count--;
            }
        }
        delivery.fence = 0;
        answer();
    }

    /** It will never be known whether this one is on record: who waits for it hears that. */
    void doubt(ClientDelivery delivery, ClientFailure why) {
        if (delivery.fence == 0) return;
        if (delivery.fence == current) failure = why;
        for (Fence one : closed) {
            if (one.number == delivery.fence) one.failure = why;
        }
        remove(delivery);
    }

    /** Answers once all that was added so far is removed. */
    void await(Request request) {
        Fence fence = new Fence(current++, request, count);
        fence.failure = failure;
        closed.add(fence);
        count = 0;
        failure = null;
        answer();
    }

    boolean isEmpty() {
        return count == 0 && closed.isEmpty();
    }

    private void answer() {
        while (!closed.isEmpty() && closed.get(0).count == 0) {
            Fence first = closed.remove(0);
            if (first.failure != null && first.request.isAnswered()) passOn(first.failure);
            first.request.answer(first.failure);
        }
    }

    /** Whoever waited was told at its deadline that this would be known: the next one is told. */
    private void passOn(ClientFailure unheard) {
        if (closed.isEmpty()) failure = unheard;
        else closed.get(0).failure = unheard;
    }
}
