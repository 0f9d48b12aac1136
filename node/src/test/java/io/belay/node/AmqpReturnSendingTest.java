package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Target;
import io.belay.core.Limits;
import io.belay.core.TagSet;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sends arrives once, whatever becomes of its lines and of the broker. */
final class AmqpReturnSendingTest {
    private final TestBroker broker = new TestBroker();
    private final ReturningClient client = ReturningClient.of(broker, "till-7");

    private List<Object> delivered() {
        TestAmqpClient reader = TestAmqpClient.of(broker, "reader");
        var receiver = reader.receiver(reader.session(), "orders");
        reader.credit(receiver, 1_000);
        return reader.texts(receiver);
    }

    private TagSet held(String link) {
        return broker.node.broker().heldTags(client.number(), link);
    }

    private long inQueue(String name) {
        return Objects.requireNonNull(broker.node.broker().queue(name)).messages();
    }

    @Test
    @Clause("AMQP-2.6.12")
    void the_broker_answers_without_settling_and_forgets_once_the_client_has_settled() {
        client.settlesSent = false;
        client.sender("p1", "orders");
        client.send("p1", "one");

        assertThat(client.outcomes.values()).containsExactly(DeliveryState.ACCEPTED);
        assertThat(held("p1").count()).isEqualTo(1);

        client.sender("p1").settle(0, DeliveryState.ACCEPTED);
        broker.settle();
        broker.pass(1_000);

        assertThat(held("p1").isEmpty()).isTrue();
    }

    @Test
    void tags_are_forgotten_along_with_the_next_message_and_cost_no_write_of_their_own() {
        client.sender("p1", "orders");
        client.send("p1", "one");
        int writes = broker.disk.writes;
        broker.settle();
        assertThat(broker.disk.writes).as("nothing is written for it alone").isEqualTo(writes);

        client.send("p1", "two");

        assertThat(broker.disk.writes).isEqualTo(writes + 1);
        assertThat(held("p1").count()).isEqualTo(1);
    }

    @Test
    @Clause("AMQP-2.6.13")
    void a_lost_answer_is_given_again_and_the_message_is_kept_once() {
        client.sender("p1", "orders");
        client.line.readsNothing = true;
        Binary tag = client.write("p1", TestAmqpClient.text("one"));
        broker.settle();

        client.cut().comeBack();

        assertThat(client.outcomes.get(tag)).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(client.sendings.get("p1")).isEmpty();
        assertThat(delivered()).containsExactly("one");
        broker.pass(1_000);
        assertThat(held("p1").isEmpty()).isTrue();
    }

    @Test
    void what_never_arrived_is_sent_anew_before_anything_new() {
        client.sender("p1", "orders");
        client.write("p1", TestAmqpClient.text("one"));
        client.write("p1", TestAmqpClient.text("two"));
        client.line.client.drained(); // It went nowhere.

        client.cut().comeBack();
        client.send("p1", "three");

        assertThat(delivered()).containsExactly("one", "two", "three");
        assertThat(client.outcomes).hasSize(3);
    }

    @Test
    void tags_that_the_client_has_forgotten_are_forgotten() {
        client.settlesSent = false;
        client.sender("p1", "orders");
        client.send("p1", "one", "two");
        client.sendings.get("p1").clear(); // It settled, and the line broke before that left.

        client.cut().comeBack();
        broker.pass(1_000);

        assertThat(Objects.requireNonNull(answer("p1").unsettled())).isEmpty();
        assertThat(held("p1").isEmpty()).isTrue();
    }

    private Attach answer(String link) {
        return Objects.requireNonNull(client.line.answer(client.sender(link)));
    }

    @Test
    void a_tag_that_is_sent_again_is_answered_and_not_kept_again() {
        client.settlesSent = false;
        client.sender("p1", "orders");
        client.send("p1", "one");
        client.cut();
        client.open();
        client.sendings.get("p1").clear();

        // A client that did not listen sends what the broker has.
        var sender = client.sender("p2", "orders");
        Binary tag = client.write("p2", TestAmqpClient.text("other"));
        client.settle();
        client.sender("p2").settle(0, null);
        sender.send(tag, false, null, 0, 9, ByteBuffer.wrap(TestAmqpClient.text("other")));
        client.settle();

        assertThat(inQueue("orders")).as("one, and other once").isEqualTo(2);
    }

    @Test
    void a_refused_message_is_kept_nowhere_and_may_be_taken_later() {
        TestBroker small = new TestBroker(AmqpLinkTest.queuesMax(1));
        ReturningClient sender = ReturningClient.of(small, "till-7");
        sender.sender("p0", "only");
        sender.sender("p1", Target.at(null));
        sender.settlesSent = false;
        byte[] letter = ReturningClient.letter("other", "text");
        Binary tag = sender.write("p1", letter);
        sender.settle();

        assertThat(sender.outcomes.get(tag)).isInstanceOf(DeliveryState.Rejected.class);
        assertThat(small.node.broker().heldTags(sender.number(), "p1").isEmpty())
                .isTrue();
    }

    @Test
    void a_session_that_holds_too_many_tags_hears_so() {
        Limits usual = Limits.DEFAULTS;
        TestBroker small = new TestBroker(new Limits(
                usual.sessionsMax(),
                usual.subscriptionsPerSessionMax(),
                usual.queuedMessagesMax(),
                usual.queuedBytesMax(),
                usual.retainedMax(),
                2,
                usual.queuesMax()));
        ReturningClient sender = ReturningClient.of(small, "till-7");
        sender.settlesSent = false;
        sender.sender("p1", "orders");

        sender.send("p1", "one", "two", "three");

        assertThat(sender.outcomes.values())
                .<Object>extracting(Object::getClass)
                .containsExactly(
                        DeliveryState.Accepted.class, DeliveryState.Accepted.class, DeliveryState.Rejected.class);
    }

    @Test
    void a_link_that_is_closed_takes_its_tags_with_it() {
        client.settlesSent = false;
        client.sender("p1", "orders");
        client.send("p1", "one");

        client.sender("p1").detach(true, null);
        client.settle();
        broker.pass(1_000);

        assertThat(held("p1").isEmpty()).isTrue();
    }

    @Test
    void a_link_that_is_only_detached_keeps_them() {
        client.settlesSent = false;
        client.sender("p1", "orders");
        client.send("p1", "one");

        client.sender("p1").detach(false, null);
        client.settle();
        broker.pass(1_000);

        assertThat(held("p1").count()).isEqualTo(1);
    }

    @Test
    void messages_to_topics_and_to_wherever_each_says_are_known_again_as_well() {
        client.receiver("c1", TestAmqpClient.source("news", "topic"));
        client.sender("p1", TestAmqpClient.target("news", "topic"));
        client.sender("p2", Target.at(null));
        client.line.readsNothing = true;
        client.write("p1", TestAmqpClient.text("to all"));
        client.write("p2", ReturningClient.letter("orders", "to one"));
        broker.settle();

        client.cut().comeBack();

        assertThat(client.outcomes.values())
                .containsOnly(DeliveryState.ACCEPTED)
                .hasSize(2);
        assertThat(client.texts()).containsExactly("to all");
        assertThat(delivered()).containsExactly("to one");
    }

    /** The broker dies after each of its steps, and the client comes back with what it knows. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    @Clause("PAIN-1")
    void a_broker_that_dies_at_any_step_keeps_each_message_once(int steps) {
        client.sender("p1", "orders");
        client.send("p1", "before");
        for (int count = 0; count < 5; count++) client.write("p1", TestAmqpClient.text("m" + count));

        for (int step = 0; step < steps; step++) if (!broker.step()) broker.stepDisk();
        client.hear();
        broker.restart();
        client.comeBack();
        client.send("p1", "after");

        assertThat(delivered()).containsExactly("before", "m0", "m1", "m2", "m3", "m4", "after");
        assertThat(client.sendings.get("p1")).isEmpty();
    }

    /** The same, when only the line goes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    @Clause("PAIN-1")
    void a_line_that_breaks_at_any_step_costs_nothing_and_doubles_nothing(int steps) {
        client.sender("p1", "orders");
        for (int count = 0; count < 5; count++) client.write("p1", TestAmqpClient.text("m" + count));

        for (int step = 0; step < steps; step++) if (!broker.step()) broker.stepDisk();
        client.cut().comeBack();
        client.cut().comeBack();
        client.send("p1", "after");

        assertThat(delivered()).containsExactly("m0", "m1", "m2", "m3", "m4", "after");
    }

    @Test
    void a_name_too_long_to_be_remembered_is_an_ordinary_link() {
        String longest = "p".repeat(255);
        String tooLong = "p".repeat(256);
        client.settlesSent = false;
        client.sender(longest, "orders");
        client.sender(tooLong, "orders");

        client.send(longest, "one").send(tooLong, "two");

        assertThat(client.outcomes.values())
                .containsOnly(DeliveryState.ACCEPTED)
                .hasSize(2);
        assertThat(held(longest).count()).isEqualTo(1);
        assertThat(broker.node.broker().heldLinks(client.number())).containsExactly(longest);
    }

    @Test
    void a_tag_of_another_length_is_known_again_as_well() {
        client.settlesSent = false;
        var sender = client.sender("p1", "orders");
        byte[] message = TestAmqpClient.text("one");
        sender.send(Binary.of(), false, null, 0, 1, ByteBuffer.wrap(message));
        sender.send(Binary.of(new byte[32]), false, null, 0, 2, ByteBuffer.wrap(message));
        broker.settle();

        TagSet held = held("p1");
        assertThat(held.count()).isEqualTo(2);
        assertThat(held.contains(new byte[32])).isTrue();
    }
}
