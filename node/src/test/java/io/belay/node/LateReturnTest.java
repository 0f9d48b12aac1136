package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.core.Keeper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A client comes back after its grace: what others were given meanwhile is theirs, also when the broker is lost again. */
final class LateReturnTest {
    private static final long GRACE_MS = 5_000;

    private final TestBroker broker = new TestBroker();
    private final ReturningClient late = ReturningClient.of(broker, "late");
    private final ReturningClient taker = ReturningClient.of(broker, "taker");

    private long inQueue() {
        return Objects.requireNonNull(broker.node.broker().queue("orders")).messages();
    }

    /** Both consume; the late one has the texts. */
    private void lateGets(String... texts) {
        late.sender("p1", "orders");
        late.receiver("c1", "orders");
        late.send("p1", texts);
        taker.receiver("c1", "orders");
        assertThat(late.texts()).containsExactly((Object[]) texts);
    }

    /** Likewise, and the broker is lost. */
    private void lateHas(String... texts) {
        lateGets(texts);
        broker.restart();
    }

    /** It gives the text back and consumes no more. */
    private static void giveBack(ReturningClient client, String text) {
        client.decide(client.got(text), DeliveryState.RELEASED);
        client.receiver("c1").detach(true, null);
        client.settle();
    }

    /** It is confirmed that it has taken what there was. */
    private void assertHas(ReturningClient client) {
        assertThat(client.confirmed).containsExactly("one");
        assertThat(inQueue()).isZero();
    }

    /** It has decided, and nobody has heard of it. */
    private static void decideInVain(ReturningClient client, String text) {
        client.decide(client.got(text), DeliveryState.ACCEPTED);
        client.line.client.drained(); // It went nowhere.
    }

    @Test
    void what_was_given_to_another_after_the_grace_is_his_when_the_broker_is_lost_again() {
        lateHas("one");
        taker.comeBack();
        broker.pass(GRACE_MS);
        decideInVain(taker, "one");

        broker.restart();
        late.comeBack();
        taker.comeBack();

        assertHas(taker);
    }

    /** Its process was stopped, or its machine slept. */
    @Test
    void while_the_broker_stands_still_nobody_is_late() {
        lateHas("one");
        late.got("one").decided = DeliveryState.ACCEPTED;
        taker.comeBack();

        broker.standStill(10 * GRACE_MS);
        late.comeBack();

        assertHas(late);
        assertThat(taker.all).isEmpty();
    }

    @Test
    void a_node_that_is_always_slow_ends_a_grace_all_the_same() {
        lateHas("one");
        taker.comeBack();

        for (int round = 0; round < 20; round++) broker.standStill(1_000);

        assertThat(taker.texts()).containsExactly("one");
    }

    /** It has accepted "one", in vain; "another" is in the queue, and has been with somebody. */
    private void hadOneOfAQueueThatWasMadeAnew() {
        lateGets("one");
        late.got("one").decided = DeliveryState.ACCEPTED;
        late.cut();
        taker.receiver("c1").detach(true, null);
        taker.settle();
        broker.node.operators().carryOut(new QueueOrder.Delete("orders"), answer -> {});
        broker.settle();
        taker.sender("p1", "orders");
        taker.send("p1", "another");
        ReturningClient third = ReturningClient.of(broker, "third");
        third.receiver("c1", "orders");
        giveBack(third, "another");
        late.open();
    }

    @Test
    void what_a_client_had_of_a_queue_that_was_deleted_is_nothing_of_the_next_one_also_if_it_did_not_hear_so() {
        hadOneOfAQueueThatWasMadeAnew();
        attachUnheard(late);
        late.cut();

        late.comeBack();

        assertThat(inQueue()).isEqualTo(1);
    }

    @Test
    void what_a_client_had_of_a_queue_that_was_deleted_is_nothing_of_the_next_one_also_after_a_restart() {
        hadOneOfAQueueThatWasMadeAnew();
        attachUnheard(late);

        broker.restart();
        late.comeBack();

        assertThat(late.confirmed).containsExactly("one");
        assertThat(inQueue()).isEqualTo(1);
    }

    @Test
    void what_nobody_got_after_the_grace_is_still_the_late_ones() {
        lateHas("one", "two");
        taker.credit = 1;
        taker.comeBack();
        broker.pass(GRACE_MS);
        assertThat(taker.texts()).containsExactly("one");
        late.got("two").decided = DeliveryState.ACCEPTED;

        broker.restart();
        late.comeBack();
        taker.comeBack();

        assertThat(late.confirmed).containsExactly("two");
        assertThat(inQueue()).isEqualTo(1);
        taker.accept("one");
        assertThat(taker.all).allMatch(got -> got.times == 1);
        assertThat(inQueue()).isZero();
    }

    @Test
    void what_was_given_and_given_back_is_with_whom_it_was_given_last() {
        lateHas("one");
        taker.comeBack();
        broker.pass(GRACE_MS);
        giveBack(taker, "one");
        ReturningClient third = ReturningClient.of(broker, "third");
        third.receiver("c1", "orders");
        decideInVain(third, "one");

        broker.restart();
        late.comeBack();
        third.comeBack();

        assertHas(third);
    }

    @Test
    void what_was_given_before_a_restart_and_given_back_after_it_is_with_whom_it_was_given_last() {
        lateHas("one");
        taker.comeBack();
        broker.pass(GRACE_MS);
        assertThat(taker.texts()).containsExactly("one");
        broker.restart();
        taker.comeBack();
        late.comeBack();
        late.receiver("c1").detach(true, null);
        ReturningClient third = ReturningClient.of(broker, "third");
        third.receiver("c1", "orders");
        giveBack(taker, "one");
        decideInVain(third, "one");

        broker.restart();
        third.comeBack();

        assertHas(third);
    }

    @Test
    void two_who_come_too_late_one_after_the_other_take_nothing_from_a_third() {
        lateHas("one");
        taker.comeBack();
        broker.pass(GRACE_MS);
        taker.got("one");
        ReturningClient third = ReturningClient.of(broker, "third");
        third.receiver("c1", "orders");
        broker.restart();
        third.comeBack();
        broker.pass(GRACE_MS);
        decideInVain(third, "one");

        broker.restart();
        late.comeBack();
        taker.comeBack();
        third.comeBack();

        assertHas(third);
    }

    @Test
    void what_a_client_has_that_is_back_and_too_slow_is_not_taken_from_whom_it_was_given_to() {
        lateGets("one");
        late.cut().open();
        broker.pass(GRACE_MS);
        decideInVain(taker, "one");

        broker.restart();
        late.comeBack();
        taker.comeBack();

        assertHas(taker);
    }

    /** It is put on record that the taker is given the text, and the broker is lost before he is. */
    private void takerIsGivenInVain() {
        lateHas("one");
        taker.comeBack();
        broker.pass(GRACE_MS - 100);
        broker.nowMs += 100;
        broker.node.time(broker.nowMs);
        while (broker.step()) {}
        while (broker.node.broker().entrustedTo(1, 1) == null) broker.stepDisk();
        broker.node.seal();
        broker.disk.take(broker.node.orders());
        while (broker.disk.step() != null) {}
        broker.restart();
        assertThat(broker.node.broker().entrustedTo(1, 1)).isEqualTo(new Keeper(taker.number(), "c1"));
    }

    @Test
    void who_is_back_without_what_he_was_given_in_vain_leaves_it_to_whose_it_was() {
        takerIsGivenInVain();
        taker.comeBack();
        assertThat(taker.texts()).isEmpty();

        late.comeBack().accept("one");

        assertThat(late.all).hasSize(1);
        assertThat(inQueue()).isZero();
    }

    @Test
    void who_has_accepted_what_another_was_given_in_vain_is_confirmed_though_he_is_back_first() {
        takerIsGivenInVain();
        late.got("one").decided = DeliveryState.ACCEPTED;

        late.comeBack();
        taker.comeBack();

        assertThat(late.confirmed).containsExactly("one");
        assertThat(taker.texts()).isEmpty();
        assertThat(inQueue()).isZero();
    }

    @Test
    void who_is_late_takes_no_group_from_whom_it_was_given_to() {
        late.sender("p1", Target.at(null));
        late.receiver("c1", "orders");
        late.write("p1", ReturningClient.letter("orders", "g", "one"));
        late.write("p1", ReturningClient.letter("orders", "g", "two"));
        taker.receiver("c1", "orders");
        assertThat(late.texts()).containsExactly("one", "two");
        broker.restart();
        taker.credit = 1;
        taker.comeBack();
        broker.pass(GRACE_MS);
        assertThat(taker.texts()).containsExactly("one");

        late.comeBack();
        late.write("p1", ReturningClient.letter("orders", "g", "three"));
        late.accept("two");
        taker.receiver("c1").credit(5, false);

        assertThat(taker.texts()).containsExactly("one", "three");
    }

    @Test
    void where_everybody_is_back_the_log_need_not_know_who_is_given_what() {
        lateHas("one");
        taker.comeBack();
        late.comeBack();
        int writes = broker.disk.writes;

        giveBack(late, "one");

        assertThat(taker.texts()).containsExactly("one");
        assertThat(broker.disk.writes).isEqualTo(writes);
    }

    /** It attaches its consumer again, and the line breaks before it hears the answer. */
    private static void attachUnheard(ReturningClient client) {
        var has = new LinkedHashMap<>(client.unsettled.get("c1"));
        client.credit = 0;
        client.attachReceiver("c1", client.memoryOf("c1"));
        client.unsettled.put("c1", has);
        client.voids.clear();
        client.confirmed.clear();
        client.credit = 100;
    }

    @Test
    void what_nobody_got_is_still_his_who_is_back_and_was_too_slow() {
        late.sender("p1", "orders");
        late.receiver("c1", "orders");
        late.send("p1", "one");
        taker.credit = 0;
        taker.receiver("c1", "orders");
        assertThat(late.texts()).containsExactly("one");
        late.cut().open();
        broker.pass(GRACE_MS);
        attachUnheard(late);
        late.cut();
        taker.receiver("c1").credit(10, false);
        assertThat(taker.texts()).isEmpty();

        late.comeBack().accept("one");

        assertThat(late.all).hasSize(1);
        assertThat(inQueue()).isZero();
    }

    @Test
    void what_was_given_back_untried_is_the_late_ones_who_had_it() {
        lateHas("one");
        late.got("one").decided = DeliveryState.ACCEPTED;
        taker.comeBack();
        broker.pass(GRACE_MS);
        assertThat(taker.texts()).containsExactly("one");
        giveBack(taker, "one");

        late.comeBack();

        assertHas(late);
        assertThat(late.all).hasSize(1);
    }

    @Test
    void what_one_has_released_is_not_taken_from_whom_it_was_given_to() {
        lateGets("one");
        var has = new LinkedHashMap<>(late.unsettled.get("c1"));
        late.decide(late.got("one"), DeliveryState.RELEASED);
        late.receiver("c1").credit(0, false);
        broker.settle();
        late.unsettled.put("c1", has);
        late.line.cut();
        assertThat(taker.texts()).containsExactly("one");
        decideInVain(taker, "one");

        broker.restart();
        late.open().attachAll();
        taker.comeBack();

        assertHas(taker);
    }

    @Test
    void what_a_late_one_cannot_have_had_needs_no_record() {
        lateHas("one");
        ReturningClient sender = ReturningClient.of(broker, "sender");
        sender.sender("p1", "orders");
        for (int index = 0; index < 2_000; index++) sender.send("p1", "m" + index);
        taker.credit = 0;
        taker.comeBack();
        broker.pass(GRACE_MS);
        taker.receiver("c1").credit(5000, false);
        taker.settle();
        int entrusted = 0;
        for (long each = 1; each <= 2_001; each++) {
            if (broker.node.broker().entrustedTo(1, each) != null) entrusted++;
        }

        assertThat(taker.texts()).hasSize(2_001);
        assertThat(entrusted).isLessThan(1_100);
    }

    /** All that can happen before the disk has anything of it. */
    private void passWithoutDisk(long ms) {
        broker.pass(ms - 100);
        broker.nowMs += 100;
        broker.node.time(broker.nowMs);
        while (broker.step()) {}
    }

    @Test
    void what_a_session_had_that_ends_is_given_to_nobody_before_the_disk_knows_of_the_end() {
        late.cut();
        late.wish("belay:session-expiry", new UnsignedInteger(1)).open();
        lateHas("one");
        taker.comeBack();
        TestAmqpClient reader = TestAmqpClient.of(broker, "reader");
        var source = TestAmqpClient.source("orders", "copy", Collections.emptyMap(), "queue");
        var browser = reader.receiver(reader.session(), "browser", SenderSettleMode.SETTLED, source);
        browser.credit(1, false);
        broker.settle(); // Its body is at hand.

        passWithoutDisk(1_000);
        taker.hear();
        assertThat(taker.all).isEmpty();

        assertThat(taker.texts()).containsExactly("one");
    }

    @Test
    void what_a_late_one_was_denied_while_it_was_counted_is_not_taken_from_whom_it_was_given_to_since() {
        lateGets("one");
        late.cut().open();
        passWithoutDisk(GRACE_MS);
        attachUnheard(late);
        late.cut();
        decideInVain(taker, "one");

        broker.restart();
        late.comeBack();
        taker.comeBack();

        assertHas(taker);
    }

    @Test
    void what_had_not_left_the_node_is_the_late_ones_who_had_it() {
        lateHas("one");
        late.got("one").decided = DeliveryState.ACCEPTED;
        taker.comeBack();
        passWithoutDisk(GRACE_MS);
        taker.line.cut();
        while (broker.step()) {}
        broker.settle();
        assertThat(taker.all).isEmpty();

        late.comeBack();

        assertThat(late.all).hasSize(1);
        assertThat(inQueue()).isZero();
    }

    @Test
    void what_was_given_to_another_consumer_of_the_same_client_is_not_taken_back_by_the_first() {
        late.sender("p1", "orders");
        late.receiver("c1", "orders");
        late.send("p1", "one");
        late.credit = 0;
        late.receiver("c2", "orders");
        assertThat(late.texts()).containsExactly("one");
        late.cut().open();
        late.attachReceiver("c2", late.memoryOf("c2"));
        late.receiver("c2").credit(10, false);
        broker.pass(GRACE_MS);
        assertThat(late.texts()).containsExactly("one", "one");
        ReturningClient.Got second = late.all.get(1);
        assertThat(second.link).isEqualTo("c2");
        late.decide(second, DeliveryState.ACCEPTED);
        late.line.client.drained(); // It went nowhere.

        broker.restart();
        late.comeBack();

        assertThat(inQueue()).isZero();
    }
}
