package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
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

    /** Both consume; the late one has the texts, and the broker is lost. */
    private void lateHas(String... texts) {
        late.sender("p1", "orders");
        late.receiver("c1", "orders");
        late.send("p1", texts);
        taker.receiver("c1", "orders");
        assertThat(late.texts()).containsExactly((Object[]) texts);
        broker.restart();
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

        assertThat(taker.confirmed).containsExactly("one");
        assertThat(inQueue()).isZero();
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
        taker.decide(taker.got("one"), DeliveryState.RELEASED);
        taker.receiver("c1").detach(true, null);
        taker.settle();
        ReturningClient third = ReturningClient.of(broker, "third");
        third.receiver("c1", "orders");
        decideInVain(third, "one");

        broker.restart();
        late.comeBack();
        third.comeBack();

        assertThat(third.confirmed).containsExactly("one");
        assertThat(inQueue()).isZero();
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
        taker.decide(taker.got("one"), DeliveryState.RELEASED);
        taker.receiver("c1").detach(true, null);
        taker.settle();
        decideInVain(third, "one");

        broker.restart();
        third.comeBack();

        assertThat(third.confirmed).containsExactly("one");
        assertThat(inQueue()).isZero();
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

        assertThat(third.confirmed).containsExactly("one");
        assertThat(inQueue()).isZero();
    }

    @Test
    void what_a_client_has_that_is_back_and_too_slow_is_not_taken_from_whom_it_was_given_to() {
        late.sender("p1", "orders");
        late.receiver("c1", "orders");
        late.send("p1", "one");
        taker.receiver("c1", "orders");
        assertThat(late.texts()).containsExactly("one");
        late.cut().open();
        broker.pass(GRACE_MS);
        decideInVain(taker, "one");

        broker.restart();
        late.comeBack();
        taker.comeBack();

        assertThat(taker.confirmed).containsExactly("one");
        assertThat(inQueue()).isZero();
    }

    @Test
    void where_everybody_is_back_the_log_need_not_know_who_is_given_what() {
        lateHas("one");
        taker.comeBack();
        late.comeBack();
        int writes = broker.disk.writes;

        late.decide(late.got("one"), DeliveryState.RELEASED);
        late.receiver("c1").detach(true, null);
        late.settle();

        assertThat(taker.texts()).containsExactly("one");
        assertThat(broker.disk.writes).isEqualTo(writes);
    }
}
