package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** Whatever breaks when, each message is with one consumer once, and none is lost. */
final class AmqpReturnRandomTest {
    private final TestBroker broker = new TestBroker();
    private final List<ReturningClient> clients = new ArrayList<>();
    private final List<Boolean> areAway = new ArrayList<>();
    private int sent;

    @ParameterizedTest
    @Seeds(30)
    void each_message_is_handed_over_once_and_none_is_lost(long seed) {
        Random random = new Random(seed);
        for (int index = 0; index < 3; index++) begin(index, random);

        for (int step = 0; step < 60; step++) act(random);
        for (int index = 0; index < clients.size(); index++) comeBack(index);
        broker.pass(5_000);
        for (int round = 0; round < 3; round++) clients.forEach(this::acceptAll);

        List<Object> all = new ArrayList<>();
        clients.forEach(client -> all.addAll(client.texts()));
        assertThat(all).as("each once").doesNotHaveDuplicates().hasSize(sent);
        assertThat(clients).allSatisfy(client -> {
            assertThat(client.all).allMatch(got -> got.times == 1);
            assertThat(client.voids).isEmpty();
            assertThat(client.unsettled.values()).allMatch(Map::isEmpty);
            assertThat(client.sendings.values()).allMatch(Map::isEmpty);
        });
        assertThat(Objects.requireNonNull(broker.node.broker().queue("orders")).messages())
                .isZero();
        broker.pass(1_000);
        for (ReturningClient client : clients) {
            assertThat(broker.node.broker().heldLinks(client.number())).isEmpty();
        }
    }

    private void begin(int index, Random random) {
        ReturningClient client = ReturningClient.of(broker, "client-" + index);
        client.credit = 1 + random.nextInt(20);
        client.sender("p1", "orders");
        client.receiver("c1", "orders");
        if (random.nextBoolean()) client.receiver("c2", "orders");
        clients.add(client);
        areAway.add(false);
    }

    private void act(Random random) {
        int index = random.nextInt(clients.size());
        ReturningClient client = clients.get(index);
        boolean isAway = areAway.get(index);
        int choice = random.nextInt(100);
        if (choice < 30 && !isAway) send(client, random);
        else if (choice < 55 && !isAway) decide(client, random);
        else if (choice < 75) steps(random);
        else if (choice < 80 && !isAway) client.line.readsNothing = true;
        else if (choice < 86 && !isAway) {
            client.cut();
            areAway.set(index, true);
        } else if (choice < 96) comeBack(index);
        else if (choice < 98) restart();
        else broker.pass(random.nextInt(1_000));
    }

    private void send(ReturningClient client, Random random) {
        for (int count = random.nextInt(4); count >= 0 && client.sender("p1").isWritable(); count--) {
            if (client.sender("p1").credit() == 0) return;
            client.write("p1", TestAmqpClient.text("m" + ++sent));
        }
    }

    private void decide(ReturningClient client, Random random) {
        client.hear();
        for (ReturningClient.Got got : client.all) {
            boolean isOpen =
                    got.decided == null && client.unsettled.get(got.link).containsValue(got);
            if (isOpen && random.nextInt(3) > 0) client.decide(got, DeliveryState.ACCEPTED);
        }
    }

    private void steps(Random random) {
        for (int count = random.nextInt(6); count > 0; count--) if (!broker.step()) broker.stepDisk();
    }

    private void comeBack(int index) {
        ReturningClient client = clients.get(index);
        client.comeBack();
        areAway.set(index, false);
        // What it had decided, and what was not heard, is said again by its maps.
        assertThat(client.isResumed()).isTrue();
    }

    private void restart() {
        clients.forEach(ReturningClient::hear);
        broker.restart();
        for (int index = 0; index < clients.size(); index++) areAway.set(index, true);
    }

    private void acceptAll(ReturningClient client) {
        client.settle();
        for (ReturningClient.Got got : client.all) {
            boolean isOpen =
                    got.decided == null && client.unsettled.get(got.link).containsValue(got);
            if (isOpen) client.decide(got, DeliveryState.ACCEPTED);
            client.receiver(got.link).credit(20, false);
        }
        client.settle();
    }
}
