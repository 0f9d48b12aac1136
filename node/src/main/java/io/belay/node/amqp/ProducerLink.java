package io.belay.node.amqp;

import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.LinkMemory;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Performative.Attach;
import io.belay.node.Address;
import org.jspecify.annotations.Nullable;

/** One link on which a client sends. */
final class ProducerLink {
    final long number;
    final AmqpReceiver receiver;
    Attach asked; // once it is answered, what is still needed of it

    /** Where all its messages go; null if each says so itself. */
    @Nullable
    Address address;

    /** What is told to a client that comes back to it; null if there is nothing to tell. */
    @Nullable
    LinkMemory memory;

    final boolean isRemembered; // its tags are held until the client has settled them

    boolean isTemporary; // it asked for a queue or topic of its own
    private final int creditMax;
    private int unanswered;
    private boolean open;
    private boolean stopped; // its queue is full
    private boolean gone; // detached, by whichever end

    ProducerLink(long number, AmqpReceiver receiver, Attach asked, int creditMax, boolean isRemembered) {
        this.isRemembered = isRemembered;
        this.number = number;
        this.receiver = receiver;
        this.asked = asked;
        this.creditMax = creditMax;
    }

    boolean isGone() {
        return gone;
    }

    boolean isOpen() {
        return open;
    }

    /** Whether nothing is heard of it any more. */
    boolean isOver() {
        return gone && unanswered == 0;
    }

    /** It is not to be. */
    void refuse(AmqpError why) {
        receiver.refuse(why);
        forgetAsked();
    }

    /** It is answered: what its client said at such length is needed no more. */
    void forgetAsked() {
        asked = AmqpTermini.kept(asked);
        memory = null;
    }

    /** The client may send from now on. */
    void open() {
        open = true;
        replenish();
    }

    /** It is gone, or goes with {@code error}. */
    void detach(boolean closed, @Nullable AmqpError error) {
        gone = true;
        receiver.detach(closed, error);
    }

    void gone() {
        gone = true;
    }

    void stop(boolean stop) {
        stopped = stop;
        if (stop && !gone) receiver.credit(0, false);
        else replenish();
    }

    void asked() {
        unanswered++;
    }

    void answered() {
        unanswered--;
    }

    /** Gives new credit once half of it is used up and answered. */
    void replenish() {
        if (!open || stopped || gone) return;
        long room = (long) creditMax - unanswered;
        if (room > 0 && room - receiver.credit() >= (creditMax + 1) / 2) receiver.credit(room, false);
    }
}
