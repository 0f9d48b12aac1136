package io.belay.amqp;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ExpiryPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each unsettled delivery when a link is attached again, from what the two ends remember (AMQP 1.0
 * §2.6.13, §3.4.6).
 */
public final class Resumption {
    private Resumption() {}

    /** What the sender does about one delivery. */
    public sealed interface Step {
        /** Which. */
        Binary tag();

        /** The message never arrived: send it with {@link AmqpSender#send} as if for the first time. */
        record SendAnew(Binary tag) implements Step {}

        /** The receiver has settled it already: forget it, with the state that is known. Nothing is sent. */
        record Forget(Binary tag, @Nullable DeliveryState state) implements Step {}

        /** The receiver has the beginning, or knows the tag only: send the payload from there on. */
        record SendRest(Binary tag, DeliveryState.@Nullable Received from) implements Step {}

        /** The receiver has decided: tell it that it may forget. No payload. */
        record Confirm(Binary tag, DeliveryState outcome) implements Step {}

        /** To be said instead of {@link SendRest} when the message is no longer there. No payload. */
        record Abort(Binary tag) implements Step {}
    }

    /**
     * The sender's steps, in the order of its deliveries. Tags of the receiver that the sender does not know are passed
     * over: the receiver forgets them by itself.
     *
     * @param ours the sender's
     * @param theirs of the receiver's attach; null counts as empty
     * @param isIncomplete whether either end has more than it told; then only what is known to both gets a step, and the
     *     link is to be attached once more
     */
    public static List<Step> ofSender(
            LinkMemory ours, @Nullable Map<Binary, @Nullable DeliveryState> theirs, boolean isIncomplete) {
        Map<Binary, @Nullable DeliveryState> known = theirs == null ? Collections.emptyMap() : theirs;
        List<Step> steps = new ArrayList<>();
        ours.unsettled().forEach((tag, entry) -> {
            if (known.containsKey(tag)) steps.add(resumed(tag, entry.state(), known.get(tag)));
            else if (!isIncomplete) steps.add(absent(tag, entry.state()));
        });
        return steps;
    }

    /**
     * The tags that a receiver may forget: those of which the sender knows nothing.
     *
     * @param ours the receiver's
     * @param theirs of the sender's attach; null counts as empty
     * @param isIncomplete whether the sender has more than it told; then none
     */
    public static List<Binary> settledBySender(
            LinkMemory ours, @Nullable Map<Binary, @Nullable DeliveryState> theirs, boolean isIncomplete) {
        if (isIncomplete) return List.of();
        Map<Binary, @Nullable DeliveryState> known = theirs == null ? Collections.emptyMap() : theirs;
        return ours.unsettled().keySet().stream()
                .filter(tag -> !known.containsKey(tag))
                .toList();
    }

    private static Step absent(Binary tag, @Nullable DeliveryState ours) {
        return isTerminal(ours) ? new Step.Forget(tag, ours) : new Step.SendAnew(tag);
    }

    /** The receiver decides what becomes of a message; what the sender has heard of it counts if the receiver forgot. */
    private static Step resumed(Binary tag, @Nullable DeliveryState ours, @Nullable DeliveryState theirs) {
        if (theirs != null && theirs.isTerminal()) return new Step.Confirm(tag, theirs);
        if (ours != null && ours.isTerminal()) return new Step.Confirm(tag, ours);
        return new Step.SendRest(tag, theirs instanceof DeliveryState.Received received ? received : null);
    }

    private static boolean isTerminal(@Nullable DeliveryState state) {
        return state != null && state.isTerminal();
    }

    /**
     * When a suspended terminus is gone, by its expiry policy and time-out (§3.5.6). To be asked at each suspension.
     *
     * @param timeoutS of the terminus, 0 to 4294967295
     * @param suspension what has just ended
     * @param nowMs the time
     * @return milliseconds as {@code nowMs}, or {@link Long#MAX_VALUE} if the countdown has not begun yet or never does
     */
    public static long expiresAtMs(ExpiryPolicy policy, long timeoutS, Suspension suspension, long nowMs) {
        boolean isBegun = switch (policy) {
            case LINK_DETACH -> true;
            case SESSION_END -> suspension != Suspension.LINK_DETACHED;
            case CONNECTION_CLOSE -> suspension == Suspension.CONNECTION_CLOSED;
            case NEVER -> false;
        };
        return isBegun ? nowMs + 1_000 * timeoutS : Long.MAX_VALUE;
    }

    /** What suspended a link. */
    public enum Suspension {
        /** The link was detached, not closed. */
        LINK_DETACHED,
        /** Its session ended. */
        SESSION_ENDED,
        /** Its connection was closed, or its line lost. */
        CONNECTION_CLOSED
    }

    /** An outcome as it goes into a transfer, which must fit into any frame: without words and annotations. */
    static @Nullable DeliveryState brief(DeliveryState outcome) {
        if (outcome instanceof DeliveryState.Rejected) return new DeliveryState.Rejected(null);
        if (outcome instanceof DeliveryState.Modified modified) {
            return new DeliveryState.Modified(
                    modified.deliveryFailed(), modified.undeliverableHere(), Collections.emptyMap());
        }
        boolean isShort = outcome instanceof DeliveryState.Accepted || outcome instanceof DeliveryState.Released;
        return isShort ? outcome : null;
    }
}
