package io.belay.core;

import org.jspecify.annotations.Nullable;

/** Whether a command, which brings no message, has the broker keep more than it does. Changes nothing. */
final class Growth {
    /** So long a will may be of a session that is there, whatever it was before, bytes as {@link Message#length}. */
    private static final int FREE_WILL_BYTES = 1_024;

    private final State state;

    Growth(State state) {
        this.state = state;
    }

    boolean adds(Command command) {
        if (command instanceof Command.Attach attach) return attach(attach);
        if (command instanceof Command.Subscribe subscribe) return subscribe(subscribe);
        return command instanceof Command.CreateQueue create
                && state.queues.of(create.spec().name()) == null;
    }

    /** A session that ends with its line adds nothing, but its will does; one that is there, or takes its place, goes on. */
    private boolean attach(Command.Attach attach) {
        Session known = state.sessions.of(attach.clientId());
        boolean isKept = known != null && known.expiryS > 0;
        if (isKept) return length(attach.will()) > Math.max(FREE_WILL_BYTES, length(known.will));
        return attach.expiryS() > 0 || attach.will() != null;
    }

    private boolean subscribe(Command.Subscribe subscribe) {
        Session session = state.sessions.at(subscribe.session());
        if (session == null) return false;
        for (Subscription each : subscribe.subscriptions()) {
            boolean isKnown =
                    session.subscriptions.containsKey(new Command.Unsubscribe.Topic(each.filter(), each.group()));
            if (!isKnown) return true;
        }
        return false;
    }

    private static int length(@Nullable Will will) {
        return will == null ? 0 : will.message().length();
    }
}
