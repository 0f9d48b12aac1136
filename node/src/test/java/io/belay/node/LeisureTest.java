package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.TagSet;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log learns when it suits. */
final class LeisureTest {
    private final TestBroker broker = new TestBroker();
    private final ReturningClient client = ReturningClient.of(broker, "till-7");

    private TagSet held() {
        return broker.node.broker().heldTags(client.number(), "p1");
    }

    private void sendAndForget(int count) {
        client.settlesSent = false;
        client.credit = 10;
        client.sender("p1", "orders");
        for (int sent = 0; sent < count; sent++) {
            if (client.sender("p1").credit() == 0) client.settle();
            client.write("p1", TestAmqpClient.text("m"));
        }
        client.settle();
        assertThat(held().count()).isEqualTo(count);
        broker.requests.add(new Request.Forget(client.line.line, "p1", held()));
        broker.settle();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_023, 1_024, 1_025})
    void many_tags_do_not_wait(int count) {
        sendAndForget(count);

        assertThat(held().count()).isEqualTo(count < Leisure.TAGS_MAX ? count : 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1_000, 1_001})
    void few_tags_wait_for_company_a_second_at_most(int ms) {
        sendAndForget(3);
        assertThat(broker.node.nextTimeMs()).isEqualTo(broker.nowMs + 1_000);

        broker.pass(ms);

        assertThat(held().isEmpty()).isEqualTo(ms >= 1_000);
    }

    @Test
    void tags_that_are_not_held_are_not_written() {
        TagSet unknown = new TagSet();
        unknown.add(new byte[] {1, 2, 3});
        int writes = broker.disk.writes;

        broker.requests.add(new Request.Forget(client.line.line, "p9", unknown));
        broker.settle();
        broker.node.time(broker.nowMs + 1_000);
        broker.settle();

        assertThat(broker.disk.writes).as("at most the time").isLessThanOrEqualTo(writes + 1);
        assertThat(broker.node.broker().heldLinks(client.number())).isEmpty();
    }

    @Test
    void a_program_that_opens_and_closes_consumers_all_the_time_writes_nothing_for_it() {
        client.sender("p1", "orders");
        client.receiver("c1", "orders");
        client.receiver("c1").detach(true, null);
        client.settle();
        int writes = broker.disk.writes;

        for (int times = 0; times < 5; times++) {
            client.receiver("d" + times, "orders");
            client.receiver("d" + times).detach(true, null);
            client.settle();
        }

        assertThat(broker.disk.writes).isEqualTo(writes);
        long queue =
                Objects.requireNonNull(broker.node.broker().queue("orders")).number();
        assertThat(broker.node.broker().watchers(queue)).containsExactly(client.number());
        broker.pass(1_000);
        assertThat(broker.node.broker().watchers(queue)).isEmpty();
    }

    @Test
    void a_consumer_that_is_there_again_is_watched_again() {
        client.receiver("c1", "orders");
        client.receiver("c1").detach(true, null);
        client.settle();
        client.receiver("c2", "orders");
        broker.pass(1_000);

        long queue =
                Objects.requireNonNull(broker.node.broker().queue("orders")).number();
        assertThat(broker.node.broker().watchers(queue)).containsExactly(client.number());
    }
}
