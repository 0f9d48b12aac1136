package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.net.Recorder.Loss;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopTest {
    @Test
    void every_line_of_a_loop_hears_the_time_of_the_given_clock() throws Exception {
        AtomicLong clockMs = new AtomicLong(5_000);
        EventLoops loops = new EventLoops(1, EventLoops.Transport.best(), clockMs::incrementAndGet);
        try (Harbour harbour = new Harbour(loops, LineOptions.DEFAULT, Recorder::new);
                Socket one = harbour.dial();
                Socket two = harbour.dial()) {
            Recorder first = harbour.arrival();
            Recorder second = harbour.arrival();

            long firstMs = Recorder.await(first.ticks, "tick");
            long secondMs = Recorder.await(second.ticks, "tick");

            assertThat(firstMs).isGreaterThan(5_000);
            assertThat(secondMs).isGreaterThan(5_000);
            assertThat(Recorder.await(first.ticks, "second tick")).isGreaterThan(firstMs);
            assertThat(first.line.loop()).isSameAs(second.line.loop());
            assertThat(List.of(first.line.peer(), second.line.peer()))
                    .containsExactlyInAnyOrder("127.0.0.1:" + one.getLocalPort(), "127.0.0.1:" + two.getLocalPort());
        }
    }

    @Test
    void lines_that_leave_at_a_tick_do_not_disturb_the_others() throws Exception {
        EventLoops loops = new EventLoops(1, EventLoops.Transport.best(), () -> System.nanoTime() / 1_000_000);
        try (Harbour harbour = new Harbour(loops, LineOptions.DEFAULT, LeavesAtTick::new)) {
            List<Socket> sockets = new ArrayList<>();
            List<Recorder> lines = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                sockets.add(harbour.dial());
                lines.add(harbour.arrival());
            }
            for (Socket each : sockets) each.shutdownOutput();

            for (Recorder each : lines) {
                assertThat(each.awaitLoss().why()).isIn("left at a tick", "peer closed (FIN)");
            }
            for (Socket each : sockets) Harbour.hangUp(each);
        }
    }

    private static final class LeavesAtTick extends Recorder {
        LeavesAtTick(Line line) {
            super(line);
        }

        @Override
        public void tick(long nowMs) {
            if (line.id() % 2 == 0) line.close("left at a tick");
        }
    }

    @Test
    void tasks_of_one_thread_run_in_order() throws Exception {
        try (Harbour harbour = Harbour.open()) {
            Socket socket = harbour.dial();
            Recorder line = harbour.arrival();
            List<Integer> ran = new ArrayList<>(); // on the loop only

            for (int i = 0; i < 1_000; i++) {
                int number = i;
                line.line.execute(() -> ran.add(number));
            }

            assertThat(line.askLoop(() -> List.copyOf(ran))).hasSize(1_000).isSorted();
            Harbour.hangUp(socket);
        }
    }

    /** Fails where the first byte that it gets says so. */
    private static final class Buggy extends Recorder {
        Buggy(Line line) {
            super(line);
        }

        @Override
        public void received(ByteBuffer bytes) {
            if (bytes.get() == 'r') throw new IllegalStateException("bug in received");
            line.execute(() -> {
                throw new IllegalStateException("bug in a task");
            });
        }
    }

    @Test
    void a_bug_in_a_handler_costs_that_line_and_no_other() throws Exception {
        EventLoops loops = new EventLoops(1, EventLoops.Transport.best(), () -> System.nanoTime() / 1_000_000);
        try (Harbour harbour = new Harbour(loops, LineOptions.DEFAULT, Buggy::new);
                Socket reader = harbour.dial();
                Socket worker = harbour.dial();
                Socket bystander = harbour.dial()) {
            Recorder inReceived = harbour.arrival();
            Recorder inTask = harbour.arrival();
            Recorder healthy = harbour.arrival();

            reader.getOutputStream().write('r');
            worker.getOutputStream().write('t');
            assertThat(reader.getInputStream().read()).isEqualTo(-1);
            assertThat(worker.getInputStream().read()).isEqualTo(-1);
            Harbour.hangUp(reader);
            Harbour.hangUp(worker);

            assertThat(inReceived.awaitLoss())
                    .isEqualTo(new Loss("internal error: java.lang.IllegalStateException: bug in received", false));
            assertThat(inTask.awaitLoss())
                    .isEqualTo(new Loss("internal error: java.lang.IllegalStateException: bug in a task", false));
            assertThat(healthy.askLoop(healthy.line::unwrittenBytes)).isZero();
            assertThat(bystander.isClosed()).isFalse();
        }
    }

    private static final class Exhausted extends Recorder {
        Exhausted(Line line) {
            super(line);
        }

        @Override
        public void received(ByteBuffer bytes) {
            byte where = bytes.get();
            if (where == 'r') throw new OutOfMemoryError("in received");
            if (where == 't') {
                line.execute(() -> {
                    throw new OutOfMemoryError("in a task");
                });
            }
            if (where == 'd') line.send(ByteBuffer.allocate(1));
            line.flush();
        }

        @Override
        public void drained() {
            throw new OutOfMemoryError("in drained");
        }
    }

    @ParameterizedTest
    @CsvSource({"r, in received", "t, in a task", "d, in drained"})
    void want_of_memory_costs_the_line_that_met_it_and_no_other(char where, String said) throws Exception {
        EventLoops loops = new EventLoops(1, EventLoops.Transport.best(), () -> System.nanoTime() / 1_000_000);
        try (Harbour harbour = new Harbour(loops, LineOptions.DEFAULT.withWaterMarks(0, 0), Exhausted::new);
                Socket socket = harbour.dial();
                Socket bystander = harbour.dial()) {
            Recorder line = harbour.arrival();
            Recorder healthy = harbour.arrival();

            socket.getOutputStream().write(where);
            socket.getInputStream().readAllBytes();
            Harbour.hangUp(socket);

            assertThat(line.awaitLoss())
                    .isEqualTo(new Loss("internal error: java.lang.OutOfMemoryError: " + said, false));
            assertThat(healthy.askLoop(healthy.line::unwrittenBytes)).isZero();
            assertThat(bystander.isClosed()).isFalse();
        }
    }

    @Test
    void a_bug_in_the_acceptor_costs_that_line() throws Exception {
        try (EventLoops loops = new EventLoops(1, EventLoops.Transport.best(), () -> 0);
                Listener listener = Listener.open(loops, "127.0.0.1", 0, LineOptions.DEFAULT, line -> {
                    throw new IllegalStateException("bug in the acceptor");
                });
                Socket socket = new Socket("127.0.0.1", listener.port())) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(Recorder.PATIENCE_S));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void options_outside_their_range_are_refused() {
        assertThatThrownBy(() -> LineOptions.DEFAULT.withConnectionsMax(0))
                .hasMessage("at least 1 connection, found 0");
        assertThatThrownBy(() -> LineOptions.DEFAULT.withWaterMarks(2, 1))
                .hasMessage("high water mark not below the low one, found 1");
        assertThatThrownBy(() -> LineOptions.DEFAULT.withCloseTimeoutMs(-1))
                .hasMessage("close timeout of at least 0 ms, found -1");
        assertThat(LineOptions.DEFAULT.withCloseTimeoutMs(0).closeTimeoutMs()).isZero();
        assertThat(LineOptions.DEFAULT.withConnectionsMax(1).connectionsMax()).isEqualTo(1);
    }
}
