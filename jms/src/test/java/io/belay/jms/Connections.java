package io.belay.jms;

import jakarta.jms.JMSException;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Connections for tests: short pings, so that what is dead is found soon. */
final class Connections {
    static final int PING_MS = 500;

    private Connections() {}

    static ConnectionSettings settings(String address) {
        return ConnectionSettings.to(address)
                .with(Setting.PING_MS, Integer.toString(PING_MS))
                .with(Setting.BACK_OFF_MIN_MS, "20")
                .with(Setting.BACK_OFF_MAX_MS, "200")
                .with(Setting.REQUEST_TIMEOUT_MS, "20000")
                .with(Setting.CLOSE_TIMEOUT_MS, "20000");
    }

    static BelayConnection open(String address) throws JMSException {
        return open(settings(address));
    }

    static BelayConnection open(ConnectionSettings settings) throws JMSException {
        ConnectionOptions options = new ConnectionOptions(settings, null, null, ObjectPolicy.CLOSED);
        return BelayConnection.open(options, BelaySession.Domain.ANY);
    }

    /** A name that no other test uses. */
    static String unique(String stem) {
        return stem + "-" + UUID.randomUUID();
    }

    /** Gathers what a connection tells, from now on. */
    static BlockingQueue<ConnectionEvent> events(BelayConnection connection) {
        BlockingQueue<ConnectionEvent> events = new LinkedBlockingQueue<>();
        connection.addEventListener(events::add);
        return events;
    }

    /** The next event of a kind; others are passed over. */
    static <E extends ConnectionEvent> E next(BlockingQueue<ConnectionEvent> events, Class<E> kind)
            throws InterruptedException {
        while (true) {
            ConnectionEvent event = events.poll(20, TimeUnit.SECONDS);
            if (event == null) throw new AssertionError("no " + kind.getSimpleName() + " within 20 s");
            if (kind.isInstance(event)) return kind.cast(event);
        }
    }
}
