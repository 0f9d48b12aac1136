package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Seeds;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class LineEchoTest {
    private static final int TOTAL = 2_000_000;

    /** Sends back what comes, in pieces of its own choice, and stops reading when it is clogged. */
    private static final class Echo extends Recorder {
        private final Random random;

        Echo(Line line, long seed) {
            super(line);
            random = new Random(seed);
        }

        @Override
        public void received(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                int length = Math.min(bytes.remaining(), 1 + random.nextInt(3_000));
                line.send(bytes.slice(bytes.position(), length));
                bytes.position(bytes.position() + length);
                if (random.nextInt(20) == 0) line.flush();
            }
            if (line.unwrittenBytes() > LineOptions.DEFAULT.highWaterBytes()) line.pauseReading();
        }

        @Override
        public void batchEnd() {
            line.flush();
        }

        @Override
        public void drained() {
            line.resumeReading();
        }
    }

    @ParameterizedTest
    @Seeds(6)
    void what_goes_in_comes_out_in_order_however_it_is_cut(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] sent = new byte[TOTAL];
        random.nextBytes(sent);
        EventLoops.Transport transport = seed % 2 == 0 ? EventLoops.Transport.NIO : EventLoops.Transport.best();

        byte[] back;
        try (Harbour harbour = new Harbour(transport, LineOptions.DEFAULT, line -> new Echo(line, seed));
                Socket socket = harbour.dial()) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> writeInPieces(socket, sent, random));
            back = socket.getInputStream().readNBytes(TOTAL);
            writer.get(Recorder.PATIENCE_S, TimeUnit.SECONDS);
        }

        assertThat(back).isEqualTo(sent);
    }

    private static void writeInPieces(Socket socket, byte[] bytes, Random random) {
        try {
            OutputStream out = socket.getOutputStream();
            for (int from = 0; from < bytes.length; ) {
                int length = Math.min(bytes.length - from, 1 + random.nextInt(40_000));
                out.write(bytes, from, length);
                from += length;
            }
        } catch (java.io.IOException lost) {
            throw new java.io.UncheckedIOException(lost);
        }
    }

    @Test
    void all_that_came_at_once_ends_in_one_batch() throws Exception {
        try (Harbour harbour = Harbour.open();
                Socket socket = harbour.dial()) {
            Recorder line = harbour.arrival();

            socket.getOutputStream().write(new byte[300]);
            line.awaitReceived(300);

            assertThat(Recorder.await(line.batches, "end of the batch")).isEqualTo(300);
            assertThat(line.batches).isEmpty();
        }
    }

    @Test
    void nothing_is_sent_before_the_flush() throws Exception {
        try (Harbour harbour = Harbour.open();
                Socket socket = harbour.dial()) {
            Recorder line = harbour.arrival();

            line.onLoop(it -> it.send(ByteBuffer.wrap(new byte[] {1, 2})));
            long held = line.askLoop(line.line::unwrittenBytes);
            line.onLoop(it -> {
                it.send(ByteBuffer.wrap(new byte[] {3}));
                it.flush();
            });

            assertThat(held).isEqualTo(2);
            assertThat(socket.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
            assertThat(line.askLoop(line.line::unwrittenBytes)).isZero();
        }
    }

    @Test
    void a_dialled_line_speaks_with_an_accepted_one() throws Exception {
        try (Harbour harbour = Harbour.open()) {
            CompletableFuture<Recorder> near = new CompletableFuture<>();
            Dialer.open(harbour.loops, "127.0.0.1", harbour.listener.port(), LineOptions.DEFAULT, line -> {
                near.complete(new Recorder(line));
                return near.join();
            });
            Recorder client = near.get(Recorder.PATIENCE_S, TimeUnit.SECONDS);
            Recorder server = harbour.arrival();

            client.onLoop(line -> {
                line.send(ByteBuffer.wrap(new byte[] {7}));
                line.flush();
            });

            assertThat(server.awaitReceived(1)).containsExactly(7);
            assertThat(client.line.peer()).isEqualTo("127.0.0.1:" + harbour.listener.port());
            assertThat(client.line.id()).isNotEqualTo(server.line.id());
        }
    }

    @Test
    void dialling_where_nobody_listens_says_where_and_why() throws Exception {
        try (EventLoops loops = new EventLoops(1, EventLoops.Transport.best(), () -> 0)) {
            int port;
            try (Harbour harbour = Harbour.open()) {
                port = harbour.listener.port();
            }

            CompletableFuture<Line> line = Dialer.open(loops, "127.0.0.1", port, LineOptions.DEFAULT, Recorder::new);

            assertThat(line)
                    .failsWithin(java.time.Duration.ofSeconds(Recorder.PATIENCE_S))
                    .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                    .withMessageContaining("cannot connect to 127.0.0.1:" + port);
        }
    }
}
