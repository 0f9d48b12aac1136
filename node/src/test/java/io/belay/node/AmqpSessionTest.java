package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.base.Cause;
import io.belay.core.Command;
import io.belay.core.Holdings;
import io.belay.core.TimelineEntry;
import io.belay.core.TimelineEntry.What;
import io.belay.testkit.Clause;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who gets which session, how long it stays, and how its client hears of it. */
final class AmqpSessionTest {
    private final TestBroker broker = new TestBroker();

    private ReturningClient client(String container) {
        return ReturningClient.of(broker, container);
    }

    private boolean exists(ReturningClient client) {
        return broker.node.broker().session(client.number()) != null;
    }

    @Test
    @Clause("PAIN-6")
    void a_client_that_asks_for_nothing_hears_nothing_of_sessions() {
        TestAmqpClient plain = TestAmqpClient.of(broker, "till-7");

        assertThat(Objects.requireNonNull(plain.client.peer()).properties()).containsOnlyKeys(Symbol.of("product"));
        assertThat(Objects.requireNonNull(plain.client.peer()).offeredCapabilities())
                .doesNotContain(Symbol.of("belay:session"));
    }

    @Test
    void a_client_that_asks_is_told_its_session_its_epoch_how_long_it_stays_and_how_long_it_is_waited_for() {
        ReturningClient client = client("till-7");

        assertThat(client.isResumed()).isFalse();
        assertThat(client.told("belay:session-number")).isEqualTo(new UnsignedLong(1));
        assertThat(client.told("belay:epoch")).isEqualTo(new UnsignedLong(1));
        assertThat(client.told("belay:session-expiry")).isEqualTo(new UnsignedInteger(60));
        assertThat(client.told("belay:grace")).isEqualTo(new UnsignedInteger(5_000));
    }

    @Test
    void a_session_is_kept_300_seconds_unless_its_client_says_otherwise_and_a_day_at_most() {
        ReturningClient silent = ReturningClient.outside(broker, "a")
                .wish("belay:session-expiry", null)
                .open();
        ReturningClient one = ReturningClient.outside(broker, "b")
                .wish("belay:session-expiry", s(86_399))
                .open();
        ReturningClient day = ReturningClient.outside(broker, "c")
                .wish("belay:session-expiry", s(86_400))
                .open();
        ReturningClient more = ReturningClient.outside(broker, "d")
                .wish("belay:session-expiry", s(86_401))
                .open();

        assertThat(silent.told("belay:session-expiry")).isEqualTo(s(300));
        assertThat(one.told("belay:session-expiry")).isEqualTo(s(86_399));
        assertThat(day.told("belay:session-expiry")).isEqualTo(s(86_400));
        assertThat(more.told("belay:session-expiry")).isEqualTo(s(86_400));
    }

    private static UnsignedInteger s(int seconds) {
        return new UnsignedInteger(seconds);
    }

    @Test
    void words_of_the_wrong_type_are_passed_over() {
        ReturningClient client = ReturningClient.outside(broker, "till-7")
                .wish("belay:session-expiry", "long")
                .wish("belay:session-number", true)
                .wish("belay:consumers", -1L)
                .wish("belay:displace", "yes")
                .open();

        assertThat(client.told("belay:session-expiry")).isEqualTo(s(300));
        assertThat(client.isResumed()).isFalse();
    }

    // Who gets it

    @Test
    void a_client_that_comes_back_within_the_expiry_has_its_session() {
        ReturningClient client = client("till-7").cut();
        long number = client.number();
        broker.pass(59_999);

        client.comeBack();

        assertThat(client.isResumed()).isTrue();
        assertThat(client.number()).isEqualTo(number);
        assertThat(client.told("belay:epoch")).isEqualTo(new UnsignedLong(2));
    }

    @Test
    void a_client_that_stays_away_for_its_expiry_has_a_new_session() {
        ReturningClient client = client("till-7").cut();
        long number = client.number();
        broker.pass(60_000);

        client.comeBack();

        assertThat(client.isResumed()).isFalse();
        assertThat(client.number()).isNotEqualTo(number);
    }

    @Test
    void a_session_with_an_expiry_of_nothing_dies_with_its_line() {
        ReturningClient client = ReturningClient.outside(broker, "till-7")
                .wish("belay:session-expiry", s(0))
                .open();

        client.cut().comeBack();

        assertThat(client.isResumed()).isFalse();
    }

    @Test
    void a_client_that_comes_back_displaces_its_own_old_line() {
        ReturningClient client = client("till-7");
        TestAmqpClient old = client.line;
        TestAmqpClient half = old; // It does not know that its line is dead.

        client.comeBack();

        assertThat(client.isResumed()).isTrue();
        client.line = half;
        assertThat(client.closedWith().condition()).isEqualTo(ErrorCondition.CONNECTION_FORCED);
        assertThat(client.closedWith().info()).containsEntry(Symbol.of("belay:displaced"), true);
    }

    @Test
    void what_a_displaced_line_still_says_changes_nothing() {
        ReturningClient client = client("till-7");
        client.sender("p1", "orders");
        TestAmqpClient old = client.line;
        old.isReading = false; // What it says lies in the network.
        client.write("p1", TestAmqpClient.text("late"));
        client.sendings.get("p1").clear();
        client.open();

        old.isReading = true;
        client.settle();

        assertThat(Objects.requireNonNull(broker.node.broker().queue("orders")).messages())
                .isZero();
    }

    @Test
    void another_program_of_the_same_name_is_refused_while_the_first_is_on_the_line() {
        ReturningClient first = client("till-7");

        ReturningClient second = client("till-7");

        assertThat(second.isIn()).isFalse();
        assertThat(second.told("amqp:connection-establishment-failed")).isEqualTo(true);
        assertThat(second.closedWith().condition()).isEqualTo(ErrorCondition.INVALID_FIELD);
        assertThat(second.closedWith().info()).containsEntry(Symbol.of("invalid-field"), Symbol.of("container-id"));
        assertThat(first.line.closed).isNull();
    }

    @Test
    void another_program_that_displaces_ends_the_first_for_good() {
        ReturningClient first = client("till-7");
        first.sender("p1", "orders");
        first.send("p1", "kept");
        ReturningClient second = ReturningClient.outside(broker, "till-7")
                .wish("belay:displace", true)
                .open();

        assertThat(second.isIn()).isTrue();
        assertThat(second.isResumed()).isFalse();
        assertThat(exists(first)).isFalse();
        assertThat(first.closedWith().info()).containsEntry(Symbol.of("belay:displaced"), true);
        second.receiver("c1", "orders");
        assertThat(second.texts()).containsExactly("kept");
    }

    @Test
    void a_program_whose_session_is_unknown_is_refused_while_another_is_on_the_line() {
        ReturningClient first = client("till-7");
        ReturningClient second = ReturningClient.outside(broker, "till-7")
                .wish("belay:session-number", new UnsignedLong(99))
                .open();

        assertThat(second.isIn()).isFalse();
        assertThat(first.line.closed).isNull();
    }

    /** What it said on a line that it has given up since was held up on the way. */
    @Test
    void an_open_of_a_line_before_the_one_that_stands_changes_nothing() {
        ReturningClient client = dialed(1).open();
        ReturningClient late = dialed(2).wish("belay:session-number", new UnsignedLong(client.number()));
        client.line.cut();
        client.wish("belay:line", new UnsignedLong(3)).open();

        late.open();

        assertThat(late.isIn()).isFalse();
        assertThat(late.closedWith().description())
                .isEqualTo("a later connection of the same program of amqp:till-7 has its session");
        assertThat(client.isResumed()).isTrue();
        assertThat(client.line.closed).isNull();
    }

    @Test
    void a_first_open_that_comes_late_does_not_end_the_session_that_the_next_one_got() {
        ReturningClient client = dialed(2).open();

        ReturningClient late = dialed(1).wish("belay:displace", true).open();

        assertThat(late.isIn()).isFalse();
        assertThat(client.line.closed).isNull();
        assertThat(exists(client)).isTrue();
    }

    @Test
    void a_first_open_that_comes_late_does_not_end_the_session_either_when_its_line_is_lost() {
        ReturningClient client = dialed(2).open();
        client.sender("p1", "orders");
        client.send("p1", "undecided").cut();

        ReturningClient late = dialed(1).wish("belay:displace", true).open();

        assertThat(late.isIn()).isFalse();
        assertThat(late.closedWith().description())
                .isEqualTo("a later connection of the same program of amqp:till-7 has its session");
        assertThat(client.wish("belay:line", new UnsignedLong(3)).comeBack().isResumed())
                .isTrue();
    }

    @Test
    void a_program_that_has_not_heard_that_it_is_in_need_not_wait_until_that_line_is_found_dead() {
        ReturningClient unheard = dialed(1).open();

        ReturningClient client = dialed(2).open();

        assertThat(client.isIn()).isTrue();
        assertThat(exists(unheard)).isFalse();
    }

    @Test
    void lines_of_two_programs_do_not_count_together() {
        ReturningClient first = dialed(1).open();

        ReturningClient second =
                dialed(2).wish("belay:process", new UnsignedLong(8)).open();

        assertThat(second.isIn()).isFalse();
        assertThat(first.line.closed).isNull();
    }

    private ReturningClient dialed(long line) {
        return ReturningClient.outside(broker, "till-7")
                .wish("belay:process", new UnsignedLong(7))
                .wish("belay:line", new UnsignedLong(line));
    }

    @Test
    void another_program_of_the_same_name_ends_the_session_of_one_that_is_away() {
        ReturningClient first = client("till-7");
        first.sender("p1", "orders");
        first.receiver("c1", "orders");
        first.send("p1", "undecided").cut();

        ReturningClient second = client("till-7");
        second.receiver("c1", "orders");

        assertThat(second.isResumed()).isFalse();
        assertThat(exists(first)).isFalse();
        assertThat(second.got("undecided").failures).isEqualTo(1);
    }

    @Test
    void nobody_gets_the_session_of_another_user() {
        ReturningClient hers = client("till-7").cut();
        Command.Attach mallory = new Command.Attach("amqp:till-7", "mallory", true, 60, 1, null, "test");

        broker.node.handle(new Request.Join(77, mallory, false, new SessionWish(hers.number(), true, 0)));
        broker.settle();

        assertThat(Objects.requireNonNull(broker.node.broker().session(hers.number()))
                        .attached())
                .isFalse();
        assertThat(hers.comeBack().isResumed()).isTrue();
    }

    @Test
    void a_session_does_not_take_the_name_of_a_plain_line_that_stands() {
        TestAmqpClient plain = TestAmqpClient.of(broker, "till-7");

        assertThat(client("till-7").isIn()).isFalse();
        plain.cut();
        assertThat(client("till-7").isIn()).isTrue();
    }

    // How it ends

    @Test
    void goodbye_ends_a_session_at_once_and_what_it_had_goes_back_uncounted() {
        ReturningClient client = client("till-7");
        client.sender("p1", "orders");
        client.receiver("c1", "orders");
        client.send("p1", "undecided");

        client.line.client.close(null);
        broker.settle();

        assertThat(exists(client)).isFalse();
        ReturningClient other = client("till-8");
        other.receiver("c1", "orders");
        assertThat(other.got("undecided").failures).isZero();
    }

    @Test
    void a_close_with_an_error_is_a_lost_line() {
        ReturningClient client = client("till-7");

        client.line.client.close(new io.belay.amqp.type.AmqpError(ErrorCondition.INTERNAL_ERROR, "out of memory"));
        broker.settle();

        assertThat(exists(client)).isTrue();
        assertThat(client.comeBack().isResumed()).isTrue();
    }

    @Test
    void a_session_outlives_its_broker() {
        ReturningClient client = client("till-7");

        broker.restart();
        client.comeBack();

        assertThat(client.isResumed()).isTrue();
        assertThat(client.told("belay:epoch")).isEqualTo(new UnsignedLong(2));
    }

    @Test
    @Clause("GAP-5")
    void the_timeline_tells_what_was_lost_why_and_what_was_restored() {
        ReturningClient client = client("till-7");
        client.sender("p1", "orders");
        client.receiver("c1", "orders");
        client.send("p1", "one", "two").cut().comeBack();
        client.cut();
        broker.pass(60_000);

        List<TimelineEntry> timeline = broker.node.broker().timeline("amqp:till-7");

        assertThat(timeline)
                .extracting(TimelineEntry::what)
                .containsExactly(What.BEGAN, What.LOST, What.RESUMED, What.LOST, What.EXPIRED);
        assertThat(timeline.get(1).detail()).isEqualTo("cut by the test");
        assertThat(timeline.get(1).cause()).isSameAs(Cause.RESET);
        assertThat(timeline.get(1).holdings().delivered()).isEqualTo(2);
        assertThat(timeline.get(1).holdings().consumers()).isEqualTo(1);
        assertThat(timeline.get(2).holdings()).isEqualTo(new Holdings(0, 2, 0, 0, 0, 1));
        assertThat(timeline.get(4).detail()).isEqualTo("away for 60 s");
    }

    // Silence and herds

    @Test
    void both_ends_find_a_dead_line_as_soon_as_the_client_would() {
        ReturningClient client = ReturningClient.outside(broker, "till-7").open(2_000);
        client.line.readsNothing = true;
        TestAmqpClient dead = client.line;

        assertThat(Objects.requireNonNull(dead.client.peer()).idleTimeoutMs()).isEqualTo(2_000);
        dead.gateway.tick(broker.nowMs + 3_999);
        assertThat(attached(client)).isTrue();
        dead.gateway.tick(broker.nowMs + 4_000);
        broker.settle();
        assertThat(attached(client)).isFalse();
        assertThat(exists(client)).isTrue();
    }

    private boolean attached(ReturningClient client) {
        return Objects.requireNonNull(broker.node.broker().session(client.number()))
                .attached();
    }

    // Its own queues

    @Test
    void a_presettled_consumer_keeps_its_subscription_without_a_gap() {
        ReturningClient client = client("till-7");
        AmqpReceiver receiver = client.receiver("c1", TestAmqpClient.source("news", "topic"));
        client.cut();
        TestAmqpClient other = TestAmqpClient.of(broker, "other");
        other.send(other.sender(other.session(), "s", TestAmqpClient.target("news", "topic")), "missed");

        client.comeBack();

        assertThat(client.texts()).containsExactly("missed");
        assertThat(receiver).isNotSameAs(client.receiver("c1"));
        client.decide(client.got("missed"), DeliveryState.ACCEPTED).settle();
        assertThat(client.confirmed).containsExactly("missed");
    }
}
