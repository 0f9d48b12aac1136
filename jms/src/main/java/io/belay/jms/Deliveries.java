package io.belay.jms;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.client.ClientDelivery;
import io.belay.jms.Acknowledger.Extent;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session does with each delivery on its way to the application, and with what the application says of it; by the
 * session's mode.
 */
final class Deliveries {
    /** How many acknowledgements DUPS_OK gathers. */
    static final int LAZY_MAX = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final DeliveryState FAILED = new DeliveryState.Modified(true, false, new LinkedHashMap<>());
    private static final DeliveryState EXPIRED = new DeliveryState.Modified(true, true, new LinkedHashMap<>());

    private final BelayConnection connection;
    private final SessionLink link;
    private final AcknowledgeMode mode;
    private final ConnectionOptions options;
    private final Marks marks;
    private final Addresses addresses;
    private final Undecided undecided = new Undecided();
    private final List<ClientDelivery> lazy = new ArrayList<>(); // DUPS_OK: done and not told; guarded by itself
    private volatile boolean isClosed;

    Deliveries(BelayConnection connection, SessionLink link, AcknowledgeMode mode, Marks marks) {
        this.connection = connection;
        this.link = link;
        this.mode = mode;
        options = connection.options();
        this.marks = marks;
        addresses = Addresses.of(options.settings());
    }

    /** A delivery as a message; {@code more} are attempts that the broker does not know of. */
    BelayMessage decode(BelayDestination from, ClientDelivery delivery, int more) throws MessageFormatException {
        BelayMessage message = MessageCodec.decode(
                delivery.message(), from, addresses, more, options.objects(), System.currentTimeMillis());
        if (!options.settings().flag(Setting.VALIDATE_PROPERTY_NAMES))
            message.fields().takeAnyName();
        return message;
    }

    /** A message for {@code receive}: counted as the mode says; null if the application shall not have it. */
    @Nullable
    BelayMessage receive(BelayMessageConsumer consumer, ClientDelivery delivery) throws JMSException {
        BelayMessage message = presentable(consumer, delivery);
        if (message == null) return null;
        keep(message, consumer, delivery);
        try {
            done(consumer, delivery);
        } catch (JMSException unanswered) {
            connection.tell(unanswered); // It is acknowledged: who does not get it now never will.
        }
        return message;
    }

    /** What {@link #receive} would return now, without counting it; null if the application shall not have it, or nobody can. */
    @Nullable
    BelayMessage look(BelayMessageConsumer consumer, ClientDelivery delivery) throws JMSException {
        if (consumer.inflow().isVoid(delivery)) return null;
        try {
            BelayMessage message = marked(decode(consumer.from(), delivery, 0));
            return hasExpired(message) ? null : message;
        } catch (MessageFormatException undecodable) {
            return null; // receive refuses it, and says why
        }
    }

    /** Calls a listener with a message, and again if it throws and the mode is one that says so. On the dispatcher. */
    void dispatch(BelayMessageConsumer consumer, ClientDelivery delivery, MessageListener listener)
            throws JMSException {
        int retries = mode.isBySession() ? options.count(Setting.LISTENER_RETRIES) : 0;
        BelayMessage message = presentable(consumer, delivery);
        if (message == null) return;
        keep(message, consumer, delivery);
        for (int attempt = 0; ; attempt++) {
            Throwable thrown = called(listener, message);
            if (thrown == null || !mode.isBySession()) {
                done(consumer, delivery);
                return;
            }
            if (!undecided.has(delivery)) return; // recovered: the broker brings it again
            boolean isLast = retries >= 0 && attempt >= retries;
            if (isLast || !pause(consumer, listener)) {
                fail(message, delivery, isLast, thrown);
                return;
            }
            message = marked(decode(consumer.from(), delivery, attempt + 1));
            message.acknowledger(nothingToDo -> checkAcknowledgeable());
        }
    }

    /** An Error too, as of a class that is missing, is the application's, and must not cost the session its thread. */
    private static @Nullable Throwable called(MessageListener listener, BelayMessage message) {
        try {
            listener.onMessage(message);
            return null;
        } catch (Throwable thrown) {
            LOG.warn("a message listener threw on {}", message, thrown);
            return thrown;
        }
    }

    /** Before a listener is called again; false if it is not to be, as the connection was stopped or the consumer is no more its. */
    private boolean pause(BelayMessageConsumer consumer, MessageListener listener) {
        long endNs = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(options.settings().number(Setting.LISTENER_RETRY_DELAY_MS));
        for (long leftNs = endNs - System.nanoTime();
                leftNs > 0 && consumer.isHeardBy(listener);
                leftNs = endNs - System.nanoTime()) {
            LockSupport.parkNanos(this, Math.min(leftNs, TimeUnit.MILLISECONDS.toNanos(50)));
        }
        return consumer.isHeardBy(listener);
    }

    /** After the last attempt the message is refused, so that it goes where its queue sends what cannot be processed. */
    private void fail(BelayMessage message, ClientDelivery delivery, boolean isLast, Throwable thrown) {
        if (!undecided.take(delivery)) return;
        if (isLast) LOG.warn("{} is refused, its listener threw each time: it goes to the dead letters", message);
        String words = "the message listener threw " + thrown;
        link.settle(
                List.of(delivery),
                isLast ? new DeliveryState.Rejected(new AmqpError(ErrorCondition.INTERNAL_ERROR, words)) : FAILED);
    }

    private @Nullable BelayMessage presentable(BelayMessageConsumer consumer, ClientDelivery delivery)
            throws JMSException {
        if (consumer.inflow().isVoid(delivery)) {
            consumer.inflow().forget(delivery);
            return null;
        }
        try {
            BelayMessage message = marked(decode(consumer.from(), delivery, 0));
            if (!hasExpired(message)) return message;
            link.settle(List.of(delivery), EXPIRED);
            return null;
        } catch (MessageFormatException undecodable) {
            AmqpError why = new AmqpError(ErrorCondition.DECODE_ERROR, undecodable.getMessage());
            link.settle(List.of(delivery), new DeliveryState.Rejected(why));
            throw undecodable;
        }
    }

    private BelayMessage marked(BelayMessage message) throws JMSException {
        for (Map.Entry<String, String> each :
                marks.onReceive(System.currentTimeMillis()).entrySet())
            message.fields().mark(each.getKey(), each.getValue());
        return message;
    }

    private boolean hasExpired(BelayMessage message) throws JMSException {
        long expirationMs = message.expirationMs();
        return expirationMs > 0
                && options.settings().flag(Setting.LOCAL_EXPIRY)
                && expirationMs < System.currentTimeMillis();
    }

    /** The application is about to have it. */
    private void keep(BelayMessage message, BelayMessageConsumer consumer, ClientDelivery delivery) {
        if (mode != AcknowledgeMode.NONE) undecided.add(delivery, consumer.inflow());
        if (mode.isByApplication()) message.acknowledger(extent -> acknowledge(delivery, extent));
        else message.acknowledger(nothingToDo -> checkAcknowledgeable());
        if (mode == AcknowledgeMode.TRANSACTED) link.accept(delivery, false);
    }

    /** The application has had it; if the session was recovered meanwhile, that counts. */
    private void done(BelayMessageConsumer consumer, ClientDelivery delivery) throws JMSException {
        if (!mode.isBySession() || !undecided.take(delivery)) return;
        if (mode == AcknowledgeMode.DUPS_OK) {
            acknowledgeLazily(consumer, delivery);
            return;
        }
        boolean waits = options.acknowledgeWait() == ConnectionOptions.Wait.ALL;
        link.accept(delivery, !waits);
        if (waits) confirm();
    }

    private void acknowledgeLazily(BelayMessageConsumer consumer, ClientDelivery delivery) {
        synchronized (lazy) {
            lazy.add(delivery);
            if (lazy.size() < LAZY_MAX && !consumer.inflow().isEmpty()) return;
        }
        tellLazy();
    }

    /** Tells what was left for later. */
    void tellLazy() {
        synchronized (lazy) {
            link.settle(lazy, DeliveryState.ACCEPTED, true);
            lazy.clear();
        }
    }

    private void acknowledge(ClientDelivery one, Extent extent) throws JMSException {
        checkAcknowledgeable();
        connection.checkUsable();
        link.settle(taken(one, extent), DeliveryState.ACCEPTED);
        // Also if there is nothing more to tell: what was told before may still be unanswered.
        if (options.acknowledgeWait() != ConnectionOptions.Wait.NONE) confirm();
    }

    private List<ClientDelivery> taken(ClientDelivery one, Extent extent) {
        if (extent == Extent.UP_TO_IT) return undecided.takeUpTo(one);
        if (extent == Extent.AS_USUAL && mode == AcknowledgeMode.CLIENT) return undecided.takeAll();
        return undecided.take(one) ? List.of(one) : List.of();
    }

    private void checkAcknowledgeable() throws JMSException {
        if (isClosed) throw new jakarta.jms.IllegalStateException("the session of the message is closed");
    }

    private void confirm() throws JMSException {
        link.confirm("acknowledge", options.timeoutMs(Setting.ACKNOWLEDGE_TIMEOUT_MS));
    }

    /** The commit has happened: what was given out is done. */
    void committed() {
        undecided.takeAll();
    }

    /** What was given out and not acknowledged goes back, and counts as a failed delivery. Does not wait. */
    void fail() {
        link.settle(undecided.takeAll(), FAILED);
    }

    /** Whether anything of a consumer is with the application still. */
    boolean has(BelayMessageConsumer consumer) {
        return undecided.anyOf(consumer.link());
    }

    boolean isEmpty() {
        return undecided.isEmpty();
    }

    /** From now on nothing can be acknowledged. */
    void close() {
        isClosed = true;
    }
}
