package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Coordinator;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.DeliveryState.TransactionalState;
import io.belay.amqp.type.SenderSettleMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Clients that do whatever comes to a seed's mind on one queue, and the account of what they must find in the end. */
final class AmqpDisorder {
    private static final String QUEUE = "orders";

    /** One client, with what it has in its hands and in its transaction. */
    private final class Actor {
        final String name;
        TestAmqpClient client;
        AmqpSession session;
        AmqpSender sender;
        AmqpSender coordinator;

        @Nullable
        AmqpReceiver receiver;

        final List<TestAmqpClient.Arrived> held = new ArrayList<>();
        final List<String> sentInside = new ArrayList<>();
        final List<String> takenInside = new ArrayList<>();

        @Nullable
        Binary transaction;

        private int seen;

        Actor(String name) {
            this.name = name;
            connect();
        }

        void connect() {
            client = TestAmqpClient.of(broker, name);
            seen = 0;
            begin();
        }

        void begin() {
            session = client.session();
            sender = client.sender(session, "s" + ++names, TestAmqpClient.target(QUEUE, "queue"));
            coordinator = client.sender(session, "c" + names, new Coordinator(List.of()));
            receiver = null;
            transaction = null;
            held.clear();
            sentInside.clear();
            takenInside.clear();
        }

        void consume(boolean drains) {
            if (receiver == null) {
                receiver = client.receiver(
                        session, "r" + ++names, SenderSettleMode.UNSETTLED, TestAmqpClient.source(QUEUE, "queue"));
            }
            if (drains) client.drain(receiver, random.nextInt(20));
            else client.credit(receiver, random.nextInt(20));
        }

        void leave() {
            if (receiver != null) client.detach(receiver, true);
            receiver = null;
        }

        void send() {
            String text = "m" + ++messages;
            DeliveryState state = transaction == null ? null : new TransactionalState(transaction, null);
            DeliveryState outcome = client.send(sender, TestAmqpClient.text(text), false, state);
            if (transaction == null) {
                assertThat(outcome).isEqualTo(DeliveryState.ACCEPTED);
                owed.add(text);
            } else sentInside.add(text);
        }

        void settle(boolean accept) {
            if (held.isEmpty()) return;
            TestAmqpClient.Arrived one = held.remove(random.nextInt(held.size()));
            String text = one.text().toString();
            DeliveryState plain = accept ? DeliveryState.ACCEPTED : DeliveryState.RELEASED;
            if (transaction == null) {
                if (accept) take(text);
                client.settle(one, plain);
            } else {
                client.settle(one, new TransactionalState(transaction, plain));
                if (accept) takenInside.add(text);
            }
        }

        void discharge(boolean fail) {
            if (transaction == null) {
                transaction = client.declare(coordinator);
                return;
            }
            assertThat(client.discharge(coordinator, transaction, fail)).isEqualTo(DeliveryState.ACCEPTED);
            if (!fail) {
                owed.addAll(sentInside);
                takenInside.forEach(AmqpDisorder.this::take);
            }
            sentInside.clear();
            takenInside.clear();
            transaction = null;
        }

        void collect() {
            while (seen < client.arrived.size()) held.add(client.arrived.get(seen++));
        }
    }

    private final TestBroker broker;
    private final SplittableRandom random;
    private final Set<String> owed = new LinkedHashSet<>(); // was accepted, and nobody has taken it
    private final Map<String, Actor> actors = new LinkedHashMap<>();
    private int messages;
    private int taken;
    private int names;

    AmqpDisorder(TestBroker broker, SplittableRandom random) {
        this.broker = broker;
        this.random = random;
        for (String name : List.of("a", "b", "c")) actors.put(name, new Actor(name));
    }

    void run(int steps) {
        List<Actor> all = List.copyOf(actors.values());
        for (int step = 0; step < steps; step++) {
            act(all.get(random.nextInt(all.size())));
            all.forEach(Actor::collect);
        }
        all.forEach(each -> each.client.cut());
        assertThat(taken).as("something was sent and taken").isPositive();
        assertThat(rest(QUEUE, "DLQ")).containsExactlyInAnyOrderElementsOf(owed);
    }

    private void act(Actor actor) {
        switch (random.nextInt(20)) {
            case 0 -> {
                actor.client.cut();
                actor.connect();
            }
            case 1 -> {
                actor.session.end(null);
                broker.settle();
                actor.begin();
            }
            case 2 -> actor.leave();
            case 3, 4 -> actor.discharge(random.nextBoolean());
            case 5, 6 -> actor.consume(true);
            case 7, 8 -> actor.consume(false);
            case 9 -> actor.settle(false);
            case 10, 11, 12, 13 -> actor.settle(true);
            default -> actor.send();
        }
    }

    private void take(String text) {
        taken++;
        assertThat(owed.remove(text))
                .as("%s was there and was not taken before", text)
                .isTrue();
    }

    private List<String> rest(String... queues) {
        TestAmqpClient last = TestAmqpClient.of(broker, "last");
        AmqpSession session = last.session();
        List<String> texts = new ArrayList<>();
        for (String queue : queues) {
            AmqpReceiver receiver = last.receiver(session, queue);
            last.credit(receiver, 10_000);
            last.texts(receiver).forEach(text -> texts.add(text.toString()));
        }
        return texts;
    }
}
