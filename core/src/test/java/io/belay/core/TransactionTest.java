package io.belay.core;

import static io.belay.core.Words.Q0;
import static io.belay.core.Words.Q1;
import static io.belay.core.Words.bound;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.message;
import static io.belay.core.Words.queue;
import static io.belay.core.Words.retained;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.core.Command.Commit;
import io.belay.core.Command.Consume;
import io.belay.core.Command.Disposal;
import io.belay.core.Command.Rollback;
import io.belay.core.Command.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wholly or not at all. */
class TransactionTest extends SceneTest {
    private static final long A = 1; // the session of client a
    private static final long QUEUE = 1; // q

    @BeforeEach
    void a_client_and_a_queue() {
        scene.attach("a", 60, 10);
        scene.create(queue("q"));
    }

    @Test
    void what_is_staged_counts_when_it_is_committed() {
        assertThat(scene.saysAll(stage(A, "x"))).containsExactly("keep 1");
        assertThat(scene.saysAll(stage(A, "y"))).containsExactly("keep 2");
        assertThat(scene.entries("q")).isEmpty();

        assertThat(scene.saysAll(new Commit(A, List.of()))).containsExactly("q+1 x", "q+2 y", "committed");
        assertThat(scene.entries("q")).containsExactly("q+1 x", "q+2 y");
    }

    @Test
    void a_staged_message_is_at_hand_when_it_counts() {
        scene.says(stage(A, "x"));

        assertThat(scene.apply(new Commit(A, List.of())))
                .first()
                .isInstanceOfSatisfying(
                        Effect.Queued.class,
                        queued -> assertThat(queued.message()).isNotNull());
    }

    @Test
    void what_is_consumed_goes_with_the_same_record() {
        scene.send("q", "old");
        scene.send("q", "bad");
        scene.send("q", "rest");
        scene.says(stage(A, "new"));

        Consume accepted = new Consume(QUEUE, new long[] {1}, Disposal.ACCEPTED, "");
        Consume rejected = new Consume(QUEUE, new long[] {2}, Disposal.REJECTED, "bad");

        assertThat(scene.says(new Commit(A, List.of(accepted, rejected))))
                .containsExactly("DLQ new", "q-2", "DLQ+1 bad dead of q: bad", "q+4 new", "committed");
        assertThat(scene.entries("q")).containsExactly("q+3 rest", "q+4 new");
    }

    @Test
    void a_transaction_may_only_consume_or_do_nothing() {
        scene.send("q", "x");

        assertThat(scene.says(new Commit(A, List.of(new Consume(QUEUE, new long[] {1}, Disposal.ACCEPTED, "")))))
                .containsExactly("committed");
        assertThat(scene.entries("q")).isEmpty();
        assertThat(scene.says(new Commit(A, List.of()))).containsExactly("committed");
    }

    @Test
    void a_staged_publish_goes_to_all_who_want_it() {
        scene.attach("b");
        scene.subscribe("b", filter("t", Q1));
        scene.create(bound("r", new Binding("t", "", true, "a")));
        scene.create(bound("s", "t"));
        scene.says(new Stage(A, 0, retained(message("t", "x", Q1))));

        assertThat(scene.saysAll(new Commit(A, List.of()))).containsExactly("b#1 x q1", "s+1 x", "committed");
        assertThat(scene.broker.totals().retained()).isEqualTo(1);
    }

    @Test
    void a_staged_publish_at_most_once_goes_to_queues_as_its_sessions_were_served() {
        scene.attach("b");
        scene.subscribe("b", filter("t", Q1));
        scene.create(bound("s", "t"));
        scene.says(new Stage(A, 0, message("t", "x", Q0)));

        assertThat(scene.says(new Commit(A, List.of()))).containsExactly("s+1 x", "committed");
    }

    @Test
    void what_nobody_wants_in_the_end_is_dropped() {
        scene.says(new Stage(A, 0, message("nobody", "x", Q1)));
        scene.says(new Stage(A, 99, message("no queue", "y", Q1)));
        scene.says(stage(A, "z"));

        assertThat(scene.saysAll(new Commit(A, List.of()))).containsExactly("drop 1", "drop 2", "q+1 z", "committed");
    }

    @Test
    void what_has_expired_is_not_queued() {
        scene.says(new Stage(A, QUEUE, message("q", "x", Q1, Scene.START_MS)));

        assertThat(scene.saysAll(new Commit(A, List.of()))).containsExactly("drop 1", "committed");
    }

    @Test
    void what_is_rolled_back_is_dropped() {
        scene.says(stage(A, "x"));

        assertThat(scene.saysAll(new Rollback(A))).containsExactly("drop 1");
        assertThat(scene.saysAll(new Commit(A, List.of()))).containsExactly("committed");
        assertThat(scene.entries("q")).isEmpty();
    }

    static List<Command> everythingElse() {
        List<Command> others = new ArrayList<>(BrokerTest.oneOfEach());
        others.removeIf(command -> command instanceof Stage || command instanceof Commit);
        others.add(stage(0, "of another"));
        others.add(new Commit(0, List.of()));
        return others;
    }

    @ParameterizedTest
    @MethodSource("everythingElse")
    void any_command_that_is_not_of_the_transaction_drops_what_is_staged(Command other) {
        scene.says(stage(A, "mine"));

        scene.apply(other);

        assertThat(scene.kept()).doesNotContainValue("mine");
        scene.apply(new Commit(A, List.of()));
        assertThat(scene.entries("q")).noneMatch(entry -> entry.contains("mine"));
        scene.says(new Rollback(0));
    }

    @Test
    void a_transaction_of_a_session_that_has_ended_changes_nothing() {
        scene.send("q", "old");
        scene.says(new Command.End(A, "ended"));

        assertThat(scene.saysAll(stage(A, "x"))).isEmpty();
        assertThat(scene.saysAll(new Commit(A, List.of(new Consume(QUEUE, new long[] {1}, Disposal.ACCEPTED, "")))))
                .isEmpty();
        assertThat(scene.entries("q")).containsExactly("q+1 old");
    }

    @Test
    void no_checkpoint_is_taken_in_the_middle() {
        scene.says(stage(A, "x"));

        assertThatThrownBy(() -> Scene.save(scene.broker))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing staged");
        scene.says(new Rollback(A));
        assertThat(Scene.save(scene.broker)).isNotEmpty();
    }

    @Test
    void a_crash_at_any_record_leaves_all_of_it_or_nothing() {
        List<Command> whole = List.of(
                new Command.Attach("a", "owner", false, 60, 10, null, "test"),
                new Command.CreateQueue(queue("q")),
                new Command.CreateQueue(bound("r", "t")),
                new Command.Send(0, QUEUE, message("q", "old", Q1)),
                stage(A, "x"),
                new Stage(A, 0, message("t", "y", Q1)),
                stage(A, "z"),
                new Commit(A, List.of(new Consume(QUEUE, new long[] {1}, Disposal.ACCEPTED, ""))));

        for (int records = 4; records <= whole.size(); records++) {
            Scene crashed = new Scene();
            whole.subList(0, records).forEach(crashed::apply);
            crashed.apply(new Command.Restart());

            boolean committed = records == whole.size();
            assertThat(crashed.entries("q"))
                    .as("q after %s records", records)
                    .isEqualTo(committed ? List.of("q+2 x", "q+3 z") : List.of("q+1 old"));
            assertThat(crashed.entries("r")).isEqualTo(committed ? List.of("r+1 y") : List.of());
            assertThat(crashed.kept().values())
                    .as("bodies after %s records", records)
                    .containsExactlyElementsOf(committed ? List.of("x", "y", "z") : List.of("old"));
            crashed.verify();
        }
    }

    @Test
    void a_crash_before_a_checkpoint_of_the_transaction_is_the_same() {
        scene.send("q", "old");
        scene.reload();
        scene.says(stage(A, "x"));
        scene.says(new Command.Restart());
        scene.reload();

        assertThat(scene.entries("q")).containsExactly("q+1 old");
        assertThat(scene.send("q", "next")).containsExactly("q+2 next");
    }

    private static Stage stage(long session, String body) {
        return new Stage(session, QUEUE, message("q", body, Q1));
    }
}
