package io.belay.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyTest {
    private static final int SILENCE_MS = 200;
    private static final int HOLD_MS = 600_000;
    private static final int READ_MS = 60_000;

    private ServerSocket server;
    private Proxy proxy;
    private Socket client;
    private Socket broker;

    @BeforeEach
    void open_a_line() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        proxy = new Proxy(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
        client = new Socket("127.0.0.1", proxy.port());
        broker = server.accept();
        client.setSoTimeout(READ_MS);
        broker.setSoTimeout(READ_MS);
        carry(client, broker);
    }

    @AfterEach
    void close_it() throws IOException {
        client.close();
        broker.close();
        proxy.close();
        server.close();
    }

    @Test
    void bytes_go_through_both_ways_and_so_does_the_end() throws IOException {
        carry(broker, client);

        client.close();

        assertThat(broker.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void a_reset_is_seen_at_both_ends() throws Exception {
        assertThat(proxy.inflict(Fault.RESET, 0)).isEqualTo(1);

        assertReset(client);
        assertReset(broker);
        assertThat(proxy.openLines()).isZero();
    }

    @Test
    void a_stall_holds_bytes_back_and_then_lets_them_through() throws Exception {
        Thread stall = inflicting(Fault.STALL);
        client.getOutputStream().write(7);
        assertSilent(broker);

        stall.interrupt();

        assertThat(broker.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void a_blackhole_swallows_what_was_sent_and_ends_with_a_reset() throws Exception {
        Thread blackhole = inflicting(Fault.BLACKHOLE);
        client.getOutputStream().write(7);
        assertSilent(broker);

        blackhole.interrupt();

        assertReset(client);
        assertReset(broker);
    }

    @Test
    void half_open_at_the_broker_means_that_only_the_client_learns_of_it() throws Exception {
        proxy.inflict(Fault.HALF_OPEN_AT_BROKER, 0);

        assertReset(client);
        assertSilent(broker);
    }

    @Test
    void half_open_at_the_client_means_that_only_the_broker_learns_of_it() throws Exception {
        proxy.inflict(Fault.HALF_OPEN_AT_CLIENT, 0);

        assertReset(broker);
        assertSilent(client);
    }

    @Test
    void a_line_that_opens_after_a_fault_is_whole() throws Exception {
        proxy.inflict(Fault.RESET, 0);

        try (Socket again = new Socket("127.0.0.1", proxy.port());
                Socket there = server.accept()) {
            carry(again, there);
            assertThat(proxy.awaitLine(READ_MS)).isTrue();
        }
    }

    @Test
    void a_stall_ends_by_itself() throws Exception {
        assertThat(proxy.inflict(Fault.STALL, 50)).isEqualTo(1);

        carry(client, broker);
    }

    /** For as long as nobody interrupts it. */
    private Thread inflicting(Fault fault) throws InterruptedException {
        Thread thread = new Thread(() -> {
            try {
                proxy.inflict(fault, HOLD_MS);
            } catch (InterruptedException enough) {
                Thread.currentThread().interrupt(); // and so it ends
            }
        });
        thread.setDaemon(true);
        thread.start();
        proxy.awaitHold();
        return thread;
    }

    private static void carry(Socket from, Socket to) throws IOException {
        from.getOutputStream().write(42);
        assertThat(to.getInputStream().read()).isEqualTo(42);
    }

    private static void assertReset(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(READ_MS);
    }
}
