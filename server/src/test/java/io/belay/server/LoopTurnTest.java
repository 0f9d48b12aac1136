package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.belay.core.Broker;
import io.belay.log.Log;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.node.Node;
import io.belay.node.NodeOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rounds of the node at the end of rounds of a loop, whose tasks run when the test says so. */
class LoopTurnTest {
    private static final long ALERT_ENDS_NS = System.nanoTime() + (1L << 40); // long after the tests

    private final NodeThread node = new NodeThread(
            new Node(NodeOptions.DEFAULTS, new Broker(), new Log(LogOptions.DEFAULTS, LogStart.fresh(7))),
            new BrokerClock(0),
            order -> {},
            why -> {});
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final LoopTurn turn = new LoopTurn(tasks::add, node);

    @Test
    void however_many_lines_ask_in_a_round_of_the_loop_the_node_is_asked_once() {
        turn.come();
        turn.come();
        assertThat(tasks).hasSize(1);

        tasks.remove().run();
        turn.come();

        assertThat(tasks).hasSize(1);
    }

    @Test
    void a_loop_that_is_closed_leaves_it_to_the_nodes_own_thread() {
        LoopTurn closed = new LoopTurn(
                task -> {
                    throw new RejectedExecutionException("event executor terminated");
                },
                node);

        assertThatNoException().isThrownBy(closed::come);
        assertThatNoException().as("and once more").isThrownBy(closed::come);
    }

    @Test
    void a_loop_rests_only_while_all_that_it_heard_streams() {
        assertThat(turn.rests(ALERT_ENDS_NS)).isFalse();

        turn.heard(true, 100);
        assertThat(turn.rests(ALERT_ENDS_NS)).isTrue();
        assertThat(turn.rests(ALERT_ENDS_NS)).as("in the next round").isFalse();

        turn.heard(false, 100);
        turn.heard(true, 100);
        assertThat(turn.rests(turn.alertUntilNs() - 1)).isFalse();
        turn.heard(true, 100);
        assertThat(turn.rests(turn.alertUntilNs())).isTrue();
    }

    @Test
    void a_loop_that_heard_much_does_not_rest() {
        turn.heard(true, LoopTurn.PLENTY_BYTES - 1);
        assertThat(turn.rests(ALERT_ENDS_NS)).isTrue();
        turn.heard(true, LoopTurn.PLENTY_BYTES);
        assertThat(turn.rests(ALERT_ENDS_NS)).isFalse();
    }

    @Test
    void a_loop_that_has_heard_something_looks_for_more_and_then_sleeps() {
        LoopTurn looking = new LoopTurn(tasks::add, node, 0, TimeUnit.HOURS.toNanos(1));
        looking.heard(false, 1);
        looking.heard(true, 1);
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        assertThat(tasks).as("goes on").hasSize(1);
        tasks.clear();

        LoopTurn hasty = new LoopTurn(tasks::add, node, 0, 1);
        hasty.heard(false, 1);
        tasks.remove().run();
        assertThat(tasks).as("over").isEmpty();
        hasty.heard(false, 1);
        assertThat(tasks).as("begins anew").hasSize(1);
        tasks.clear();

        new LoopTurn(tasks::add, node, 0, 0).heard(false, 1);
        assertThat(tasks).as("never").isEmpty();
    }

    @Test
    void a_loop_that_is_closed_looks_for_nothing() {
        LoopTurn closed = new LoopTurn(
                task -> {
                    throw new RejectedExecutionException("event executor terminated");
                },
                node,
                0,
                TimeUnit.HOURS.toNanos(1));

        assertThatNoException().isThrownBy(() -> closed.heard(false, 1));
    }

    /** Rests last until somebody ends them. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void a_loop_that_rests_is_woken_by_what_is_awaited_and_what_is_not_waits_for_it_no_longer() throws Exception {
        LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        LoopTurn resting = new LoopTurn(queue::add, node, TimeUnit.HOURS.toNanos(1), 0);
        List<Thread> ran = new ArrayList<>(); // of the loop
        Thread loop = new Thread(() -> {
            try {
                while (ran.size() < 1_000) {
                    queue.take().run();
                    resting.heard(true, 1);
                    if (ran.size() < 1_000) resting.run();
                }
            } catch (InterruptedException hurried) {
                return;
            }
        });

        loop.start();
        for (int i = 1; i <= 1_000; i++) resting.answer(() -> ran.add(Thread.currentThread()), i % 2 == 0);
        loop.join();

        assertThat(ran).hasSize(1_000).containsOnly(loop);
    }
}
