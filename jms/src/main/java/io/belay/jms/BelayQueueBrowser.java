package io.belay.jms;

import io.belay.client.ClientConsumer;
import io.belay.client.ClientDelivery;
import io.belay.client.ClientFailure;
import io.belay.client.ConsumerSpec;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the messages of a queue and leaves them there (Jakarta Messaging §5.9). Each enumeration begins at the front, breaks
 * off the one before it, and after a cut goes on where it was. One thread at a time, the one that its session belongs to.
 */
public final class BelayQueueBrowser implements QueueBrowser {
    private final BelaySession session;
    private final BelayQueue queue;
    private final @Nullable String selector;
    private final ConsumerSpec spec;
    private @Nullable Look first; // made with the browser, so that what is wrong shows at once
    private @Nullable Look last;
    private boolean isClosed;

    /** A browser; the first enumeration is attached already. */
    BelayQueueBrowser(BelaySession session, BelayQueue queue, @Nullable String selector, ConsumerSpec spec)
            throws JMSException {
        this.session = session;
        this.queue = queue;
        this.selector = selector;
        this.spec = spec;
        first = new Look();
    }

    @Override
    public Queue getQueue() throws JMSException {
        checkOpen();
        return queue;
    }

    @Override
    public @Nullable String getMessageSelector() throws JMSException {
        checkOpen();
        return selector;
    }

    @Override
    public Enumeration<BelayMessage> getEnumeration() throws JMSException {
        checkOpen();
        if (last != null) last.close();
        Look look = first == null ? new Look() : first;
        first = null;
        last = look;
        return look;
    }

    @Override
    public void close() throws JMSException {
        if (isClosed) return;
        isClosed = true;
        if (session.isClosed()) return;
        if (first != null) first.close();
        if (last != null) last.close();
    }

    private void checkOpen() throws JMSException {
        session.checkOpen();
        if (isClosed) throw new IllegalStateException("the browser is closed");
    }

    /** One walk over the queue. */
    private final class Look implements Enumeration<BelayMessage> {
        private final Inflow inflow = new Inflow(() -> {}, failure -> {});
        private final ClientConsumer link;
        private boolean isEnded;
        private boolean hasSeenAll;

        Look() throws JMSException {
            ConnectionOptions options = session.connection().options();
            link = session.link()
                    .consumer(spec, inflow, "browse " + queue.name(), options.timeoutMs(Setting.REQUEST_TIMEOUT_MS));
        }

        @Override
        public boolean hasMoreElements() {
            try {
                if (hasSeenAll) return false;
                checkNotBrokenOff();
                return !inflow.isEmpty() || fetch();
            } catch (JMSException unanswered) {
                // The enumeration of Jakarta Messaging has no word for it; an end would be a lie.
                throw new java.lang.IllegalStateException(unanswered.getMessage(), unanswered);
            }
        }

        private void checkNotBrokenOff() throws JMSException {
            if (isEnded) throw new IllegalStateException("its browser is closed, or has begun another enumeration");
        }

        /** Asks for the next ones; that nothing came is the end. */
        private boolean fetch() throws JMSException {
            ConnectionOptions options = session.connection().options();
            session.checkOpen();
            session.link().grant(link, options.count(Setting.BROWSER_PREFETCH));
            session.link()
                    .drain(List.of(link), "browse " + queue.name(), options.timeoutMs(Setting.BROWSER_TIMEOUT_MS));
            if (!inflow.isEmpty()) return true;
            ClientFailure failure = inflow.failure();
            if (failure != null) throw Refusals.exception("browse " + queue.name(), failure);
            hasSeenAll = true;
            close();
            return false;
        }

        @Override
        public BelayMessage nextElement() {
            if (!hasMoreElements()) throw new NoSuchElementException("no more messages in queue " + queue.name());
            ClientDelivery next = inflow.poll();
            if (next == null) throw new NoSuchElementException("the browser is closed");
            try {
                return session.decode(queue, next, 0);
            } catch (JMSException undecodable) {
                throw new java.lang.IllegalStateException(undecodable.getMessage(), undecodable);
            }
        }

        void close() throws JMSException {
            if (isEnded) return;
            isEnded = true;
            session.link()
                    .ask(
                            "close browser",
                            session.connection().options().timeoutMs(Setting.CLOSE_TIMEOUT_MS),
                            link::close);
        }
    }
}
