package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LineFlowTest {
    private static final int ONE_READ = 128 * 1024;

    @ParameterizedTest
    @EnumSource
    void a_paused_line_makes_its_peer_wait_and_loses_nothing(EventLoops.Transport transport) throws Exception {
        try (Harbour harbour = new Harbour(transport, LineOptions.DEFAULT, Recorder::new);
                SocketChannel peer = SocketChannel.open(new InetSocketAddress("127.0.0.1", harbour.listener.port()))) {
            Recorder line = harbour.arrival();
            line.onLoop(Line::pauseReading);

            int written = writeUntilClogged(peer);
            int receivedWhilePaused = line.receivedLength();
            line.onLoop(Line::resumeReading);

            assertThat(receivedWhilePaused).isLessThanOrEqualTo(ONE_READ);
            assertThat(line.awaitReceived(written)).hasSize(written);
        }
    }

    private static int writeUntilClogged(SocketChannel peer) throws Exception {
        peer.configureBlocking(false);
        int written = 0;
        try (Selector selector = Selector.open()) {
            peer.register(selector, SelectionKey.OP_WRITE);
            while (selector.select(300) > 0) {
                selector.selectedKeys().clear();
                written += peer.write(ByteBuffer.allocate(64 * 1024));
            }
        }
        return written;
    }

    @Test
    void a_clogged_line_says_when_it_has_drained_and_says_it_once() throws Exception {
        LineOptions options = LineOptions.DEFAULT.withWaterMarks(10_000, 1_000_000);
        int length = 20_000_000;
        try (Harbour harbour = Harbour.open(options);
                Socket socket = harbour.dialNarrow()) {
            Recorder line = harbour.arrival();
            line.onLoop(it -> {
                it.send(ByteBuffer.allocate(length));
                it.flush();
            });
            long unwritten = line.askLoop(line.line::unwrittenBytes);

            byte[] got = socket.getInputStream().readNBytes(length);

            assertThat(unwritten).isGreaterThan(1_000_000);
            assertThat(got).hasSize(length);
            assertThat(Recorder.await(line.drains, "drained")).isBetween(0L, 10_000L);
            line.onLoop(Line::flush);
            assertThat(line.drains).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"4095, 0", "4096, 0", "4097, 1"})
    void only_more_than_the_high_mark_counts_as_clogged(int length, int drains) throws Exception {
        try (Harbour harbour = Harbour.open(LineOptions.DEFAULT.withWaterMarks(0, 4096));
                Socket socket = harbour.dial()) {
            Recorder line = harbour.arrival();

            line.onLoop(it -> {
                it.send(ByteBuffer.allocate(length));
                it.flush();
            });
            socket.getInputStream().readNBytes(length);
            line.onLoop(Line::flush);

            assertThat(line.drains).hasSize(drains);
        }
    }

    @Test
    void small_sends_to_a_clogged_peer_are_gathered_and_arrive_in_order() throws Exception {
        int clog = 10_000_000;
        int small = 50_000;
        try (Harbour harbour = Harbour.open();
                Socket socket = harbour.dialNarrow()) {
            Recorder line = harbour.arrival();
            line.onLoop(it -> {
                it.send(ByteBuffer.allocate(clog));
                it.flush();
            });

            line.onLoop(it -> {
                for (int i = 0; i < small; i++) {
                    it.send(ByteBuffer.allocate(4).putInt(i).flip());
                    it.flush();
                }
            });
            socket.getInputStream().readNBytes(clog);
            ByteBuffer numbers = ByteBuffer.wrap(socket.getInputStream().readNBytes(4 * small));

            for (int i = 0; i < small; i++) assertThat(numbers.getInt()).isEqualTo(i);
            assertThat(line.askLoop(line.line::unwrittenBytes)).isZero();
        }
    }
}
