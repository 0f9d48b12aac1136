package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.belay.core.Command;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.core.Refusal;
import io.belay.core.TagSet;
import io.belay.node.message.MessageFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rows of instanceof lines are our switch; these hold that no case is missing. */
class BranchesTest {
    private static final Message MESSAGE =
            new Message("a", Guarantee.AT_LEAST_ONCE, false, 0, MessageFormat.MQTT, true, new byte[] {0, 'x'});

    /** What only lines that have links are told. */
    private static final List<Class<?>> OF_LINKS = List.of(
            Reply.TargetOpened.class,
            Reply.Sent.class,
            Reply.Throttled.class,
            Reply.SourceOpened.class,
            Reply.TagsFound.class,
            Reply.SourceClosed.class,
            Reply.SubscriptionFound.class,
            Reply.Delivery.class,
            Reply.Drained.class,
            Reply.Disposed.class,
            Reply.Committed.class,
            Reply.LinkEnded.class);

    private final TestBroker broker = new TestBroker();
    private final TestClient client = TestClient.of(broker, "c", true, 0);

    @Test
    void every_request_has_a_branch() {
        long line = client.line;
        Command.Attach attach = new Command.Attach("new", "anonymous", true, 0, 10, null, "test");
        List<Request> samples = List.of(
                new Request.Open(99, attach),
                new Request.Publish(line, 1, MESSAGE),
                new Request.Refuse(line, 1, new Refusal(Refusal.Reason.NOT_ALLOWED, "test")),
                new Request.Release(line, 1),
                new Request.Subscribe(line, 1, List.of()),
                new Request.Unsubscribe(line, 1, List.of()),
                new Request.FindShared(line),
                new Request.Settle(line, 1, Command.Outcome.SETTLED),
                new Request.Sent(line, 1),
                new Request.Join(98, attach, false),
                new Request.OpenTarget(line, 1, Address.queue("q")),
                new Request.OpenTemporary(line, 2, Address.Kind.QUEUE),
                new Request.Send(line, 1, 1, Address.queue("q"), MESSAGE),
                new Request.OpenSource(line, 3, SourceSpec.of(Address.queue("q"))),
                new Request.Credit(line, 3, 1, 0, false, 1),
                new Request.Dispose(line, 3, new long[] {1}, Request.Disposition.ACCEPTED, "", 1),
                new Request.Commit(line, 1, List.of(), List.of()),
                new Request.CloseSource(line, 3, false),
                new Request.GiveUp(line, "c1", new Request.OpenSource.Claims(List.of(), true)),
                new Request.Suspend(line, 3),
                new Request.Abandon(line, 3),
                new Request.FindTags(line, 5, "p1"),
                new Request.Forget(line, "p1", new TagSet()),
                new Request.ForgetLink(line, "p1"),
                new Request.FindSubscription(line, 4, new SubscriptionName("c", "s", true)),
                new Request.EndSubscription(line, 4, new SubscriptionName("c", "s", true)),
                new Request.CloseTarget(line, 1),
                new Request.Leave(line, "test", false, -1));

        assertThat(samples.stream().map(Object::getClass).toList())
                .as("one sample of each permitted Request")
                .containsExactlyInAnyOrder(Request.class.getPermittedSubclasses());
        samples.forEach(broker.node::handle);
    }

    @Test
    void every_reply_has_a_branch() {
        long line = client.line;
        List<Reply> samples = List.of(
                new Reply.Published(line, 1, Guarantee.AT_LEAST_ONCE, 1, null),
                new Reply.Released(line, 1, true),
                new Reply.Subscribed(line, 1, null),
                new Reply.Unsubscribed(line, 1, new boolean[] {true}),
                new Reply.Deliver(line, 0, new Outgoing(MESSAGE), Guarantee.AT_MOST_ONCE, false, false, new int[0]),
                new Reply.SharedFound(line, List.of()),
                new Reply.Forget(line, 1, true),
                new Reply.Opened(line, true, 1, 2, 0),
                new Reply.Judged(line, Authenticator.Verdict.wrong()),
                new Reply.Closed(line, Reply.Closed.Cause.STOPPING, "test"));

        assertThat(samples.stream().map(Object::getClass).toList())
                .as("one sample of each Reply that is not about links")
                .containsExactlyInAnyOrderElementsOf(Stream.of(Reply.class.getPermittedSubclasses())
                        .filter(kind -> !OF_LINKS.contains(kind))
                        .toList());
        for (Reply sample : samples) {
            // What was not asked for breaks an invariant of the line; a missing branch would be an AssertionError.
            assertThat(catchThrowable(() -> client.gateway.replied(sample, broker.nowMs)))
                    .satisfiesAnyOf(
                            thrown -> assertThat(thrown).isNull(),
                            thrown -> assertThat(thrown).isNotInstanceOf(AssertionError.class));
        }
    }

    @Test
    void every_reply_about_links_has_a_branch_at_lines_that_have_them() {
        TestAmqpClient amqp = TestAmqpClient.of(broker, "a");
        long line = amqp.line;
        List<Reply> samples = List.of(
                new Reply.TargetOpened(line, 9, "q", null),
                new Reply.Sent(line, 9, 1, null),
                new Reply.Throttled(line, 9, true),
                new Reply.SourceOpened(line, 9, null),
                new Reply.TagsFound(line, 9, new TagSet()),
                new Reply.SourceClosed(line, 9, null),
                new Reply.SubscriptionFound(line, 9, null),
                new Reply.Delivery(line, 9, 1, new Outgoing(MESSAGE), 0, null),
                new Reply.Drained(line, 9, 1),
                new Reply.Disposed(line, 9),
                new Reply.Committed(line, 9, null),
                new Reply.LinkEnded(line, 9, "test"));

        assertThat(samples.stream().<Class<?>>map(Object::getClass).toList())
                .as("one sample of each Reply about links")
                .containsExactlyInAnyOrderElementsOf(OF_LINKS);
        samples.forEach(sample -> amqp.gateway.replied(sample, broker.nowMs));
        assertThat(amqp.closed).isNull();
    }

    @Test
    void what_a_line_says_that_the_node_does_not_know_changes_nothing() {
        broker.node.handle(new Request.Publish(12_345, 1, MESSAGE));
        broker.node.handle(new Request.Leave(12_345, "never opened", true, -1));
        broker.node.handle(new Request.Sent(12_345, 10));
        broker.settle();

        assertThat(broker.node.broker().sessions()).hasSize(1);
        assertThat(client.closed).isNull();
    }
}
