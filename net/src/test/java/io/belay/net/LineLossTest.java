package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.net.Recorder.Loss;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LineLossTest {
    private static Harbour open(EventLoops.Transport transport) throws IOException {
        return new Harbour(transport, LineOptions.DEFAULT, Recorder::new);
    }

    /** After the loops have ended nothing more can be said. */
    private static void assertSaidOnce(Harbour harbour, Recorder line) {
        harbour.close();
        assertThat(line.losses).as("a second loss").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_peer_that_closes_is_lost_after_its_last_bytes(EventLoops.Transport transport) throws Exception {
        try (Harbour harbour = open(transport)) {
            Socket socket = harbour.dial();
            Recorder line = harbour.arrival();

            socket.getOutputStream().write(new byte[] {1, 2, 3});
            Harbour.hangUp(socket);

            assertThat(line.awaitLoss()).isEqualTo(new Loss("peer closed (FIN)", true));
            assertThat(line.causes).containsExactly(Cause.PEER_CLOSED);
            assertThat(line.awaitReceived(3)).containsExactly(1, 2, 3);
            assertSaidOnce(harbour, line);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_reset_is_told_as_such_and_once(EventLoops.Transport transport) throws Exception {
        try (Harbour harbour = open(transport)) {
            Socket socket = harbour.dial();
            Recorder line = harbour.arrival();

            Harbour.reset(socket);

            assertThat(line.awaitLoss()).isEqualTo(new Loss("connection reset by peer", true));
            assertThat(line.causes).containsExactly(Cause.RESET);
            assertSaidOnce(harbour, line);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_reset_while_much_is_unwritten_is_told_once(EventLoops.Transport transport) throws Exception {
        try (Harbour harbour = open(transport)) {
            Socket socket = harbour.dialNarrow();
            Recorder line = harbour.arrival();
            line.onLoop(it -> {
                it.send(ByteBuffer.allocate(20_000_000));
                it.flush();
                it.send(ByteBuffer.allocate(100)); // stays in the open chunk
                it.flush();
            });

            Harbour.reset(socket);

            assertThat(line.awaitLoss()).isEqualTo(new Loss("connection reset by peer", true));
            assertSaidOnce(harbour, line);
        }
    }

    @Test
    void a_paused_line_hears_of_a_reset_where_epoll_is() throws Exception {
        try (Harbour harbour = Harbour.open()) {
            Socket socket = harbour.dial();
            Recorder line = harbour.arrival();
            line.onLoop(Line::pauseReading);

            Harbour.reset(socket);
            if (harbour.loops.transport() == EventLoops.Transport.NIO) line.onLoop(Line::resumeReading);

            assertThat(line.awaitLoss()).isEqualTo(new Loss("connection reset by peer", true));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_peer_that_only_stops_sending_still_gets_what_was_sent(EventLoops.Transport transport) throws Exception {
        int length = 5_000_000;
        try (Harbour harbour = open(transport);
                Socket socket = harbour.dialNarrow()) {
            Recorder line = harbour.arrival();
            line.onLoop(it -> {
                it.send(ByteBuffer.allocate(length));
                it.flush();
            });

            socket.shutdownOutput();
            Loss loss = line.awaitLoss();
            byte[] got = socket.getInputStream().readAllBytes();

            assertThat(loss).isEqualTo(new Loss("peer closed (FIN)", true));
            assertThat(got).hasSize(length);
            assertSaidOnce(harbour, line);
        }
    }

    @Test
    void lines_that_are_left_when_the_loops_end_are_lost_by_us() throws Exception {
        Harbour harbour = Harbour.open();
        try (Socket socket = harbour.dial()) {
            Recorder line = harbour.arrival();

            harbour.close();

            assertThat(line.awaitLoss()).isEqualTo(new Loss("event loops closed", false));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            line.line.execute(() -> line.losses.add(new Loss("a task after the end", false)));
            assertThat(line.losses).isEmpty();
        }
    }

    @Test
    void other_failures_keep_the_words_of_the_system() {
        assertThat(Losses.ofRead(new IOException("Connection reset")))
                .isEqualTo(new Break(Cause.RESET, "connection reset by peer"));
        assertThat(Losses.ofRead(new IOException("readAddress(..) failed: Connection timed out")))
                .as("what was sent was not acknowledged in time")
                .isEqualTo(new Break(Cause.WRITE_FAILED, "connection timed out"));
        assertThat(Losses.ofRead(new IOException("No route to host")))
                .isEqualTo(new Break(Cause.READ_FAILED, "read failed: No route to host"));
        assertThat(Losses.ofRead(new IOException("TLS: bad record")))
                .isEqualTo(new Break(Cause.TLS, "TLS: bad record"));
        assertThat(Losses.ofWrite(new IOException("Broken pipe")))
                .isEqualTo(new Break(Cause.WRITE_FAILED, "write failed: broken pipe"));
        assertThat(Losses.ofWrite(new IOException())).isEqualTo(new Break(Cause.WRITE_FAILED, "write failed: null"));
    }
}
