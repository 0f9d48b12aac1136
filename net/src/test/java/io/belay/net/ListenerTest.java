package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListenerTest {
    @ParameterizedTest
    @EnumSource
    void the_connection_above_the_limit_is_closed_at_once_and_counted(EventLoops.Transport transport) throws Exception {
        int max = 3;
        LineOptions options = LineOptions.DEFAULT.withConnectionsMax(max);
        try (Harbour harbour = new Harbour(transport, options, Recorder::new)) {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < max - 1; i++) sockets.add(arrived(harbour));
            assertThat(harbour.listener.openLines()).isEqualTo(max - 1);
            sockets.add(arrived(harbour)); // N: still welcome
            assertThat(harbour.listener.openLines()).isEqualTo(max);
            assertThat(harbour.listener.refusedLines()).isZero();

            try (Socket tooMany = harbour.dial()) {
                assertClosed(tooMany);
            }

            assertThat(harbour.listener.refusedLines()).isEqualTo(1);
            assertThat(harbour.listener.openLines()).isEqualTo(max);
            for (Socket each : sockets) Harbour.hangUp(each);
        }
    }

    @Test
    void a_connection_that_the_doorkeeper_does_not_want_is_closed_unheard() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (Harbour harbour = Harbour.open()) {
            harbour.loops.keptBy(address -> {
                asked.add(address);
                return asked.size() == 1;
            });
            Socket first = arrived(harbour);
            try (Socket second = harbour.dial()) {
                assertClosed(second);
            }

            assertThat(asked).containsExactly("127.0.0.1", "127.0.0.1");
            assertThat(harbour.listener.refusedLines()).isEqualTo(1);
            assertThat(harbour.arrivals).isEmpty();
            Harbour.hangUp(first);
        }
    }

    @Test
    void the_doorkeeper_hears_of_whom_there_was_no_place_for() throws Exception {
        List<String> full = new CopyOnWriteArrayList<>();
        try (Harbour harbour = Harbour.open(LineOptions.DEFAULT.withConnectionsMax(1))) {
            harbour.loops.keptBy(new Doorkeeper() {
                @Override
                public boolean hears(String address) {
                    return true;
                }

                @Override
                public void full(String address) {
                    full.add(address);
                }
            });
            Socket first = arrived(harbour);
            try (Socket second = harbour.dial()) {
                assertClosed(second);
            }

            assertThat(full).containsExactly("127.0.0.1");
            Harbour.hangUp(first);
        }
    }

    @Test
    void all_ports_together_have_no_more_lines_than_the_loops_may_have() throws Exception {
        List<String> crowded = new CopyOnWriteArrayList<>();
        try (Harbour harbour = Harbour.open();
                Harbour neighbour = new Harbour(harbour.loops, LineOptions.DEFAULT, Recorder::new)) {
            harbour.loops.acceptedMax(2);
            harbour.loops.keptBy(new Doorkeeper() {
                @Override
                public boolean hears(String address) {
                    return true;
                }

                @Override
                public void crowded(String address) {
                    crowded.add(address);
                }
            });
            Socket first = arrived(harbour);
            Socket second = arrived(neighbour);
            try (Socket third = harbour.dial()) {
                assertClosed(third);
            }

            assertThat(crowded).containsExactly("127.0.0.1");
            assertThat(harbour.listener.refusedLines()).isEqualTo(1);
            Harbour.hangUp(first);
            Harbour.hangUp(second);
        }
    }

    @Test
    void who_is_not_heard_takes_no_place_of_the_loops() throws Exception {
        try (Harbour harbour = Harbour.open()) {
            harbour.loops.acceptedMax(1);
            harbour.loops.keptBy(address -> false);
            try (Socket unheard = harbour.dial()) {
                assertClosed(unheard);
            }
            harbour.loops.keptBy(Doorkeeper.OPEN);

            Harbour.hangUp(arrived(harbour));
        }
    }

    @Test
    void a_line_that_ends_makes_room_for_another() throws Exception {
        LineOptions options = LineOptions.DEFAULT.withConnectionsMax(1);
        try (Harbour harbour = Harbour.open(options)) {
            harbour.loops.acceptedMax(1);
            Socket first = harbour.dial();
            Recorder line = harbour.arrival();
            Harbour.hangUp(first);
            line.awaitLoss();

            // The socket is closed a moment after its loss was told.
            Recorder second = null;
            while (second == null) {
                Socket socket = harbour.dial();
                second = harbour.arrivals.poll(50, java.util.concurrent.TimeUnit.MILLISECONDS);
                if (second == null) Harbour.hangUp(socket);
            }

            assertThat(second.line.id()).isGreaterThan(line.line.id());
        }
    }

    private static Socket arrived(Harbour harbour) throws Exception {
        Socket socket = harbour.dial();
        harbour.arrival();
        return socket;
    }

    /** An end or a reset: both tell the peer that it was turned away. */
    private static void assertClosed(Socket socket) {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Test
    void a_port_in_use_is_named() throws Exception {
        try (Harbour harbour = Harbour.open()) {
            int port = harbour.listener.port();

            assertThatThrownBy(
                            () -> Listener.open(harbour.loops, "127.0.0.1", port, LineOptions.DEFAULT, Recorder::new))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + port)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void an_unknown_host_is_named() throws Exception {
        try (EventLoops loops = new EventLoops(1, EventLoops.Transport.best(), () -> 0)) {
            assertThatThrownBy(
                            () -> Listener.open(loops, "no-such-host.invalid", 0, LineOptions.DEFAULT, Recorder::new))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot listen on no-such-host.invalid: unknown host");
        }
    }

    @Test
    void a_closed_listener_takes_no_more_and_keeps_its_lines() throws Exception {
        try (Harbour harbour = Harbour.open();
                Socket socket = harbour.dial()) {
            Recorder line = harbour.arrival();

            Listener listener = harbour.listener;
            listener.close();

            assertThatThrownBy(harbour::dial).isInstanceOf(IOException.class);
            socket.getOutputStream().write(1);
            assertThat(line.awaitReceived(1)).hasSize(1);
        }
    }
}
