package io.belay.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one line is still to be sent. Assured deliveries are as many as the session's window lets start; AT_MOST_ONCE
 * messages are bounded by bytes, and the oldest gives way.
 */
final class Sends {
    private static final int REFERENCE_COST = 64; // of a delivery whose body is still in the log, roughly, bytes

    /** One delivery, with its body once it is at hand. */
    static final class Send {
        final Parcel parcel;

        @Nullable
        Outgoing body;

        Send(Parcel parcel, @Nullable Outgoing body) {
            this.parcel = parcel;
            this.body = body;
        }

        boolean isAssured() {
            return parcel.isAssured();
        }

        /** Whether it can go: it has its body, or needs none. */
        boolean isReady() {
            return body != null || parcel.number() == 0;
        }
    }

    private final ArrayDeque<Send> assured = new ArrayDeque<>();
    private final ArrayDeque<Send> unassured = new ArrayDeque<>();
    private long unassuredBytes;

    boolean isEmpty() {
        return assured.isEmpty() && unassured.isEmpty();
    }

    /** Whether {@link #next} has something to give. */
    boolean isReady() {
        Send first = assured.peek();
        Send other = unassured.peek();
        return first != null && first.isReady() || other != null && other.isReady();
    }

    /** Those that wait, in the order in which they go. */
    Stream<Send> waiting() {
        return Stream.concat(assured.stream(), unassured.stream());
    }

    /**
     * Adds to the end; drops the oldest AT_MOST_ONCE messages beyond {@code unassuredBytesMax}.
     *
     * @return whether any was dropped
     */
    boolean add(Send send, long unassuredBytesMax) {
        if (send.isAssured()) {
            assured.add(send);
            return false;
        }
        unassured.add(send);
        unassuredBytes += cost(send);
        boolean drops = unassuredBytes > unassuredBytesMax;
        while (unassuredBytes > unassuredBytesMax && !unassured.isEmpty()) takeUnassured();
        return drops;
    }

    /** The next one that has its body, or null: assured ones first, in order. */
    @Nullable
    Send next() {
        Send first = assured.peek();
        if (first != null && first.isReady()) return assured.poll();
        Send other = unassured.peek();
        return other == null || !other.isReady() ? null : takeUnassured();
    }

    /** Gives up on one whose body is gone from the log. */
    void giveUp(Send send) {
        if (unassured.remove(send)) unassuredBytes -= cost(send);
        else assured.remove(send);
    }

    /** AT_MOST_ONCE messages that wait, bytes. */
    long unassuredBytes() {
        return unassuredBytes;
    }

    /** How many wait that must arrive. */
    int assuredCount() {
        return assured.size();
    }

    /** Takes out what is meant for a consumer, oldest first. */
    List<Taken> removeOf(Consumer consumer) {
        List<Taken> removed = new ArrayList<>();
        assured.removeIf(send -> {
            boolean its = send.parcel instanceof Parcel.Handed handed && handed.consumer() == consumer;
            if (its) removed.add(((Parcel.Handed) send.parcel).taken());
            return its || send.parcel instanceof Parcel.Drained drained && drained.consumer() == consumer;
        });
        return removed;
    }

    /** Takes out an entry that is meant for a consumer; whether it was here. */
    boolean remove(Consumer consumer, Taken entry) {
        return assured.removeIf(send -> send.parcel instanceof Parcel.Handed handed
                && handed.consumer() == consumer
                && handed.taken() == entry);
    }

    private Send takeUnassured() {
        Send send = unassured.remove();
        unassuredBytes -= cost(send);
        return send;
    }

    private static long cost(Send send) {
        return send.parcel.heldBytes() + REFERENCE_COST;
    }
}
