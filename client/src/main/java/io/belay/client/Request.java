package io.belay.client;

import io.belay.client.ClientFailure.Known;

/** A request of which nothing but the answer is to be remembered. */
final class Request extends Awaited {
    private static final Runnable NOTHING = () -> {};

    private final String what;
    private final Known atDeadline;
    private final Runnable giveUp;

    /**
     * Something waits.
     *
     * @param what it is, in words
     * @param atDeadline what is known of it when its time is up
     * @param giveUp what to do then, before it is answered
     */
    Request(Deadlines deadlines, long deadlineMs, Answer answer, String what, Known atDeadline, Runnable giveUp) {
        super(deadlines, deadlineMs, answer);
        this.what = what;
        this.atDeadline = atDeadline;
        this.giveUp = giveUp;
    }

    /** A request that takes its course whether somebody waits or not. */
    Request(Deadlines deadlines, long deadlineMs, Answer answer, String what) {
        this(deadlines, deadlineMs, answer, what, Known.PENDING, NOTHING);
    }

    @Override
    void overdue() {
        giveUp.run();
        answer(new ClientFailure(atDeadline, ClientFailure.DEADLINE, what + " was not done in time"));
    }

    @Override
    void abandoned(ClientFailure why) {
        answer(why);
    }
}
