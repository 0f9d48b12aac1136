package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopInboxTest {
    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final List<Throwable> bugs = new ArrayList<>();
    private final LoopInbox inbox = new LoopInbox(loop::add, () -> done.add("flush"), bugs::add);

    private void post(String name) {
        inbox.post(LoopTask.of(() -> done.add(name)));
    }

    @Test
    void a_batch_takes_one_wake_up_and_one_flush_and_keeps_its_order() {
        post("a");
        post("b");
        post("c");

        assertThat(loop).hasSize(1);
        loop.remove().run();

        assertThat(done).containsExactly("a", "b", "c", "flush");
    }

    @Test
    void what_comes_after_a_batch_wakes_the_loop_again() {
        post("a");
        loop.remove().run();
        post("b");

        loop.remove().run();

        assertThat(done).containsExactly("a", "flush", "b", "flush");
    }

    @Test
    void a_task_may_post_another() {
        inbox.post(LoopTask.of(() -> post("second")));

        loop.remove().run();
        loop.remove().run();

        assertThat(done).containsExactly("flush", "second", "flush");
    }

    @Test
    void a_bug_in_one_task_does_not_cost_the_next() {
        IllegalArgumentException bug = new IllegalArgumentException("bug");
        inbox.post(LoopTask.of(() -> {
            throw bug;
        }));
        post("after");

        loop.remove().run();

        assertThat(bugs).containsExactly(bug);
        assertThat(done).containsExactly("after", "flush");
    }

    @Test
    void an_error_in_one_task_does_not_cost_the_next() {
        NoClassDefFoundError bug = new NoClassDefFoundError("a.Missing");
        inbox.post(LoopTask.of(() -> {
            throw bug;
        }));
        post("after");

        loop.remove().run();

        assertThat(bugs).containsExactly(bug);
        assertThat(done).containsExactly("after", "flush");
    }

    @Test
    void what_comes_after_the_loop_has_ended_is_done_by_whoever_posts() {
        LoopInbox late = new LoopInbox(
                task -> {
                    throw new RejectedExecutionException("closed");
                },
                () -> done.add("flush"),
                bugs::add);

        late.post(LoopTask.of(() -> done.add("late")));

        assertThat(done).containsExactly("late", "flush");
    }

    @Test
    void many_threads_lose_nothing_and_each_keeps_its_order() throws InterruptedException {
        ExecutorService single = Executors.newSingleThreadExecutor();
        Queue<int[]> seen = new ConcurrentLinkedQueue<>();
        LoopInbox shared = new LoopInbox(single, () -> {}, bugs::add);
        CountDownLatch all = new CountDownLatch(4_000);
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int its = thread;
            threads.add(new Thread(() -> {
                for (int i = 0; i < 1_000; i++) {
                    int number = i;
                    shared.post(LoopTask.of(() -> {
                        seen.add(new int[] {its, number});
                        all.countDown();
                    }));
                }
            }));
        }

        threads.forEach(Thread::start);

        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        single.shutdown();
        int[] next = new int[4];
        for (int[] each : seen) assertThat(each[1]).isEqualTo(next[each[0]]++);
    }
}
