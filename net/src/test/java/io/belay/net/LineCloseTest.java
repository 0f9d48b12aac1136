package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.net.Recorder.Loss;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LineCloseTest {
    private static Harbour open(EventLoops.Transport transport) throws IOException {
        return new Harbour(transport, LineOptions.DEFAULT, Recorder::new);
    }

    @ParameterizedTest
    @EnumSource
    void what_was_sent_before_the_close_arrives(EventLoops.Transport transport) throws Exception {
        int length = 3_000_000;
        try (Harbour harbour = open(transport);
                Socket socket = harbour.dialNarrow()) {
            Recorder line = harbour.arrival();

            line.onLoop(it -> {
                it.send(ByteBuffer.allocate(length));
                it.close("enough");
                it.close("a second reason");
                it.send(ByteBuffer.allocate(10)); // after the close: dropped
                it.flush();
            });
            byte[] got = socket.getInputStream().readAllBytes();
            Harbour.hangUp(socket);

            assertThat(got).hasSize(length);
            assertThat(line.awaitLoss()).isEqualTo(new Loss("enough", false));
        }
    }

    @ParameterizedTest
    @EnumSource
    void last_words_are_not_overtaken_by_a_reset_although_input_is_unread(EventLoops.Transport transport)
            throws Exception {
        try (Harbour harbour = open(transport);
                Socket socket = harbour.dial()) {
            Recorder line = harbour.arrival();
            line.onLoop(Line::pauseReading);
            socket.getOutputStream().write(new byte[200_000]);

            line.onLoop(it -> {
                it.send(ByteBuffer.wrap(new byte[] {4, 2}));
                it.close("protocol error");
            });

            assertThat(socket.getInputStream().readAllBytes()).containsExactly(4, 2);
            Harbour.hangUp(socket);
            assertThat(line.awaitLoss()).isEqualTo(new Loss("protocol error", false));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_received_after_the_close(EventLoops.Transport transport) throws Exception {
        try (Harbour harbour = open(transport);
                Socket socket = harbour.dial()) {
            Recorder line = harbour.arrival();
            socket.getOutputStream().write(1);
            line.awaitReceived(1);

            line.onLoop(it -> it.close("done"));
            socket.getOutputStream().write(new byte[1_000]);
            Harbour.hangUp(socket);

            assertThat(line.awaitLoss()).isEqualTo(new Loss("done", false));
            assertThat(line.receivedLength()).isEqualTo(1);
        }
    }

    @Test
    void a_peer_that_does_not_read_is_cut_off_in_time() throws Exception {
        try (Harbour harbour = Harbour.open(LineOptions.DEFAULT.withCloseTimeoutMs(300));
                Socket socket = harbour.dialNarrow()) {
            Recorder line = harbour.arrival();

            line.onLoop(it -> {
                it.send(ByteBuffer.allocate(20_000_000));
                it.close("displaced");
            });

            assertThat(line.awaitLoss()).isEqualTo(new Loss("displaced", false));
            assertThatThrownBy(() -> socket.getInputStream().readNBytes(20_000_000))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void a_peer_that_reads_but_never_closes_is_cut_off_in_time() throws Exception {
        try (Harbour harbour = Harbour.open(LineOptions.DEFAULT.withCloseTimeoutMs(300));
                Socket socket = harbour.dial()) {
            Recorder line = harbour.arrival();

            line.onLoop(it -> it.close("bye"));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(line.awaitLoss()).isEqualTo(new Loss("bye", false));
        }
    }
}
