package io.belay.node;

import io.belay.core.Refusal;
import io.belay.node.limit.Limit;
import io.belay.node.limit.LimitCounts;
import org.jspecify.annotations.Nullable;

/** Counts what the broker refuses because a limit is reached. */
final class Refusals {
    private final LimitCounts counts = new LimitCounts();

    LimitCounts counts() {
        return counts;
    }

    /** Gives back what it was given. */
    @Nullable
    Refusal counted(@Nullable Refusal refusal) {
        Limit limit = refusal == null ? null : limit(refusal.reason());
        if (refusal != null && limit != null) counts.hit(limit, refusal.message());
        return refusal;
    }

    /** Gives back what it was given. */
    Reply.@Nullable Closed counted(Reply.@Nullable Closed objection) {
        boolean isBusy = objection != null && objection.cause() == Reply.Closed.Cause.BUSY;
        if (isBusy) counts.hit(Limit.RETURN_RATE, objection.why());
        return objection;
    }

    private static @Nullable Limit limit(Refusal.Reason reason) {
        return switch (reason) {
            case QUEUE_FULL -> Limit.QUEUED;
            case QUEUES_FULL -> Limit.QUEUES;
            case RETAINED_FULL -> Limit.RETAINED;
            case SESSIONS_FULL -> Limit.SESSIONS;
            case OWNER_SESSIONS_FULL -> Limit.USER_SESSIONS;
            case SUBSCRIPTIONS_FULL -> Limit.SUBSCRIPTIONS;
            case TAGS_FULL -> Limit.TAGS;
            case MEMORY_FULL -> Limit.HEAP;
            case DISK_FULL -> Limit.DISK_RESERVE;
            case NO_QUEUE, NOT_OWNER, IN_USE, NOT_ALLOWED, TOO_LONG -> null;
        };
    }
}
