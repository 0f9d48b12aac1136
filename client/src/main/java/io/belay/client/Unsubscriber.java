package io.belay.client;

import io.belay.amqp.LinkMemory;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative.Attach;
import org.jspecify.annotations.Nullable;

/** A link that finds a durable subscription by its name and deletes it by closing itself (reference D.5). */
final class Unsubscriber extends ClientLink {
    private final boolean isGlobal;
    private boolean wasFound;

    /** Takes part in the answer: {@code answer} is given when the subscription is deleted or cannot be. */
    Unsubscriber(ClientChannel channel, String name, boolean isGlobal, long deadlineMs, Answer answer) {
        super(channel, name, false, deadlineMs, answer);
        this.isGlobal = isGlobal;
    }

    @Override
    Attach attach() {
        return Termini.unsubscriber(session, isGlobal);
    }

    @Override
    LinkMemory memory() {
        return LinkMemory.NONE;
    }

    @Override
    boolean answersWhenGone() {
        return true;
    }

    @Override
    void goOn(Attach theirs) {
        wasFound = true;
        closeLink(Long.MAX_VALUE, Answer.NOBODY);
    }

    @Override
    boolean isDone() {
        return true;
    }

    /** On a line that came back it may not be there any more because we had deleted it. */
    @Override
    @Nullable
    ClientFailure refused(ClientFailure why) {
        boolean isDone = wasFound && why.condition().equals(ErrorCondition.NOT_FOUND);
        return isDone ? null : why;
    }

    @Override
    void failed(ClientFailure why) {}
}
