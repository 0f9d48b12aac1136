package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.DeadLetter;
import io.belay.core.LinkTag;
import io.belay.core.Refusal;
import io.belay.core.Scheduling;
import io.belay.node.limit.Limit;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A message that the log cannot hold is refused for that, wherever it comes, and costs nobody else anything. */
class LongMessageTest {
    private static final int RECORD_LENGTH_MAX = TestBroker.LOG.recordLengthMax();
    private static final String LONGEST_LINK = "l".repeat(LinkTag.LINK_LENGTH_MAX);

    private final TestNode world = new TestNode();
    private final TestPeer client = world.peer("client");

    @Test
    void a_message_that_is_longer_than_a_record_is_refused_and_the_disk_is_not_called_full() {
        Refusal refusal = send("q", RECORD_LENGTH_MAX);

        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.TOO_LONG);
        assertThat(refusal.message()).contains(Integer.toString(RECORD_LENGTH_MAX));
        assertThat(world.node.limitCounts().count(Limit.DISK_RESERVE)).isZero();
    }

    @Test
    void of_a_transaction_every_message_must_fit_and_not_their_average() {
        client.ask(new Request.Commit(
                client.line, 1, List.of(sent("q", RECORD_LENGTH_MAX, null), sent("q", 1, null)), List.of()));

        assertThat(client.last(Reply.Committed.class).refusal().reason()).isEqualTo(Refusal.Reason.TOO_LONG);
        assertThat(send("q", 1)).isNull();
        assertThat(world.node.broker().queue("q").messages()).isEqualTo(1);
    }

    @Test
    void what_is_taken_fits_with_the_longest_names_and_tags() {
        String name = "ü".repeat(2_000);
        boolean isRefused = false;
        for (int length = RECORD_LENGTH_MAX - 7_000; length <= RECORD_LENGTH_MAX; length += 50) {
            byte[] tag =
                    ByteBuffer.allocate(LinkTag.TAG_LENGTH_MAX).putInt(length).array();
            client.ask(sent(name, length, new LinkTag(LONGEST_LINK, tag)));
            isRefused |= client.last(Reply.Sent.class).refusal() != null;
        }

        assertThat(isRefused).isTrue();
        assertThat(send(name, 1)).isNull();
    }

    @Test
    void a_transaction_whose_reasons_are_longer_than_a_record_is_refused_and_what_it_settled_goes_on() {
        int count = RECORD_LENGTH_MAX / 500;
        for (int number = 0; number < count; number++) send("q", 1);
        client.consume(5, "q", count);
        List<Request.Dispose> all =
                LongStream.rangeClosed(1, count).mapToObj(this::rejected).toList();

        client.ask(new Request.Commit(client.line, 1, List.of(), all));
        assertThat(client.last(Reply.Committed.class).refusal().reason()).isEqualTo(Refusal.Reason.TOO_LONG);
        client.ask(new Request.Commit(client.line, 2, List.of(), all.subList(0, count / 2)));
        assertThat(client.last(Reply.Committed.class).refusal()).isNull();

        assertThat(world.node.broker().queue("q").messages()).isEqualTo(count - count / 2);
    }

    private Request.Dispose rejected(long sequence) {
        String why = "€".repeat(DeadLetter.REASON_MAX - 10) + sequence;
        return new Request.Dispose(client.line, 5, new long[] {sequence}, Request.Disposition.REJECTED, why, 0);
    }

    private Refusal send(String queue, int length) {
        client.ask(sent(queue, length, null));
        return client.last(Reply.Sent.class).refusal();
    }

    private Request.Send sent(String queue, int length, LinkTag tag) {
        return new Request.Send(
                client.line,
                0,
                0,
                Address.queue(queue),
                TestPeer.message(queue, "x".repeat(length), Scheduling.NORMAL),
                tag,
                true);
    }
}
