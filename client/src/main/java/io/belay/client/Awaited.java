package io.belay.client;

import org.jspecify.annotations.Nullable;

/** Something that somebody waits for, until a deadline. Answered once. */
abstract class Awaited {
    final long deadlineMs;
    private final Deadlines deadlines;
    private @Nullable Answer answer; // null once it is given

    @Nullable
    Awaited before; // of those that wait; see Deadlines

    @Nullable
    Awaited after;

    Awaited(Deadlines deadlines, long deadlineMs, Answer answer) {
        this.deadlines = deadlines;
        this.deadlineMs = deadlineMs;
        this.answer = answer;
        deadlines.add(this);
    }

    /** The deadline has passed; to be answered. */
    abstract void overdue();

    /** The session is over; to be answered. */
    abstract void abandoned(ClientFailure why);

    final boolean isAnswered() {
        return answer == null;
    }

    /** Gives the answer, unless it is given. */
    final void answer(@Nullable ClientFailure failure) {
        Answer waiting = answer;
        if (waiting == null) return;
        answer = null;
        deadlines.remove(this);
        waiting.answered(failure);
    }
}
