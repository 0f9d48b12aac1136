package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.LinkMemory;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Target;
import io.belay.testkit.Clause;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client has been handed stays with it while it is away, and each delivery has one answer when it is back. */
final class AmqpReturnReceivingTest {
    private static final DeliveryState FAILED = new DeliveryState.Modified(true, false, Collections.emptyMap());

    private final TestBroker broker = new TestBroker();
    private final ReturningClient client = ReturningClient.of(broker, "till-7");

    private ReturningClient holding(String... texts) {
        client.sender("p1", "orders");
        client.receiver("c1", "orders");
        return client.send("p1", texts);
    }

    private long inQueue() {
        return Objects.requireNonNull(broker.node.broker().queue("orders")).messages();
    }

    /** An attach as it is on the wire. */
    private static Performative.Attach attachOf(String name, long handle, String queue, LinkMemory memory) {
        Map<Binary, @Nullable DeliveryState> states = new LinkedHashMap<>();
        memory.unsettled().forEach((tag, entry) -> states.put(tag, entry.state()));
        return new Performative.Attach(
                name,
                handle,
                Role.RECEIVER,
                SenderSettleMode.UNSETTLED,
                ReceiverSettleMode.SECOND,
                TestAmqpClient.source(queue, "queue"),
                Target.at(null),
                states,
                false,
                -1,
                0,
                List.of(),
                List.of(),
                Collections.emptyMap());
    }

    /** What somebody else gets of the queue now. */
    private List<Object> othersGet(String container) {
        TestAmqpClient other = TestAmqpClient.of(broker, container);
        var receiver = other.receiver(other.session(), "orders");
        other.credit(receiver, 1_000);
        List<Object> texts = other.texts(receiver);
        other.client.close(null);
        broker.settle();
        return texts;
    }

    @Test
    void what_a_client_has_nobody_else_gets_while_it_is_away() {
        holding("one", "two").cut();

        assertThat(othersGet("other")).isEmpty();
        assertThat(inQueue()).isEqualTo(2);
    }

    @Test
    @Clause("AMQP-2.6.13")
    void an_undecided_delivery_goes_on_without_its_message_coming_again() {
        holding("one", "two").cut().comeBack();

        assertThat(client.all).allMatch(got -> got.times == 1);
        client.accept("one").accept("two");
        assertThat(client.confirmed).containsExactly("one", "two");
        assertThat(inQueue()).isZero();
    }

    @Test
    @Clause("AMQP-2.6.13")
    void a_decided_delivery_whose_confirmation_was_lost_is_confirmed() {
        holding("one", "two");
        client.line.readsNothing = true;
        client.decide(client.got("one"), DeliveryState.ACCEPTED);
        broker.settle();
        assertThat(inQueue()).as("the broker has heard it").isEqualTo(1);

        client.cut().comeBack();

        assertThat(answer("c1").unsettled()).as("it knows no more of it").containsOnlyKeys(client.got("two").tag);
        assertThat(othersGet("other")).isEmpty();
    }

    private void madeAnew(String... texts) {
        client.line.client.drained(); // What was decided went nowhere.
        client.cut();
        broker.node.operators().carryOut(new QueueOrder.Delete("orders"), answer -> {});
        broker.settle();
        ReturningClient other = ReturningClient.of(broker, "other");
        other.sender("p1", "orders");
        other.send("p1", texts);
        assertThat(othersGet("third")).containsExactly((Object[]) texts);
    }

    private Attach answer(String link) {
        return Objects.requireNonNull(client.line.answer(client.receiver(link)));
    }

    @Test
    @Clause("AMQP-2.6.13")
    void what_was_decided_and_not_heard_is_carried_out_and_confirmed_once_it_is_safe() {
        holding("one", "two", "three");
        client.decide(client.got("two"), DeliveryState.ACCEPTED);
        client.line.client.drained(); // It went nowhere.

        client.cut().comeBack();

        assertThat(client.confirmed).containsExactly("two");
        assertThat(inQueue()).isEqualTo(2);
        client.accept("one").accept("three");
        assertThat(client.confirmed).containsExactly("two", "one", "three");
        assertThat(inQueue()).isZero();
    }

    @Test
    void what_a_queue_of_the_same_name_holds_is_not_what_a_client_had_of_the_one_before() {
        holding("one");
        client.decide(client.got("one"), DeliveryState.ACCEPTED);
        madeAnew("new");

        client.comeBack();

        assertThat(inQueue()).isEqualTo(1);
    }

    @Test
    void nor_is_it_when_another_consumer_of_that_client_is_back_at_it_before() {
        holding("one", "two").receiver("c2", "orders");
        for (String text : List.of("one", "two")) client.decide(client.got(text), DeliveryState.ACCEPTED);
        madeAnew("new", "newer");
        client.credit = 0;
        client.open();
        for (String name : List.of("c2", "c1")) client.attachReceiver(name, client.memoryOf(name));

        assertThat(inQueue()).isEqualTo(2);
    }

    @Test
    void a_decision_is_not_confirmed_before_it_is_on_disk() {
        holding("one");
        client.got("one").decided = DeliveryState.ACCEPTED;
        client.cut();
        broker.disk.failsWrites = true;

        client.open();
        assertThat(client.confirmed).isEmpty();
        assertThat(broker.node.failure())
                .as("its own attach could not be written")
                .isNotNull();
    }

    @Test
    void what_was_on_its_way_comes_again_uncounted_and_in_order() {
        holding("one");
        client.line.readsNothing = true;
        client.send("p1", "two", "three");
        assertThat(client.texts()).containsExactly("one");

        client.cut().comeBack();
        client.send("p1", "four");

        assertThat(client.texts()).containsExactly("one", "two", "three", "four");
        assertThat(client.all).allMatch(got -> got.failures == 0 && got.times == 1);
    }

    @Test
    void a_failed_delivery_that_was_decided_while_away_is_counted_once() {
        holding("one");
        client.decide(client.got("one"), FAILED);
        client.line.client.drained();

        client.cut().comeBack();

        assertThat(client.texts()).containsExactly("one", "one");
        assertThat(client.all.get(1).failures).isEqualTo(1);
    }

    @Test
    void a_released_delivery_comes_again_after_the_release_was_confirmed() {
        holding("one");

        client.decide(client.got("one"), DeliveryState.RELEASED).settle();

        assertThat(client.confirmed).containsExactly("one");
        assertThat(client.texts()).containsExactly("one", "one");
        assertThat(client.unsettled.get("c1")).as("known once").hasSize(1);
        client.decide(client.all.get(1), DeliveryState.ACCEPTED).settle();
        assertThat(inQueue()).isZero();
    }

    @Test
    void a_failed_delivery_comes_again_after_the_failure_was_confirmed() {
        holding("one");

        client.decide(client.got("one"), FAILED).settle();

        assertThat(client.confirmed).containsExactly("one");
        assertThat(client.all.get(1).failures).isEqualTo(1);
        assertThat(client.unsettled.get("c1")).hasSize(1);
    }

    @Test
    void what_has_expired_meanwhile_stays_with_its_client_until_it_is_decided_and_makes_room() {
        client.sender("p1", "orders");
        client.receiver("c1", "orders");
        client.write("p1", ReturningClient.passing("one", 1_000));
        client.settle();
        client.cut();
        broker.pass(2_000);

        client.comeBack();

        assertThat(answer("c1").unsettled()).hasSize(1);
        client.send("p1", "two");
        assertThat(client.texts()).containsExactly("one", "two");
        client.decide(client.got("one"), DeliveryState.RELEASED).settle();
        assertThat(client.confirmed).containsExactly("one");
        client.cut().comeBack();
        assertThat(answer("c1").unsettled()).hasSize(1);
        assertThat(client.texts()).containsExactly("one", "two");
    }

    @Test
    void a_message_of_which_only_the_tag_is_known_comes_whole() {
        holding("one");
        client.cut();
        client.open();
        LinkMemory memory =
                new LinkMemory(0, Collections.singletonMap(client.got("one").tag, new LinkMemory.Entry(null, 0)));

        client.attachReceiver("c1", memory);
        client.settle();

        assertThat(client.got("one").times).isEqualTo(2);
        client.accept("one");
        assertThat(inQueue()).isZero();
    }

    // Which consumers come back

    @Test
    void a_consumer_that_is_not_opened_again_is_given_up_as_soon_as_all_others_are() {
        client.sender("p1", "orders");
        client.receiver("c1", "orders");
        client.receiver("c2", "others");
        client.send("p1", "one").cut();
        client.wish("belay:consumers", new io.belay.amqp.type.UnsignedInteger(1))
                .open();

        client.attachReceiver("c2", client.memoryOf("c2"));

        assertThat(othersGet("other")).containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(longs = {4_999, 5_000, 5_001})
    void a_client_that_says_no_number_has_its_grace(long ms) {
        holding("one").cut();
        client.wish("belay:consumers", null).open();

        broker.pass(ms);

        assertThat(othersGet("other")).hasSize(ms < 5_000 ? 0 : 1);
    }

    @Test
    void a_consumer_of_the_same_name_that_wants_something_else_is_another_one() {
        holding("one").cut();
        client.open();

        client.receiver("c1", "others");

        assertThat(othersGet("other")).containsExactly("one");
    }

    @Test
    void a_consumer_whose_client_remembers_nothing_of_it_gets_all_again_uncounted() {
        holding("one").cut();
        client.open();

        client.receiver("c1", "orders");

        assertThat(client.texts()).containsExactly("one", "one");
        assertThat(client.all.get(1).failures).isZero();
    }

    @Test
    void a_link_that_is_detached_and_not_closed_waits_for_its_client_on_the_same_line() {
        holding("one");

        client.receiver("c1").detach(false, null);
        client.settle();
        assertThat(othersGet("other")).isEmpty();
        client.attachReceiver("c1", client.memoryOf("c1"));
        client.accept("one");

        assertThat(client.got("one").times).isEqualTo(1);
        assertThat(inQueue()).isZero();
    }

    @Test
    void a_link_that_is_stolen_goes_on_where_it_was() {
        holding("one");
        var stolen = client.session.receiver("c1");

        client.line.says(client.session.channel(), attachOf("c1", 7, "orders", client.memoryOf("c1")));

        assertThat(othersGet("other")).isEmpty();
        assertThat(stolen).isNotNull();
    }

    @Test
    void a_link_that_is_closed_is_over() {
        holding("one");
        client.decide(client.got("one"), DeliveryState.RELEASED).settle();
        client.receiver("c1").detach(true, null);
        client.settle();
        client.decide(client.all.get(1), DeliveryState.RELEASED).settle();

        assertThat(othersGet("other")).containsExactly("one");
    }

    @Test
    void a_session_of_amqp_that_ends_leaves_its_links_waiting() {
        holding("one");
        client.session.end(null);
        client.settle();
        assertThat(othersGet("other")).isEmpty();

        client.session = client.line.session();
        client.attachReceiver("c1", client.memoryOf("c1"));
        client.accept("one");

        assertThat(inQueue()).isZero();
    }

    // What it had besides

    @Test
    void a_temporary_queue_keeps_its_content_and_its_name() {
        var sender = client.sender("t1", ReturningClient.dynamic());
        String name = client.addressOf(sender);
        client.credit = 0;
        client.receiver("c1", TestAmqpClient.source(name, "temporary-queue"));
        TestAmqpClient other = TestAmqpClient.of(broker, "other");
        client.cut();
        other.send(other.sender(other.session(), "reply", TestAmqpClient.target(name, "queue")), "answer");

        client.credit = 100;
        client.comeBack();

        assertThat(client.addressOf(client.sender("t1"))).isEqualTo(name);
        assertThat(client.texts()).containsExactly("answer");
    }

    @Test
    void a_temporary_queue_outlives_its_broker_and_ends_with_its_link() {
        var sender = client.sender("t1", ReturningClient.dynamic());
        String name = client.addressOf(sender);
        client.sender("p1", name);
        client.send("p1", "kept");

        broker.restart();
        client.comeBack();

        assertThat(client.addressOf(client.sender("t1"))).isEqualTo(name);
        assertThat(Objects.requireNonNull(broker.node.broker().queue(name)).messages())
                .isEqualTo(1);
        client.sender("t1").detach(true, null);
        client.settle();
        assertThat(broker.node.broker().queue(name)).isNull();
    }

    @Test
    void a_temporary_queue_of_a_session_that_is_gone_is_made_anew_by_its_name_if_it_is_ones_own() {
        String name = client.addressOf(client.sender("t1", ReturningClient.dynamic()));
        client.cut();
        broker.pass(60_000);
        assertThat(broker.node.broker().queue(name)).isNull();
        client.open();
        ReturningClient mallory = ReturningClient.of(broker, "mallory");

        assertThat(mallory.addressOf(mallory.sender("t1", ReturningClient.dynamic(name))))
                .isNotEqualTo(name);
        assertThat(client.addressOf(client.sender("t1", ReturningClient.dynamic(name))))
                .isEqualTo(name);
    }

    @Test
    void nobody_else_consumes_from_a_temporary_queue() {
        String name = client.addressOf(client.sender("t1", ReturningClient.dynamic()));
        ReturningClient other = ReturningClient.of(broker, "other");

        var receiver = other.receiver("c1", TestAmqpClient.source(name, "temporary-queue"));

        assertThat(Objects.requireNonNull(other.line.detached(receiver)).error())
                .isNotNull();
    }

    @Test
    void a_browser_is_attached_anew_and_tells_entries_by_their_tags() {
        client.sender("p1", "orders");
        client.send("p1", "one", "two");
        client.receiver("b1", TestAmqpClient.source("orders", "copy", Collections.emptyMap(), "queue"));
        assertThat(client.texts()).containsExactly("one", "two");

        client.cut().comeBack();

        assertThat(client.texts()).containsExactly("one", "two", "one", "two");
        assertThat(client.all.get(2).tag).as("by which it is known").isEqualTo(client.all.get(0).tag);
    }
}
