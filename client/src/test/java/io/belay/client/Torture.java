package io.belay.client;

import io.belay.amqp.type.DeliveryState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An application on two queues that does what a seed says, and remembers what must hold. */
final class Torture {
    private static final long LATER = Long.MAX_VALUE;
    private static final DeliveryState FAILED = new DeliveryState.Modified(true, false, Collections.emptyMap());

    final List<String> complaints = new ArrayList<>();
    final World world;
    private final Random random;
    private final boolean dies;
    private final ClientChannel channel;
    private final List<ClientProducer> producers = new ArrayList<>();
    private final List<ClientConsumer> consumers = new ArrayList<>();
    private final List<ClientDelivery> open = new ArrayList<>(); // with the application, not decided
    private final Set<String> stored = new LinkedHashSet<>(); // the broker has said so
    private final Map<String, Integer> consumed = new LinkedHashMap<>();
    private int unanswered;
    private int messages;
    private @Nullable Unit unit;

    /** What was done in one transaction. */
    private static final class Unit {
        final ClientTransaction transaction;
        final List<String> sent = new ArrayList<>();
        final List<ClientDelivery> taken = new ArrayList<>();

        Unit(ClientTransaction transaction) {
            this.transaction = transaction;
        }
    }

    Torture(long seed, boolean dies) {
        this.dies = dies;
        random = new Random(seed);
        world = World.of(ClientOptions.of("till-7"));
        world.session.open(LATER, answer("open"));
        channel = world.session.channel();
        for (String queue : List.of("a", "b")) {
            producers.add(channel.producer(ClientAddress.queue(queue), LATER, answer("producer")));
            addConsumer(queue);
        }
    }

    private void addConsumer(String queue) {
        ConsumerSpec spec = ConsumerSpec.of(ClientAddress.queue(queue));
        consumers.add(channel.consumer(spec, new Taker(), LATER, answer("consumer")));
    }

    private final class Taker implements ConsumerListener {
        @Override
        public void message(ClientDelivery delivery) {
            String text = Sink.text(delivery);
            if (consumed.containsKey(text)) complaints.add(text + " came after it was consumed");
            open.add(delivery);
        }

        @Override
        public void voided(ClientDelivery delivery) {
            complaints.add(Sink.text(delivery) + " was voided");
        }

        @Override
        public void ended(ClientFailure failure) {
            complaints.add("a consumer ended: " + failure);
        }
    }

    private Answer answer(String what) {
        unanswered++;
        return failure -> {
            unanswered--;
            boolean isClosed = failure != null && failure.condition().equals(ClientFailure.CLOSED);
            if (failure != null && !(what.equals("consumer") && isClosed)) complaints.add(what + ": " + failure);
        };
    }

    void doSomething() {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> send();
            case 3, 4 -> consumers.get(random.nextInt(consumers.size())).grant(1 + random.nextInt(3));
            case 5, 6 -> settle();
            case 7 -> begin();
            case 8 -> acknowledge();
            case 9 -> end();
            case 10 -> fault();
            case 11 -> world.cutAfter(1 + random.nextInt(600));
            case 12 -> channel.confirm(LATER, answer("confirm"));
            case 13 -> consumers.get(random.nextInt(consumers.size())).drain(LATER, failure -> {});
            case 14 -> replace();
            default -> world.pass(random.nextInt(800));
        }
        if (random.nextInt(3) > 0) world.settle();
    }

    private void fault() {
        if (dies && random.nextBoolean()) world.die();
        else if (random.nextInt(4) == 0) world.cutAfter(1 + random.nextInt(200)).dyingAtCuts(dies);
        else world.cut();
    }

    private void send() {
        String text = "m" + messages++;
        Unit within = unit != null && random.nextBoolean() ? unit : null;
        ClientProducer producer = producers.get(random.nextInt(2));
        if (within == null) {
            Answer answer = answer(text);
            producer.send(Sink.message(text), false, null, LATER, failure -> {
                answer.answered(failure);
                if (failure == null) stored.add(text);
            });
        } else {
            within.sent.add(text);
            producer.send(Sink.message(text), false, within.transaction, LATER, answer(text));
        }
    }

    private void settle() {
        ClientDelivery delivery = some();
        if (delivery == null) return;
        int what = random.nextInt(5);
        if (what > 1) consumed(delivery);
        DeliveryState outcome = what > 1 ? DeliveryState.ACCEPTED : what == 1 ? DeliveryState.RELEASED : FAILED;
        delivery.consumer().settle(delivery, outcome);
    }

    private @Nullable ClientDelivery some() {
        return open.isEmpty() ? null : open.remove(random.nextInt(open.size()));
    }

    private void consumed(ClientDelivery delivery) {
        if (consumed.merge(Sink.text(delivery), 1, Integer::sum) > 1) complaints.add("twice: " + Sink.text(delivery));
    }

    private void begin() {
        if (unit == null) unit = new Unit(channel.transaction());
    }

    private void acknowledge() {
        Unit within = unit;
        ClientDelivery delivery = within == null ? null : some();
        if (within == null || delivery == null) return;
        within.transaction.acknowledge(delivery, DeliveryState.ACCEPTED);
        within.taken.add(delivery);
    }

    private void end() {
        Unit within = unit;
        if (within == null) return;
        unit = null;
        if (random.nextInt(3) == 0) {
            within.transaction.rollback(LATER, answer("rollback"));
            for (ClientDelivery one : within.taken) one.consumer().settle(one, FAILED);
            return;
        }
        Answer answer = answer("commit");
        within.transaction.commit(LATER, failure -> {
            answer.answered(failure);
            if (failure != null) return;
            stored.addAll(within.sent);
            within.taken.forEach(this::consumed);
        });
    }

    /** A consumer goes, with nothing open, and another comes. */
    private void replace() {
        int index = random.nextInt(consumers.size());
        ClientConsumer old = consumers.get(index);
        if (unit != null) return;
        for (ClientDelivery one : List.copyOf(open)) {
            if (one.consumer() != old) continue;
            open.remove(one);
            old.settle(one, FAILED);
        }
        old.close(LATER, answer("close"));
        consumers.remove(index);
        addConsumer(index == 0 ? "a" : "b");
        if (index == 0) consumers.add(0, consumers.remove(1));
    }

    /** No more faults: all that is there is consumed. */
    void finish() {
        world.faultless();
        if (unit != null) end();
        world.pass(60_000);
        for (int round = 0; round < 60; round++) {
            for (ClientDelivery one : List.copyOf(open)) {
                consumed(one);
                one.consumer().settle(one, DeliveryState.ACCEPTED);
            }
            open.clear();
            for (ClientConsumer each : consumers) each.grant(10);
            world.settle();
        }
        channel.close(LATER, answer("channel"));
        world.pass(1_000);
        world.session.close(world.in(1_000), answer("session"));
        world.pass(2_000);
        if (unanswered > 0) complaints.add(unanswered + " requests have no answer");
        for (String text : stored) if (!consumed.containsKey(text)) complaints.add("lost: " + text);
        for (String text : consumed.keySet()) if (!stored.contains(text)) complaints.add("never stored: " + text);
    }
}
