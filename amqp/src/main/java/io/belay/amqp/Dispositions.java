package io.belay.amqp;

import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Role;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a session has to say of deliveries: neighbours of equal state are gathered into one frame until it must be said. */
final class Dispositions {
    private final AmqpSession session;
    private boolean isEmpty = true;
    private Role role = Role.RECEIVER;
    private int first;
    private int last;
    private boolean isSettled;
    private boolean canWait;
    private @Nullable DeliveryState state;

    Dispositions(AmqpSession session) {
        this.session = session;
    }

    /**
     * {@code canWait} says that we do not wait for an answer; what is gathered can wait if all of it can. That we settle
     * what we sent has no answer: if it can wait, it goes with the next frame of the line.
     */
    void add(Role role, int id, @Nullable DeliveryState state, boolean isSettled, boolean canWait) {
        boolean isNext = !isEmpty && id == last + 1 && role == this.role && isSettled == this.isSettled;
        if (isNext && Objects.equals(state, this.state)) {
            last = id;
            this.canWait &= canWait;
            due();
            return;
        }
        flush();
        isEmpty = false;
        this.role = role;
        this.first = id;
        this.last = id;
        this.state = state;
        this.isSettled = isSettled;
        this.canWait = canWait;
        due();
    }

    private void due() {
        if (canWait && role == Role.SENDER) session.linger();
        else session.touch();
    }

    void flush() {
        if (isEmpty) return;
        isEmpty = true;
        session.say(new Performative.Disposition(
                role, Integer.toUnsignedLong(first), Integer.toUnsignedLong(last), isSettled, state, canWait));
        state = null;
    }
}
