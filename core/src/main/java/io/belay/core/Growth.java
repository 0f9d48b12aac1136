package io.belay.core;

import org.jspecify.annotations.Nullable;

/** Whether a command, which brings no message, has the broker keep more than it does. Changes nothing. */
final class Growth {
    /** So long a will may be, whatever it was before, bytes as {@link Message#length}. */
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

    /** A session is short, and whoever drains a queue needs one; its will may be long. */
    private boolean attach(Command.Attach attach) {
        Session known = state.sessions.of(attach.clientId());
        int willLength = known == null ? 0 : length(known.will);
        return length(attach.will()) > Math.max(FREE_WILL_BYTES, willLength);
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
