package io.belay.interop.brokers;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.demo.Fault;
import io.belay.demo.Proxy;
import io.belay.jms.BelayConnection;
import io.belay.jms.ConnectionEvent;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A connection whose line can be cut, and what it tells of that. */
final class BrokenLine {
    private final Guest guest;
    private final Proxy proxy;
    private final Connection connection;
    private final BlockingQueue<ConnectionEvent> events = new LinkedBlockingQueue<>();

    /** Connects; acknowledgements are waited for, so that what is acknowledged is so for certain. */
    BrokenLine(Guest guest, String clientId) throws IOException, JMSException {
        this.guest = guest;
        proxy = guest.closing(
                new Proxy(new InetSocketAddress("127.0.0.1", guest.broker().amqpPort())));
        connection = guest.connect(proxy.port(), "acknowledgeWaits=ALWAYS&prefetch=1", clientId);
        ((BelayConnection) connection).addEventListener(events::add);
    }

    Connection connection() {
        return connection;
    }

    /** From now on nobody hears what the broker says. */
    void mute() {
        proxy.mute();
    }

    /** Cuts it; returns when the connection is back. */
    void cut() throws InterruptedException {
        cutNow();
        awaitReturn();
    }

    /** Cuts it. */
    void cutNow() throws InterruptedException {
        assertThat(proxy.inflict(Fault.RESET, 0)).as("lines to cut").isPositive();
    }

    void awaitReturn() throws InterruptedException {
        await(ConnectionEvent.Resumed.class);
    }

    /** The next event of that kind. */
    <T extends ConnectionEvent> T await(Class<T> kind) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(guest.waitMs());
        ConnectionEvent event = events.poll(guest.waitMs(), TimeUnit.MILLISECONDS);
        while (event != null && !kind.isInstance(event)) {
            event = events.poll(endNs - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        assertThat(event)
                .as(kind.getSimpleName() + " within " + guest.waitMs() + " ms")
                .isNotNull();
        return kind.cast(event);
    }
}
