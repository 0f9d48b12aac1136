package io.belay.sim;

import io.belay.amqp.AmqpReceiver;

/** One link on which a client of the simulator consumes. */
final class AmqpTaking {
    final long number;
    final Supply supply;
    final AmqpReceiver receiver;
    int undecided; // what has come and was not decided about
    boolean isAttached;
    boolean isLeaving;
    boolean isDraining;

    AmqpTaking(long number, Supply supply, AmqpReceiver receiver) {
        this.number = number;
        this.supply = supply;
        this.receiver = receiver;
    }

    /** Lets come as much as {@code most} without what is in hand already. */
    void replenish(int most) {
        if (!isAttached || isLeaving || isDraining) return;
        int wanted = most - undecided;
        if (wanted > receiver.credit()) receiver.credit(wanted, false);
    }
}
