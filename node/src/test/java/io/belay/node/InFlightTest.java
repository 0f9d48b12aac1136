package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.Cause;
import io.belay.core.Holdings;
import io.belay.core.TimelineEntry;
import io.belay.core.TimelineEntry.What;
import io.belay.testkit.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was in flight, both ways, when a line ended otherwise than by itself: another took over, a stop, a crash. */
@Clause("GAP-5")
class InFlightTest {
    private final TestBroker broker = new TestBroker();

    /** Its subscription takes one message that it does not answer; then it sends two that nobody has answered yet. */
    private TestClient subscriber() {
        TestClient client = TestClient.of(broker, "till-7", false, 60).subscribe(1, "a", 1);
        client.publish("a", 1, 1, "to itself");
        client.send("b", 1, 2, "one", false);
        client.send("b", 2, 3, "two", false);
        return client;
    }

    /** Two messages are with its consumer, and three that it has sent have no answer yet. */
    private ReturningClient consumer() {
        ReturningClient client = ReturningClient.of(broker, "till-7");
        client.sender("p1", "orders");
        client.receiver("c1", "orders");
        client.send("p1", "one", "two");
        client.sender("p2", "others");
        for (String text : List.of("three", "four", "five")) client.write("p2", TestAmqpClient.text(text));
        return client;
    }

    private TimelineEntry end(String client, What what) {
        return broker.node.broker().timeline(client).stream()
                .filter(entry -> entry.what() == what)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    @Test
    void of_an_mqtt_line_that_is_taken_over() {
        subscriber();
        broker.step();

        TestClient.of(broker, "till-7", false, 60);

        TimelineEntry displaced = end("till-7", What.DISPLACED);
        assertThat(displaced.cause()).isSameAs(Cause.TAKEN_OVER);
        assertThat(displaced.holdings()).isEqualTo(new Holdings(2, 1, 0, 1, 1, 0));
        assertThat(end("till-7", What.RESUMED).holdings()).isEqualTo(new Holdings(0, 1, 0, 1, 1, 0));
    }

    @Test
    void of_an_mqtt_line_that_is_taken_over_once_all_was_answered() {
        subscriber();
        broker.settle();

        TestClient.of(broker, "till-7", false, 60);

        assertThat(end("till-7", What.DISPLACED).holdings()).isEqualTo(new Holdings(0, 1, 0, 1, 1, 0));
    }

    @Test
    void of_an_mqtt_line_at_a_stop() {
        subscriber();
        broker.step(); // the bytes come
        broker.step(); // and are handled, but not on disk

        broker.node.stop();
        broker.settle();

        TimelineEntry lost = end("till-7", What.LOST);
        assertThat(lost.cause()).isSameAs(Cause.STOP);
        assertThat(lost.holdings()).isEqualTo(new Holdings(2, 1, 0, 1, 1, 0));
    }

    @Test
    void of_an_mqtt_line_at_a_crash() {
        subscriber();
        broker.step();

        broker.restart();

        TimelineEntry lost = end("till-7", What.LOST);
        assertThat(lost.cause()).isSameAs(Cause.CRASH);
        assertThat(lost.holdings()).isEqualTo(new Holdings(0, 1, 0, 0, 1, 0));
    }

    @Test
    void of_an_amqp_line_that_is_taken_over() {
        ReturningClient client = consumer();
        broker.step();

        client.open();

        TimelineEntry displaced = end("amqp:till-7", What.DISPLACED);
        assertThat(displaced.cause()).isSameAs(Cause.TAKEN_OVER);
        assertThat(displaced.holdings().unanswered()).isEqualTo(3);
        assertThat(displaced.holdings().delivered()).isEqualTo(2);
        assertThat(end("amqp:till-7", What.RESUMED).holdings().unanswered()).isZero();
    }

    @Test
    void of_an_amqp_line_at_a_stop() {
        consumer();
        broker.step(); // the bytes come
        broker.step(); // and are handled, but not on disk

        broker.node.stop();
        broker.settle();

        TimelineEntry lost = end("amqp:till-7", What.LOST);
        assertThat(lost.cause()).isSameAs(Cause.STOP);
        assertThat(lost.holdings().unanswered()).isEqualTo(3);
        assertThat(lost.holdings().delivered()).isEqualTo(2);
        assertThat(lost.holdings().consumers()).isOne();
    }

    @Test
    void of_an_amqp_line_at_a_crash_at_most() {
        consumer();
        broker.step();

        broker.restart();

        TimelineEntry lost = end("amqp:till-7", What.LOST);
        assertThat(lost.cause()).isSameAs(Cause.CRASH);
        assertThat(lost.holdings().delivered()).isEqualTo(2);
        assertThat(lost.holdings().consumers()).isOne();
    }
}
