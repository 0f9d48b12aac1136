package io.belay.core;

import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.message;
import static io.belay.core.Words.retained;
import static io.belay.core.Words.shared;
import static io.belay.core.Words.will;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.Unsubscribe.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerTest {
    /** A command of each kind, for a broker whose first session is of client a. */
    static List<Command> oneOfEach() {
        return List.of(
                new Command.Tick(1_000),
                new Command.Attach("a", "owner", false, 60, 10, will("w", "x", Q1, 5), "127.0.0.1"),
                new Command.Subscribe(1, List.of(filter("t", Q2, 300), shared("g", "t/+", Q1))),
                new Command.Publish(1, 7, retained(message("t", "x", Q2, 9_000))),
                new Command.Release(1, 7),
                new Command.Settle(1, 1, Command.Outcome.RECEIVED),
                new Command.Retain(retained(message("r", "x", Q1))),
                new Command.Unsubscribe(1, List.of(new Topic("t", ""), new Topic("t/+", "g"))),
                new Command.Detach(1, 1, "cut", true, -1),
                new Command.Restart(),
                new Command.FireWill(1, message("w", "x", Q1)),
                new Command.DropWill(1, "full"),
                new Command.CreateQueue(Words.bound("q", "t")),
                new Command.PauseQueue(1, true),
                new Command.Send(1, 1, message("q", "x", Q1)),
                new Command.Stage(1, 1, message("q", "x", Q1)),
                new Command.Commit(
                        1, List.of(new Command.Consume(1, new long[] {1, 9}, Command.Disposal.ACCEPTED, ""))),
                new Command.Consume(1, new long[] {2, 1}, Command.Disposal.REJECTED, "bad"),
                new Command.Rollback(1),
                new Command.Watch(1, 1, true),
                new Command.Forget(1, "p1", Words.tags(1, 2, 9)),
                new Command.ForgetLink(1, "p1"),
                new Command.Hand(1, 1),
                new Command.Entrust(1, new Keeper(2, "c1"), 3),
                new Command.Move(1, 2, new long[] {1, 4}),
                new Command.PurgeQueue(1, 9),
                new Command.DeleteQueue(1, "unused"),
                new Command.Give(1, "another"),
                new Command.End(1, "ended"));
    }

    @Test
    void every_command_has_a_branch() {
        assertThat(oneOfEach().stream().map(Object::getClass).toList())
                .as("one sample of each permitted Command")
                .containsExactlyInAnyOrder(Command.class.getPermittedSubclasses());

        Broker broker = new Broker();

        oneOfEach().forEach(broker::apply);
        assertThat(broker.sessions()).isEmpty();
    }

    @Test
    void effects_of_one_command_are_not_those_of_another() {
        Broker broker = new Broker();

        List<Effect> first = broker.apply(Scene.attaching("a", 60, 10, null));
        List<Effect> second = broker.apply(Scene.attaching("b", 60, 10, null));

        assertThat(first).containsExactly(new Effect.Attached(1, 1, false));
        assertThat(second).containsExactly(new Effect.Attached(2, 1, false));
        assertThat(broker.apply(new Command.Tick(5))).isEmpty();
    }

    @Test
    void a_new_broker_has_nothing_and_waits_for_nothing() {
        Broker broker = new Broker();

        assertThat(broker.totals()).isEqualTo(new Totals(0, 0, 0, 0, 0));
        assertThat(broker.nowMs()).isZero();
        assertThat(broker.nextTimeMs()).isEqualTo(Long.MAX_VALUE);
        assertThat(broker.due()).isEmpty();
        assertThat(broker.holds(1)).isFalse();
        assertThat(broker.sessionByClientId("a")).isNull();
    }
}
