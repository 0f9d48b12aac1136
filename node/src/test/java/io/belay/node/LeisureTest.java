package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.ByteWriter;
import io.belay.core.Command;
import io.belay.core.LinkTag;
import io.belay.core.Message;
import io.belay.core.Scheduling;
import io.belay.core.TagSet;
import java.util.Arrays;
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
    void more_long_tags_than_go_into_a_record_are_forgotten_in_several() {
        client.sender("p1", "orders");
        long queue =
                Objects.requireNonNull(broker.node.broker().queue("orders")).number();
        for (int sent = 0; sent < 9_000; sent++) {
            byte[] tag = Arrays.copyOf(new ByteWriter(8).writeLong(sent).toArray(), LinkTag.TAG_LENGTH_MAX);
            Message message = TestPeer.message("orders", "m", Scheduling.NORMAL);
            broker.node.perform(new Command.Send(client.number(), queue, new LinkTag("p1", tag), message));
            if (sent % 100 == 0) broker.settle();
        }
        assertThat(held().count() * LinkTag.TAG_LENGTH_MAX).as("bytes").isGreaterThan(TestBroker.LOG.recordLengthMax());

        broker.requests.add(new Request.ForgetLink(client.line.line, "p1"));
        broker.settle();

        assertThat(held().isEmpty()).isTrue();
        broker.restart();
        assertThat(held().isEmpty()).isTrue();
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
