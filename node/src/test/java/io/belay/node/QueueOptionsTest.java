package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.belay.core.Limits;
import io.belay.node.Request.Disposition;
import io.belay.node.mqtt.MqttOptions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much a consumer may have, and what is beyond it. */
class QueueOptionsTest {
    private static TestNode node(QueueOptions queues) {
        return new TestNode(new NodeOptions(Limits.DEFAULTS, 64 << 20, 512 << 10, 32 << 20, 16 << 20, queues));
    }

    @Test
    void a_consumer_that_settles_nothing_gets_so_much_and_no_more() {
        TestNode world = node(new QueueOptions(3, 100, 8, 1_000, 1_000));
        world.peer("s").send("q", "1", "2");
        TestPeer consumer = world.peer("c").consume(1, "q", 100);
        assertThat(consumer.texts(1)).hasSize(2);

        world.peer("t").send("q", "3");
        assertThat(consumer.texts(1)).hasSize(3);
        world.peer("u").send("q", "4");
        assertThat(consumer.texts(1)).hasSize(3);

        consumer.dispose(1, Disposition.ACCEPTED, consumer.delivery(1, 0).sequence());
        assertThat(consumer.texts(1)).containsExactly("1", "2", "3", "4");
    }

    @Test
    void while_memory_is_short_a_consumer_that_settles_nothing_gets_less_and_the_rest_afterwards() {
        int most = Queues.SCARCE_UNSETTLED_MAX;
        TestNode world = node(QueueOptions.DEFAULTS);
        world.peer("s")
                .send(
                        "q",
                        IntStream.range(0, most + 3).mapToObj(Integer::toString).toArray(String[]::new));
        world.node.shortOfMemory(true);
        TestPeer consumer = world.peer("c").consume(1, "q", 2 * most);
        assertThat(consumer.texts(1)).hasSize(most);

        consumer.dispose(1, Disposition.ACCEPTED, consumer.delivery(1, 0).sequence());
        assertThat(consumer.texts(1)).hasSize(most + 1);

        world.node.shortOfMemory(false);
        world.pass(0);
        assertThat(consumer.texts(1)).hasSize(most + 3);
    }

    @Test
    void so_much_of_what_has_expired_is_still_with_its_consumer_when_its_client_is_back() {
        ReturningClient client = ofThree();

        isAwayUntilTheyExpire(client, "1", "2");
        assertThat(client.unsettled.get("c1")).hasSize(2);
        isAwayUntilTheyExpire(client, "3");
        assertThat(client.unsettled.get("c1")).hasSize(3);
        isAwayUntilTheyExpire(client, "4");

        assertThat(client.unsettled.get("c1")).hasSize(3);
        assertThat(client.voids).containsExactly("4");
        client.accept("1");
        isAwayUntilTheyExpire(client, "5");
        assertThat(client.voids).containsExactly("4");
        assertThat(client.confirmed).containsExactly("1");
    }

    @Test
    void what_has_expired_and_never_came_takes_no_room_of_that() {
        ReturningClient client = ofThree();
        client.line.readsNothing = true;
        for (String text : List.of("1", "2", "3")) client.write("p1", ReturningClient.passing(text, 1_000));
        client.broker.settle();
        client.line.cut();
        client.broker.pass(2_000);
        client.comeBack();

        isAwayUntilTheyExpire(client, "4", "5", "6");

        assertThat(client.unsettled.get("c1")).hasSize(3);
        assertThat(client.voids).isEmpty();
    }

    /** A client whose consumer may have three deliveries. */
    private static ReturningClient ofThree() {
        QueueOptions three = new QueueOptions(3, 100, 8, 1_000, 1_000);
        NodeOptions options = new NodeOptions(Limits.DEFAULTS, 64 << 20, 512 << 10, 32 << 20, 16 << 20, three);
        TestBroker broker = new TestBroker(options, MqttOptions.DEFAULTS, Authenticator.ANONYMOUS);
        ReturningClient client = ReturningClient.of(broker, "till-8");
        client.sender("p1", "orders");
        client.receiver("c1", "orders");
        return client;
    }

    private static void isAwayUntilTheyExpire(ReturningClient client, String... texts) {
        for (String text : texts) client.write("p1", ReturningClient.passing(text, 1_000));
        assertThat(client.texts()).endsWith((Object[]) texts);
        client.cut();
        client.broker.pass(2_000);
        client.comeBack();
    }

    @Test
    void what_expires_before_it_is_given_once_more_takes_no_room_of_its_consumer() {
        QueueOptions onlyOne = new QueueOptions(1, 100, 8, 1_000, 1_000);
        NodeOptions options = new NodeOptions(Limits.DEFAULTS, 64 << 20, 512 << 10, 32 << 20, 16 << 20, onlyOne);
        TestBroker broker = new TestBroker(options, MqttOptions.DEFAULTS, Authenticator.ANONYMOUS);
        ReturningClient client = ReturningClient.of(broker, "till-8");
        client.sender("p1", "orders");
        client.receiver("c1", "orders");
        client.write("p1", ReturningClient.passing("one", 1_000));
        broker.settle();
        client.line.cut(); // It has not heard of it.
        client.credit = 0;
        client.open().attachAll();

        broker.pass(2_000);
        client.receiver("c1").credit(1, false);
        client.send("p1", "two");

        assertThat(client.texts()).containsExactly("two");
    }

    @Test
    void what_a_slow_line_cannot_take_stays_in_the_queue_for_others() {
        TestNode world = node(new QueueOptions(100, 3, 8, 1_000, 1_000));
        TestPeer slow = world.peer("slow").consume(1, "q", 100);
        slow.takesNothing = true;
        TestPeer sender = world.peer("s");
        for (int i = 0; i < 20; i++) sender.send("q", "x".repeat(100_000));

        TestPeer quick = world.peer("quick").consume(1, "q", 100);
        int sent = slow.texts(1).size();

        assertThat(sent).isLessThan(8);
        assertThat(quick.texts(1)).hasSize(20 - sent - 3);
        slow.takesNothing = false;
        slow.ask(new Request.Sent(slow.line, Long.MAX_VALUE / 2));
        assertThat(slow.texts(1)).hasSize(sent + 3);
    }

    @Test
    void a_selector_looks_past_what_it_can_look_at_at_once() {
        TestNode world = node(new QueueOptions(100, 100, 2, 1, 1_000));
        TestPeer sender = world.peer("s");
        for (int i = 0; i < 10; i++) sender.send("q", "blue " + i);
        sender.send("q", "red");
        TestPeer red = world.peer("r");
        red.open(1, new SourceSpec(Address.queue("q"), "red", false, false, false, null, false, 0, false));

        assertThat(red.drain(1, 5)).isTrue();
        assertThat(red.texts(1)).containsExactly("red");
    }

    @Test
    void none_of_them_is_less_than_one() {
        assertThatIllegalArgumentException().isThrownBy(() -> new QueueOptions(0, 1, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new QueueOptions(1, 0, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new QueueOptions(1, 1, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new QueueOptions(1, 1, 1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new QueueOptions(1, 1, 1, 1, 0));
        assertThat(new QueueOptions(1, 1, 1, 1, 1).aheadMax()).isEqualTo(1);
    }
}
