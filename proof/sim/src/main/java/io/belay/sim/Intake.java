package io.belay.sim;

import io.belay.amqp.type.DeliveryState;
import io.belay.client.ClientAddress;
import io.belay.client.ClientConsumer;
import io.belay.client.ClientDelivery;
import io.belay.client.ClientFailure;
import io.belay.client.ConsumerListener;
import io.belay.sim.Deed.Decision;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A consumer of a job, which opens another when the one it has is gone. */
final class Intake implements ConsumerListener {
    private static final long RETRY_US = 300_000;
    private static final long LATER_US = 3_000_000; // a temporary queue that is gone does not come back soon
    private static final DeliveryState FAILED = new DeliveryState.Modified(true, false, Collections.emptyMap());

    /** What has come and is not decided. */
    static final class Arrival {
        final long thing;
        final long number;
        final ClientDelivery delivery;
        final ClientConsumer consumer;

        Arrival(long thing, long number, ClientDelivery delivery, ClientConsumer consumer) {
            this.thing = thing;
            this.number = number;
            this.delivery = delivery;
            this.consumer = consumer;
        }
    }

    private final Job job;
    private final Supply supply;
    private final ClientAddress address;
    private final Runnable arrived;
    private final Deque<Arrival> undecided = new ArrayDeque<>();
    private final Map<ClientDelivery, Arrival> known = new LinkedHashMap<>();
    private @Nullable ClientConsumer consumer;
    private long number;
    private boolean isClosing;

    Intake(Job job, Supply supply, ClientAddress address, Runnable arrived) {
        this.job = job;
        this.supply = supply;
        this.address = address;
        this.arrived = arrived;
    }

    void open() {
        ProgramLife life = job.life;
        if (life.isLeaving()) return;
        isClosing = false;
        long mine = job.nextThing();
        number = mine;
        life.note(new Act.Consuming(mine, supply));
        ClientConsumer fresh = job.channel.consumer(
                ProgramMessages.spec(supply, address),
                this,
                life.untilMs(),
                life.asking("consumer " + mine, failure -> {
                    if (failure == null) life.note(new Act.Consumes(mine));
                    else if (number == mine) gone(ProgramLife.why(failure));
                }));
        if (number != mine || isClosing) return;
        consumer = fresh;
        grant(fresh, job.task.prefetch());
    }

    /** What was not decided yet, oldest first. */
    Deque<Arrival> undecided() {
        return undecided;
    }

    /** Says what becomes of something that was taken from {@link #undecided}, outside of deals. */
    void decide(Arrival arrival, Decision decision) {
        if (known.remove(arrival.delivery) == null) return; // It became void on the way.
        job.life.note(new Act.Decided(arrival.thing, decision, 0));
        arrival.consumer.settle(arrival.delivery, state(decision));
        more(arrival);
    }

    /** Room for one more instead of one that is done with. */
    void more(Arrival arrival) {
        if (arrival.consumer == consumer && !isClosing) grant(arrival.consumer, 1);
    }

    private void grant(ClientConsumer to, int count) {
        job.life.note(new Act.Granted(number, count));
        to.grant(count);
    }

    /** Whether something that came is still this program's. */
    boolean has(Arrival arrival) {
        return known.containsKey(arrival.delivery);
    }

    /** It is done with, by a deal. */
    void forget(Arrival arrival) {
        known.remove(arrival.delivery);
    }

    /** Closes the consumer; what it has told is still decided, and then another is opened. */
    void reopen() {
        ClientConsumer open = consumer;
        if (open == null || isClosing) return;
        isClosing = true;
        consumer = null;
        long mine = number;
        ProgramLife life = job.life;
        life.note(new Act.Ceasing(mine));
        open.close(life.untilMs(), life.asking("cease " + mine, failure -> {
            if (number == mine) gone(ProgramLife.why(failure));
        }));
    }

    private void gone(String why) {
        if (number == 0) return; // Its consumer was closed, and is gone already.
        boolean isTemporary = address.name().startsWith("$");
        job.life.note(new Act.Ceased(number, why));
        number = 0;
        consumer = null;
        isClosing = true;
        job.life.later(isTemporary ? LATER_US : RETRY_US, () -> {
            if (number == 0) open();
        });
    }

    @Override
    public void message(ClientDelivery delivery) {
        long thing = job.nextThing();
        AmqpMessages.Read read = AmqpMessages.read(delivery.message());
        Arrival arrival = new Arrival(thing, read.number(), delivery, delivery.consumer());
        job.life.note(new Act.Got(thing, number, read.number(), read.count()));
        if (supply.isSettled()) {
            more(arrival);
            return;
        }
        known.put(delivery, arrival);
        undecided.add(arrival);
        arrived.run();
    }

    @Override
    public void voided(ClientDelivery delivery) {
        Arrival arrival = known.remove(delivery);
        if (arrival == null) return;
        undecided.remove(arrival);
        job.life.note(new Act.Voided(arrival.thing));
        more(arrival); // What became void has used its credit up.
    }

    @Override
    public void ended(ClientFailure failure) {
        for (Arrival arrival : known.values()) job.life.note(new Act.Voided(arrival.thing));
        known.clear();
        undecided.clear();
        gone(ProgramLife.why(failure));
    }

    static DeliveryState state(Decision decision) {
        return switch (decision) {
            case ACCEPT -> DeliveryState.ACCEPTED;
            case RELEASE -> DeliveryState.RELEASED;
            case FAIL -> FAILED;
            case REJECT -> new DeliveryState.Rejected(null);
        };
    }
}
