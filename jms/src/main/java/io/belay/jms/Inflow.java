package io.belay.jms;

import io.belay.client.ClientDelivery;
import io.belay.client.ClientFailure;
import io.belay.client.ConsumerListener;
import java.util.function.Consumer;

/** What came for one consumer and was not taken yet. */
final class Inflow extends Shelf<ClientDelivery> implements ConsumerListener {
    private final Consumer<ClientFailure> ended;

    /**
     * An empty one.
     *
     * @param wake called on the loop whenever something has come, besides the thread that waits here
     * @param ended called on the loop when the broker has ended the consumer, besides the thread that waits here
     */
    Inflow(Runnable wake, Consumer<ClientFailure> ended) {
        super(wake);
        this.ended = ended;
    }

    @Override
    public void message(ClientDelivery delivery) {
        put(delivery);
    }

    @Override
    public void voided(ClientDelivery delivery) {
        if (takeAway(delivery)) delivery.consumer().grant(1); // its credit is used up, and nobody will take it
    }

    @Override
    public void ended(ClientFailure failure) {
        over(failure);
        ended.accept(failure);
    }
}
