package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Limits;
import io.belay.core.Refusal;
import io.belay.core.Scheduling;
import io.belay.node.Request.Disposition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A commit is wholly true or not at all. */
class TransactionsTest {
    private final TestNode world = new TestNode();
    private final TestPeer client = world.peer("client");

    @Test
    void sends_and_settlements_of_a_transaction_become_true_together() {
        world.peer("sender").send("in", "1", "2");
        client.consume(1, "in", 2);
        TestPeer reader = world.peer("reader").consume(1, "out", 10);

        Refusal refusal =
                commit(sends("out", "a", "b"), 1, client.delivery(1, 0).sequence());

        assertThat(refusal).isNull();
        assertThat(reader.texts(1)).containsExactly("a", "b");
        assertThat(world.node.broker().queue("in").messages()).isEqualTo(1);
    }

    @Test
    void nothing_of_a_commit_is_heard_before_it_is_on_disk() {
        TestPeer reader = world.peer("reader").consume(1, "out", 10);

        world.node.handle(new Request.Commit(client.line, 7, sends("out", "a"), List.of()));
        world.round();
        assertThat(reader.texts(1)).isEmpty();
        assertThat(client.count(Reply.Committed.class)).isZero();
        world.settle();

        assertThat(reader.texts(1)).containsExactly("a");
        assertThat(client.last(Reply.Committed.class).token()).isEqualTo(7);
    }

    @Test
    void of_a_transaction_that_does_not_fit_nothing_happens() {
        world.peer("sender").send("in", "1");
        client.consume(1, "in", 1);
        List<Request.Send> sends = new ArrayList<>(sends("out", "a"));
        sends.addAll(sends("$nobody/made/this", "b"));

        Refusal refusal = commit(sends, 1, client.delivery(1, 0).sequence());

        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.NO_QUEUE);
        assertThat(world.peer("reader").consume(1, "out", 10).texts(1)).isEmpty();
        client.dispose(1, Disposition.RELEASED, client.delivery(1, 0).sequence());
        assertThat(client.credit(1, 1).texts(1)).containsExactly("1", "1");
    }

    @Test
    void a_commit_that_settles_on_a_link_that_nobody_has_is_refused() {
        Refusal refusal = commit(sends("out", "a"), 9, 1);

        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.IN_USE);
        assertThat(world.peer("reader").consume(1, "out", 10).texts(1)).isEmpty();
    }

    @Test
    void a_commit_that_settles_what_its_consumer_has_given_back_is_refused() {
        world.peer("sender").send("in", "1");
        client.consume(1, "in", 1);
        long sequence = client.delivery(1, 0).sequence();
        client.dispose(1, Disposition.RELEASED, sequence);

        Refusal refusal = commit(sends("out", "a"), 1, sequence);

        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.IN_USE);
        assertThat(world.node.broker().queue("in").messages()).isEqualTo(1);
        assertThat(world.peer("reader").consume(1, "out", 10).texts(1)).isEmpty();
    }

    @Test
    void a_commit_that_settles_what_has_expired_meanwhile_happens() {
        TestPeer sender = world.peer("sender");
        sender.send(
                Address.queue("in"),
                TestPeer.message("in", "1", Scheduling.NORMAL).expiringAt(world.nowMs + 100));
        client.consume(1, "in", 1);
        world.pass(100);

        Refusal refusal = commit(sends("out", "a"), 1, client.delivery(1, 0).sequence());

        assertThat(refusal).isNull();
        assertThat(world.peer("reader").consume(1, "out", 10).texts(1)).containsExactly("a");
    }

    @Test
    void a_large_transaction_is_read_back_message_by_message() {
        TestNode small = new TestNode(new NodeOptions(Limits.DEFAULTS, 100, 64 << 10, 1_000, 0));
        TestPeer writer = small.peer("writer");
        String[] texts = IntStream.range(0, 500).mapToObj(i -> "message " + i).toArray(String[]::new);
        List<Request.Send> sends = new ArrayList<>();
        for (String text : texts) sends.add(send(writer, "q", text));

        writer.ask(new Request.Commit(writer.line, 1, sends, List.of()));

        assertThat(small.peer("reader").consume(1, "q", 1_000).texts(1)).containsExactly(texts);
    }

    @Test
    void topics_take_part_in_transactions() {
        TestPeer subscriber = world.peer("s");
        subscriber.open(1, SourceSpec.of(Address.topic("t")));
        subscriber.credit(1, 5);

        Request.Send publish =
                new Request.Send(client.line, 0, 0, Address.topic("t"), TestPeer.message("t", "x", Scheduling.NORMAL));
        client.ask(new Request.Commit(client.line, 1, List.of(publish), List.of()));

        assertThat(subscriber.texts(1)).containsExactly("x");
    }

    private Refusal commit(List<Request.Send> sends, long link, long... sequences) {
        Request.Dispose dispose = new Request.Dispose(client.line, link, sequences, Disposition.ACCEPTED, "", 0);
        client.ask(new Request.Commit(client.line, 1, sends, List.of(dispose)));
        return client.last(Reply.Committed.class).refusal();
    }

    private List<Request.Send> sends(String queue, String... texts) {
        List<Request.Send> sends = new ArrayList<>();
        for (String text : texts) sends.add(send(client, queue, text));
        return sends;
    }

    private static Request.Send send(TestPeer peer, String queue, String text) {
        return new Request.Send(
                peer.line, 0, 0, Address.queue(queue), TestPeer.message(queue, text, Scheduling.NORMAL));
    }
}
