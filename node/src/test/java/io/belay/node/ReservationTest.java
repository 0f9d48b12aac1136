package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.core.Limits;
import io.belay.core.QueuePolicy;
import io.belay.core.WhenFull;
import io.belay.testkit.Clause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a restart nobody gets what clients may have had before, until they have claimed it or a grace has passed. */
final class ReservationTest {
    private static final DeliveryState FAILED = new DeliveryState.Modified(true, false, new LinkedHashMap<>());

    private final TestBroker broker = new TestBroker();
    private final ReturningClient one = ReturningClient.of(broker, "one");
    private final ReturningClient two = ReturningClient.of(broker, "two");

    private static final class Other {
        final TestAmqpClient line;
        final AmqpReceiver receiver;

        Other(TestBroker broker, String queue) {
            line = TestAmqpClient.of(broker, "other");
            receiver = line.receiver(line.session(), queue);
            line.credit(receiver, 1_000);
        }

        List<Object> texts() {
            return line.texts(receiver);
        }
    }

    private long inQueue(String name) {
        return Objects.requireNonNull(broker.node.broker().queue(name)).messages();
    }

    @Test
    @Clause("PAIN-3")
    void a_client_that_comes_back_claims_what_it_had_and_nobody_else_gets_it() {
        one.receiver("c1", "orders");
        two.sender("p1", "orders");
        two.send("p1", "first", "second");
        broker.restart();
        Other other = new Other(broker, "orders");
        assertThat(other.texts()).isEmpty();

        one.comeBack();

        assertThat(other.texts()).isEmpty();
        one.accept("first").accept("second");
        assertThat(one.confirmed).containsExactly("first", "second");
        assertThat(one.all).allMatch(got -> got.times == 1);
        assertThat(inQueue("orders")).isZero();
    }

    @Test
    void what_a_client_has_is_not_denied_though_it_is_more_than_it_may_have_now() {
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.send("p1", "first", "second");
        broker.options = new NodeOptions(
                Limits.DEFAULTS, 64 << 20, 512 << 10, 32 << 20, 16 << 20, new QueueOptions(1, 100, 8, 1_000, 1_000));
        broker.restart();

        one.comeBack();
        one.accept("first").accept("second");

        assertThat(one.confirmed).containsExactly("first", "second");
        assertThat(one.all).hasSize(2).allMatch(got -> got.times == 1);
        assertThat(inQueue("orders")).isZero();
    }

    @Test
    void what_was_decided_before_the_broker_died_is_carried_out() {
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.send("p1", "first", "second");
        one.decide(one.got("first"), DeliveryState.ACCEPTED); // It does not arrive.
        broker.restart();

        one.comeBack();

        assertThat(one.confirmed).containsExactly("first");
        assertThat(inQueue("orders")).isEqualTo(1);
    }

    @Test
    void what_nobody_claims_goes_to_whoever_comes_flagged_once_all_are_back() {
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.line.readsNothing = true;
        one.send("p1", "on its way");
        broker.restart();
        Other other = new Other(broker, "orders");
        one.sendings.values().forEach(Map::clear);

        one.credit = 0;
        one.comeBack();

        assertThat(other.texts()).containsExactly("on its way");
        assertThat(other.line.arrived.get(0).sections().header().deliveryCount())
                .isEqualTo(1);
    }

    @Test
    void a_queue_waits_for_all_sessions_that_had_some_of_it() {
        one.receiver("c1", "orders");
        two.receiver("c1", "orders");
        two.sender("p1", "orders");
        two.send("p1", "a", "b", "c", "d");
        List<Object> ones = one.texts();
        broker.restart();
        Other other = new Other(broker, "orders");

        one.comeBack();
        assertThat(other.texts()).as("two is not back").isEmpty();
        two.comeBack();

        assertThat(other.texts()).isEmpty();
        assertThat(one.texts()).isEqualTo(ones);
        two.sender("p1").settle(0, null);
        two.send("p1", "e", "f", "g");
        assertThat(one.texts().size() + two.texts().size() + other.texts().size())
                .isEqualTo(7);
    }

    @Test
    void two_consumers_of_one_session_both_claim_before_either_gets_more() {
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.receiver("c2", "orders");
        one.send("p1", "a", "b", "c", "d");
        broker.restart();

        one.comeBack();

        assertThat(one.texts()).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(one.all).allMatch(got -> got.times == 1);
        for (String text : List.of("a", "b", "c", "d")) one.accept(text);
        assertThat(one.confirmed).hasSize(4);
        assertThat(inQueue("orders")).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {4_999, 5_000, 5_001})
    void a_client_that_stays_away_is_waited_for_as_long_as_the_grace(long ms) {
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.send("p1", "first");
        broker.restart();
        Other other = new Other(broker, "orders");

        broker.pass(ms);

        assertThat(other.texts()).hasSize(ms < 5_000 ? 0 : 1);
    }

    @Test
    void a_client_that_comes_after_the_grace_claims_what_is_still_there_and_with_nobody() {
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.send("p1", "first", "second");
        broker.restart();
        broker.pass(5_000);
        TestAmqpClient other = TestAmqpClient.of(broker, "other");
        var receiver = other.receiver(other.session(), "orders");
        other.credit(receiver, 1);
        assertThat(other.texts(receiver)).containsExactly("first");

        one.comeBack();

        assertThat(Objects.requireNonNull(Objects.requireNonNull(one.line.answer(one.receiver("c1")))
                        .unsettled()))
                .containsOnlyKeys(one.got("second").tag);
        one.accept("second");
        assertThat(one.confirmed).contains("second");
    }

    @Test
    void a_client_that_says_it_has_no_consumers_is_not_waited_for() {
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.send("p1", "first");
        broker.restart();
        Other other = new Other(broker, "orders");

        one.wish("belay:consumers", new UnsignedInteger(0)).open();

        assertThat(other.texts()).containsExactly("first");
    }

    @Test
    void a_session_that_ends_is_not_waited_for() {
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.send("p1", "first");
        broker.restart();
        Other other = new Other(broker, "orders");

        broker.node
                .operators()
                .endSession(
                        "amqp:one",
                        "an operator said so",
                        ended -> assertThat(ended).isTrue());
        broker.settle();

        assertThat(other.texts()).containsExactly("first");
    }

    @Test
    void a_queue_that_nobody_had_anything_of_is_served_at_once() {
        two.sender("p1", "orders");
        two.send("p1", "first");
        broker.restart();

        assertThat(new Other(broker, "orders").texts()).containsExactly("first");
    }

    @Test
    void a_queue_whose_consumer_said_goodbye_is_served_at_once() {
        two.sender("p1", "orders");
        one.receiver("c1", "orders");
        two.send("p1", "first");
        one.decide(one.got("first"), DeliveryState.RELEASED).settle();
        one.receiver("c1").detach(true, null);
        one.settle();
        one.decide(one.all.get(1), DeliveryState.RELEASED).settle();
        broker.pass(1_000);
        broker.restart();

        assertThat(new Other(broker, "orders").texts()).containsExactly("first");
    }

    @Test
    void draining_waits_for_what_may_come_back() {
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.send("p1", "first");
        broker.restart();
        TestAmqpClient other = TestAmqpClient.of(broker, "other");
        var receiver = other.receiver(other.session(), "orders");

        other.drain(receiver, 10);
        assertThat(other.seen(AmqpEvent.Drained.class)).isEmpty();
        broker.pass(5_000);

        assertThat(other.texts(receiver)).containsExactly("first");
        assertThat(other.seen(AmqpEvent.Drained.class)).hasSize(1);
    }

    @Test
    void a_browser_sees_all_meanwhile() {
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.send("p1", "first");
        broker.restart();
        TestAmqpClient other = TestAmqpClient.of(broker, "other");
        var browser = other.receiver(
                other.session(),
                "browser",
                SenderSettleMode.SETTLED,
                TestAmqpClient.source("orders", "copy", new LinkedHashMap<>(), "queue"));

        other.credit(browser, 10);

        assertThat(other.texts(browser)).containsExactly("first");
    }

    // Order, groups, priorities, limits

    @Test
    void order_is_kept_over_the_restart() {
        one.sender("p1", "orders");
        one.credit = 3;
        one.receiver("c1", "orders");
        one.send("p1", "a", "b", "c", "d", "e");
        one.line.readsNothing = true;
        broker.restart();
        one.credit = 100;

        one.comeBack();

        assertThat(one.texts()).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void a_group_goes_on_with_whoever_claims_the_first_of_it() {
        one.sender("p1", Target.at(null));
        one.credit = 1;
        one.receiver("c1", "orders");
        one.write("p1", ReturningClient.letter("orders", "g", "g1"));
        one.write("p1", ReturningClient.letter("orders", "g", "g2"));
        one.settle();
        broker.restart();
        Other other = new Other(broker, "orders");
        one.comeBack();

        assertThat(other.texts()).as("g2 waits for its consumer").isEmpty();
        assertThat(one.texts()).containsExactly("g1", "g2");
    }

    @Test
    void a_claimed_delivery_counts_no_failure_and_never_becomes_a_dead_letter_by_restarts() {
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.send("p1", "first");

        for (int times = 0; times < 20; times++) {
            broker.restart();
            one.comeBack();
        }
        one.decide(one.got("first"), FAILED).settle();

        assertThat(one.all.get(1).failures).isEqualTo(1);
    }

    @Test
    void what_was_claimed_and_then_given_up_has_failed_once() {
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.send("p1", "first", "second");
        broker.restart();
        one.comeBack();
        Other other = new Other(broker, "orders");
        one.cut();

        one.wish("belay:consumers", new UnsignedInteger(0)).open();

        assertThat(other.texts()).containsExactly("first", "second");
        assertThat(other.line.arrived)
                .extracting(arrived -> arrived.sections().header().deliveryCount())
                .containsExactly(1L, 1L);
    }

    @Test
    void what_was_claimed_and_released_on_its_way_fails_after_the_one_before_the_restart() {
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.send("p1", "first");
        broker.restart();
        one.comeBack();
        one.decide(one.got("first"), DeliveryState.RELEASED).settle();
        assertThat(one.all.get(1).failures).as("flagged").isEqualTo(1);

        one.decide(one.all.get(1), FAILED).settle();

        assertThat(one.all.get(2).failures).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_failure_counts_once_whether_the_broker_died_before_or_after_it_was_on_record(boolean isOnRecord) {
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.send("p1", "first");
        one.line.readsNothing = true;
        one.decide(one.got("first"), FAILED);
        if (isOnRecord) broker.settle();
        broker.restart();

        one.comeBack();

        assertThat(one.confirmed).containsExactly("first");
        assertThat(one.all).extracting(got -> got.failures).containsExactly(0L, 1L);
    }

    @Test
    void what_is_purged_meanwhile_is_void() {
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.send("p1", "first");
        broker.restart();
        broker.node.operators().carryOut(new QueueOrder.Purge("orders"), answer -> {});
        broker.settle();

        one.comeBack();

        assertThat(Objects.requireNonNull(one.line.answer(one.receiver("c1"))).unsettled())
                .isEmpty();
    }

    @Test
    void an_exclusive_queue_has_its_consumer_back() {
        QueuePolicy exclusive = new QueuePolicy(100, 1 << 20, WhenFull.REFUSE, 10, "DLQ", true);
        broker.node.operators().carryOut(new QueueOrder.Create("orders", exclusive), answer -> {});
        broker.settle();
        one.sender("p1", "orders");
        one.receiver("c1", "orders");
        one.send("p1", "first");
        one.cut();
        Other other = new Other(broker, "orders");
        one.open();
        one.attachAll();
        one.send("p1", "second");

        assertThat(other.texts()).isEmpty();
        assertThat(one.texts()).containsExactly("first", "second");
    }
}
