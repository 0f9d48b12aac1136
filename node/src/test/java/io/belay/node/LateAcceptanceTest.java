package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.TransactionRequest;
import io.belay.core.Keeper;
import io.belay.testkit.Clause;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A client has accepted a message and comes back too late to say so: it counts, whoever was given the message meanwhile. */
final class LateAcceptanceTest {
    private static final long GRACE_MS = 5_000;
    private static final DeliveryState FAILED = new DeliveryState.Modified(true, false, Collections.emptyMap());

    private final TestBroker broker = new TestBroker();
    private final ReturningClient late = ReturningClient.of(broker, "late");
    private final ReturningClient taker = ReturningClient.of(broker, "taker");

    private long inQueue() {
        return Objects.requireNonNull(broker.node.broker().queue("orders")).messages();
    }

    /** The late one has the texts, and has accepted them when its line breaks; the taker consumes too. */
    private void lateHasAccepted(String... texts) {
        late.sender("p1", "orders");
        late.receiver("c1", "orders");
        late.send("p1", texts);
        taker.sender("p1", "orders");
        taker.receiver("c1", "orders");
        assertThat(late.texts()).containsExactly((Object[]) texts);
        late.all.forEach(got -> got.decided = DeliveryState.ACCEPTED);
    }

    /** Likewise; and the broker is lost, and gives the texts to the taker when it has waited for long enough. */
    private void takerIsGiven(String... texts) {
        lateHasAccepted(texts);
        broker.restart();
        taker.comeBack();
        broker.pass(GRACE_MS);
        assertThat(taker.texts()).containsExactly((Object[]) texts);
    }

    private void assertGoneForGood() {
        assertThat(inQueue()).isZero();
        broker.restart();
        ReturningClient third = ReturningClient.of(broker, "third");
        third.receiver("c1", "orders");
        broker.pass(GRACE_MS);
        assertThat(third.texts()).isEmpty();
        assertThat(inQueue()).isZero();
    }

    @Test
    void it_is_gone_although_it_is_with_another() {
        takerIsGiven("one");

        late.comeBack();

        assertThat(late.confirmed).containsExactly("one");
        assertGoneForGood();
    }

    @Test
    void the_other_gives_it_back_in_vain() {
        takerIsGiven("one");
        ReturningClient third = ReturningClient.of(broker, "third");
        third.receiver("c1", "orders");
        late.comeBack();

        taker.decide(taker.got("one"), DeliveryState.RELEASED);
        taker.settle();

        assertThat(third.texts()).isEmpty();
        assertThat(taker.texts()).containsExactly("one");
        assertThat(taker.confirmed).containsExactly("one");
        assertGoneForGood();
    }

    @Test
    void the_other_fails_with_it_in_vain() {
        takerIsGiven("one");
        late.comeBack();

        taker.decide(taker.got("one"), FAILED);
        taker.settle();

        assertThat(taker.texts()).containsExactly("one");
        assertThat(taker.confirmed).containsExactly("one");
        assertGoneForGood();
    }

    @Test
    void the_other_fails_with_it_before_the_disk_knows_anything() {
        takerIsGiven("one");
        late.open();
        taker.decide(taker.got("one"), FAILED);
        while (broker.step()) {}
        assertThat(broker.node.broker().failedAt(1, 1)).isEqualTo(2);

        late.askForReceiver("c1", late.memoryOf("c1"));
        while (broker.step()) {}
        taker.settle();

        assertThat(taker.texts()).containsExactly("one");
        assertThat(taker.confirmed).containsExactly("one");
        assertGoneForGood();
    }

    @Test
    void the_other_cannot_make_a_dead_letter_of_it() {
        takerIsGiven("one");
        late.comeBack();

        taker.decide(taker.got("one"), new DeliveryState.Rejected(null));
        taker.settle();

        assertThat(broker.node.broker().queue("DLQ")).isNull();
        assertGoneForGood();
    }

    @Test
    void the_other_is_lost_with_it() {
        takerIsGiven("one");
        ReturningClient third = ReturningClient.of(broker, "third");
        third.receiver("c1", "orders");
        late.comeBack();

        taker.cut().open();
        broker.pass(GRACE_MS);

        assertThat(third.texts()).isEmpty();
        assertThat(inQueue()).isZero();
    }

    @Test
    void the_other_loses_it_with_its_line() {
        takerIsGiven("one", "two");
        late.all.get(1).decided = null;
        late.comeBack();

        taker.cut().comeBack();

        assertThat(taker.voids).containsExactly("one");
        assertThat(inQueue()).isEqualTo(1);
        taker.accept("two");
        assertGoneForGood();
    }

    @Test
    void the_other_has_lost_it_if_its_line_was_lost_before() {
        takerIsGiven("one", "two");
        late.all.get(1).decided = null;
        taker.cut();

        late.comeBack();
        taker.comeBack();

        assertThat(taker.voids).containsExactly("one");
        taker.accept("two");
        assertGoneForGood();
    }

    @Test
    @Clause("AMQP-2.6.13")
    void the_other_is_told_so_if_it_had_told_in_part_that_it_has_it() {
        takerIsGiven("one", "two");
        late.all.get(1).decided = null;
        taker.cut().open();
        int channel = taker.session.channel();
        taker.line.says(channel, AmqpReturnInStepsTest.part("c1", taker.memoryOf("c1")));
        taker.line.says(channel, new Performative.Detach(0, false, null));

        late.comeBack();
        taker.attachReceiverToldBefore("c1");

        assertThat(taker.voids).containsExactly("one");
        taker.accept("two");
        assertGoneForGood();
    }

    @Test
    void the_other_accepts_it_too_and_is_told_so() {
        takerIsGiven("one");
        late.comeBack();

        taker.accept("one");

        assertThat(taker.confirmed).containsExactly("one");
        assertGoneForGood();
    }

    @Test
    void the_other_accepts_it_before_the_disk_knows_anything() {
        takerIsGiven("one");
        taker.decide(taker.got("one"), DeliveryState.ACCEPTED);

        late.comeBack();
        taker.settle();

        assertThat(late.confirmed).containsExactly("one");
        assertThat(taker.confirmed).containsExactly("one");
        assertGoneForGood();
    }

    @Test
    void the_other_commits_it_too() {
        takerIsGiven("one");
        taker.coordinator("t1");
        var transaction = taker.declare("t1");
        taker.enlist(taker.got("one"), transaction);
        late.comeBack();

        var tag = taker.ask("t1", new TransactionRequest.Discharge(transaction, false));
        taker.settle();

        assertThat(taker.outcomes.get(tag)).isEqualTo(DeliveryState.ACCEPTED);
        assertGoneForGood();
    }

    @Test
    void the_client_hears_so_once_it_is_on_record() {
        takerIsGiven("one");
        late.open();

        var receiver = late.askForReceiver("c1", late.memoryOf("c1"));
        while (broker.step()) {}

        assertThat(inQueue()).isZero();
        assertThat(late.line.answer(receiver)).isNull();
        broker.settle();
        assertThat(late.line.answer(receiver)).isNotNull();
    }

    @Test
    void what_the_broker_was_lost_with_before_it_was_on_record_counts_when_the_client_is_back_once_more() {
        takerIsGiven("one");
        late.comeBack();
        broker.restart();

        late.comeBack();
        taker.comeBack();

        assertThat(inQueue()).isZero();
        assertThat(taker.texts()).containsExactly("one");
    }

    @Test
    void of_two_who_are_late_one_after_the_other_the_first_takes_it_from_the_third() {
        takerIsGiven("one");
        taker.got("one").decided = DeliveryState.ACCEPTED;
        ReturningClient third = ReturningClient.of(broker, "third");
        third.receiver("c1", "orders");
        broker.restart();
        third.comeBack();
        broker.pass(GRACE_MS);
        assertThat(third.texts()).containsExactly("one");

        late.comeBack();
        taker.comeBack();

        assertThat(late.confirmed).containsExactly("one");
        assertThat(taker.confirmed).containsExactly("one");
        third.decide(third.got("one"), DeliveryState.RELEASED);
        third.settle();
        assertThat(third.texts()).containsExactly("one");
        assertGoneForGood();
    }

    @Test
    void what_it_has_not_accepted_stays_with_the_other() {
        takerIsGiven("one", "two", "three", "four");
        late.all.get(0).decided = DeliveryState.RELEASED;
        late.all.get(1).decided = FAILED;
        late.all.get(2).decided = new DeliveryState.Rejected(null);
        late.all.get(3).decided = null;

        late.comeBack();

        assertThat(late.voids).containsExactly("four");
        assertThat(inQueue()).isEqualTo(4);
        for (String text : new String[] {"one", "two", "three", "four"}) taker.accept(text);
        assertThat(taker.confirmed).containsExactly("one", "two", "three", "four");
        assertThat(taker.texts()).hasSize(4);
        assertGoneForGood();
    }

    @Test
    void who_was_never_given_anything_of_a_queue_accepts_nothing_of_it() {
        lateHasAccepted("one");
        ReturningClient stranger = ReturningClient.of(broker, "stranger");
        stranger.sender("p1", "others");
        stranger.receiver("c1", "others");
        stranger.send("p1", "other");
        stranger.got("other").decided = DeliveryState.ACCEPTED;
        stranger.cut().open();

        var claims = stranger.memoryOf("c1");
        stranger.receiver("c1", "orders");
        stranger.receiver("c1").detach(false, null);
        stranger.settle();
        stranger.attachReceiver("c1", claims);

        assertThat(inQueue()).isEqualTo(1);
    }

    @Test
    void who_is_back_and_slow_with_its_consumers_takes_it_also_after_a_restart() {
        lateHasAccepted("one");
        late.cut().open();
        broker.pass(2 * GRACE_MS);
        assertThat(taker.texts()).containsExactly("one");

        broker.restart();
        taker.comeBack();
        late.comeBack();

        assertThat(late.confirmed).containsExactly("one");
        assertGoneForGood();
    }

    @Test
    void it_is_gone_from_a_shared_subscription() {
        var news = TestAmqpClient.source("news", "topic", "shared", "global");
        late.receiver("s|global-volatile1", news);
        late.sender("p1", TestAmqpClient.target("news", "topic"));
        late.send("p1", "one");
        taker.receiver("s|global-volatile1", news);
        late.got("one").decided = DeliveryState.ACCEPTED;
        broker.restart();
        taker.comeBack();
        broker.pass(GRACE_MS);
        assertThat(taker.texts()).containsExactly("one");

        late.comeBack();
        taker.decide(taker.got("one"), DeliveryState.RELEASED);
        taker.settle();

        assertThat(late.confirmed).containsExactly("one");
        assertThat(taker.texts()).containsExactly("one");
        assertThat(late.texts()).containsExactly("one");
    }

    /** All that can happen before the disk has anything of it. */
    private void passWithoutDisk(long ms) {
        broker.pass(ms - 100);
        broker.nowMs += 100;
        broker.node.time(broker.nowMs);
        while (broker.step()) {}
    }

    private void comeLate() {
        late.askForReceiver("c1", late.memoryOf("c1"));
        while (broker.step()) {}
        broker.settle();
    }

    /** To the other, who has one credit. */
    private void assertThatOnlyTheNextComes() {
        assertThat(taker.texts()).isEmpty();
        taker.send("p1", "two", "three");
        assertThat(taker.texts()).containsExactly("two");
        assertThat(inQueue()).isEqualTo(2);
    }

    @Test
    void what_has_not_left_the_node_does_not_reach_the_other() {
        lateHasAccepted("one");
        late.cut().open();
        taker.receiver("c1").credit(1, false);
        broker.settle();
        passWithoutDisk(GRACE_MS);

        comeLate();

        assertThatOnlyTheNextComes();
    }

    @Test
    void what_waits_to_be_on_record_as_given_to_the_other_does_not_reach_it() {
        lateHasAccepted("one");
        broker.restart();
        taker.credit = 1;
        taker.comeBack();
        late.open();
        passWithoutDisk(GRACE_MS);
        assertThat(broker.node.broker().entrustedTo(1, 1)).isEqualTo(new Keeper(taker.number(), "c1"));

        comeLate();

        assertThatOnlyTheNextComes();
    }

    @Test
    void what_is_still_being_read_for_the_other_does_not_reach_it() {
        lateHasAccepted("one");
        broker.restart();
        taker.credit = 1;
        taker.comeBack();
        broker.disk.readsLater = true;
        broker.pass(GRACE_MS);

        late.comeBack();
        broker.disk.readNow();

        assertThat(taker.texts()).isEmpty();
        taker.send("p1", "two", "three");
        assertThat(taker.texts()).containsExactly("two");
        assertThat(inQueue()).isEqualTo(2);
    }

    @Test
    void what_was_lost_on_its_way_to_the_other_is_not_given_to_it_again() {
        lateHasAccepted("one");
        broker.restart();
        taker.comeBack();
        broker.pass(GRACE_MS);
        taker.line.cut(); // It has not heard of it.
        taker.credit = 0;
        taker.open().attachAll();

        late.comeBack();
        taker.receiver("c1").credit(1, false);

        assertThat(taker.texts()).isEmpty();
        taker.send("p1", "two", "three");
        assertThat(taker.texts()).containsExactly("two");
        assertThat(inQueue()).isEqualTo(2);
    }

    @Test
    void the_rest_of_a_group_goes_on_when_what_its_lost_consumer_had_is_gone() {
        late.sender("p1", Target.at(null));
        late.receiver("c1", "orders");
        late.write("p1", ReturningClient.letter("orders", "g", "one"));
        late.settle();
        late.all.forEach(got -> got.decided = DeliveryState.ACCEPTED);
        broker.restart();
        taker.open().receiver("c1", "orders");
        broker.pass(GRACE_MS);
        assertThat(taker.texts()).containsExactly("one");
        taker.receiver("c1").detach(true, null);
        taker.settle();
        ReturningClient third = ReturningClient.of(broker, "third");
        third.receiver("c1", "orders");
        third.sender("p1", Target.at(null));
        third.write("p1", ReturningClient.letter("orders", "g", "two"));
        assertThat(third.texts()).isEmpty();

        late.comeBack();

        assertThat(third.texts()).containsExactly("two");
    }
}
