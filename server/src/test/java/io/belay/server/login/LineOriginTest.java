package io.belay.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.Break;
import io.belay.net.Line;
import io.belay.node.login.LineFacts;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a line by its address. */
class LineOriginTest {
    private record Addressed(String peer) implements Line {
        @Override
        public long id() {
            return 1;
        }

        @Override
        public void send(ByteBuffer bytes) {
            throw new AssertionError("only looked at");
        }

        @Override
        public void flush() {
            throw new AssertionError("only looked at");
        }

        @Override
        public long unwrittenBytes() {
            return 0;
        }

        @Override
        public void pauseReading() {
            throw new AssertionError("only looked at");
        }

        @Override
        public void resumeReading() {
            throw new AssertionError("only looked at");
        }

        @Override
        public void close(Break why) {
            throw new AssertionError("only looked at");
        }

        @Override
        public Executor loop() {
            throw new AssertionError("only looked at");
        }

        @Override
        public void execute(Runnable task) {
            throw new AssertionError("only looked at");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:51234, 127.0.0.1, true",
        "127.1.2.3:1, 127.1.2.3, true",
        "[::1]:51234, ::1, true",
        "203.0.113.7:51234, 203.0.113.7, false",
        "[2001:db8:1:2:3:4:5:6]:51234, 20:01:0d:b8:00:01:00:02::/64, false",
        "[2001:db8:1:2:ffff:4:5:6]:9, 20:01:0d:b8:00:01:00:02::/64, false",
        "[2001:db8:1:3:3:4:5:6]:51234, 20:01:0d:b8:00:01:00:03::/64, false",
        "unknown, unknown, false",
        "[fe80::1%eth9]:1, fe:80:00:00:00:00:00:00::/64, false",
        "localhost:1, localhost, false",
        "test:1, test, false"
    })
    void it_is_this_machine_or_a_neighbourhood(String peer, String address, boolean isLocal) {
        assertThat(LineOrigin.of(new Addressed(peer))).isEqualTo(new LineFacts(address, isLocal, false, null));
    }
}
