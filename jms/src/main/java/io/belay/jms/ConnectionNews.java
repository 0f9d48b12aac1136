package io.belay.jms;

import io.belay.client.ClientEvent;
import io.belay.client.ClientFailure;
import jakarta.jms.ExceptionListener;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a connection, told to those who want to know: its listeners, on a thread of their own; the log, one line each;
 * the Flight Recorder.
 */
final class ConnectionNews {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionNews.class);
    private static final long LINGER_S = 10;

    private final String name;
    private final ThreadPoolExecutor thread;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable ExceptionListener exceptionListener;
    private volatile String address = "";
    private long interruptedAtNs; // the loop's own

    /** @param name of the connection, for the log and the thread */
    ConnectionNews(String name) {
        this.name = name;
        thread = new ThreadPoolExecutor(0, 1, LINGER_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread fresh = new Thread(work, "belay-news-" + name);
            fresh.setDaemon(true);
            return fresh;
        });
    }

    /** Where the line leads, or led last. */
    String address() {
        return address;
    }

    void add(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    void remove(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    @Nullable
    ExceptionListener exceptionListener() {
        return exceptionListener;
    }

    void exceptionListener(@Nullable ExceptionListener listener) {
        exceptionListener = listener;
    }

    /** Tells an event of the session. On the loop. */
    void happened(ClientEvent event) {
        ConnectionEvent told = translated(event);
        FlightRecord.of(name, told);
        log(told);
        later(() -> listeners.forEach(each -> tell(each, told)));
        if (told instanceof ConnectionEvent.SessionLost) {
            tell(new JMSException(told.text(), ClientFailure.SESSION_LOST.text()));
        }
        if (told instanceof ConnectionEvent.Restored) {
            tell(new JMSException(told.text(), ClientFailure.RESTORED.text()));
        }
        if (told instanceof ConnectionEvent.DestinationLost) {
            tell(new InvalidDestinationException(told.text(), ClientFailure.DESTINATION_LOST.text()));
        }
        if (event instanceof ClientEvent.Failed failed) tell(failure(failed.failure()));
    }

    private static JMSException failure(ClientFailure failure) {
        return Refusals.exception("the connection is over", failure);
    }

    private void log(ConnectionEvent event) {
        boolean isTrouble = event instanceof ConnectionEvent.SessionLost
                || event instanceof ConnectionEvent.Restored
                || event instanceof ConnectionEvent.DestinationLost
                || event instanceof ConnectionEvent.Failed;
        if (isTrouble) LOG.warn("{}: {}", name, event.text());
        else LOG.info("{}: {}", name, event.text());
    }

    private ConnectionEvent translated(ClientEvent event) {
        if (event instanceof ClientEvent.Connected connected) {
            address = connected.address();
            return new ConnectionEvent.Connected(connected.address(), connected.isResumable());
        }
        if (event instanceof ClientEvent.Interrupted interrupted) {
            interruptedAtNs = System.nanoTime();
            return new ConnectionEvent.Interrupted(
                    interrupted.address(), EventCodes.of(interrupted.cause()), interrupted.cause());
        }
        if (event instanceof ClientEvent.AttemptFailed failed) {
            return new ConnectionEvent.AttemptFailed(failed.address(), failed.cause(), failed.nextInMs());
        }
        if (event instanceof ClientEvent.Resumed resumed) return resumed(resumed);
        if (event instanceof ClientEvent.SessionLost lost) {
            address = lost.address();
            return new ConnectionEvent.SessionLost(
                    address, lost.inDoubt(), lost.commitsInDoubt(), lost.rolledBack(), lost.voided());
        }
        if (event instanceof ClientEvent.Restored older) {
            address = older.address();
            return new ConnectionEvent.Restored(address, older.backup());
        }
        if (event instanceof ClientEvent.DestinationLost lost) {
            return new ConnectionEvent.DestinationLost(
                    lost.address(), lost.destination().name(), lost.cause());
        }
        if (event instanceof ClientEvent.Failed failed) {
            return new ConnectionEvent.Failed(address, failed.failure().words());
        }
        if (event instanceof ClientEvent.Closed) return new ConnectionEvent.Closed(address);
        throw new AssertionError("no branch for " + event);
    }

    private ConnectionEvent resumed(ClientEvent.Resumed resumed) {
        address = resumed.address();
        long awayMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - interruptedAtNs);
        return new ConnectionEvent.Resumed(
                resumed.address(),
                awayMs,
                resumed.links(),
                resumed.resent(),
                resumed.confirmed(),
                resumed.reacknowledged(),
                resumed.replayed(),
                resumed.voided());
    }

    /** Logs what nobody waited for, and tells the exception listener. Any thread. */
    void exception(JMSException exception) {
        LOG.warn("{}: {}", name, exception.getMessage());
        tell(exception);
    }

    private void tell(JMSException exception) {
        later(() -> {
            ExceptionListener listener = exceptionListener;
            try {
                if (listener != null) listener.onException(exception);
            } catch (RuntimeException applications) {
                LOG.warn("an exception listener threw", applications);
            }
        });
    }

    private static void tell(ConnectionEventListener listener, ConnectionEvent event) {
        try {
            listener.happened(event);
        } catch (RuntimeException applications) {
            LOG.warn("a connection's event listener threw", applications);
        }
    }

    private void later(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException closed) {
            LOG.debug("{}: told after the end", name);
        }
    }

    /** Tells what is still to be told, and then no more. */
    void close() {
        thread.shutdown();
    }
}
