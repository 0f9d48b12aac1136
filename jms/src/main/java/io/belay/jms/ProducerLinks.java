package io.belay.jms;

import io.belay.amqp.type.ErrorCondition;
import io.belay.client.Answer;
import io.belay.client.ClientFailure;
import io.belay.client.ClientProducer;
import jakarta.jms.JMSException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a producer sends on: one link, to its destination or to all; where the broker has no link to all, one for each
 * destination, of which the least used go; and where a queue was full, one to that beside the link to all, for on it there is
 * credit when there is room. The session's thread only.
 */
final class ProducerLinks {
    /** Destinations that a producer without one keeps links to. */
    static final int LINKS_MAX = 16;

    private final SessionLink session;
    private final Addresses addresses;
    private final @Nullable ClientProducer only;
    private final long timeoutMs;
    private final LinkedHashMap<BelayDestination, ClientProducer> links = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * The links of one producer.
     *
     * @param only null for one for each destination
     * @param timeoutMs for each that is made
     */
    ProducerLinks(SessionLink session, Addresses addresses, @Nullable ClientProducer only, long timeoutMs) {
        this.session = session;
        this.addresses = addresses;
        this.only = only;
        this.timeoutMs = timeoutMs;
    }

    /** The link that leads to a destination. */
    ClientProducer to(BelayDestination destination) throws JMSException {
        ClientProducer known = links.isEmpty() ? null : links.get(destination);
        if (known != null && known.failure() == null) return known;
        if (only != null) return only;
        if (links.size() == LINKS_MAX) dropOldest();
        return made(destination);
    }

    /**
     * After the link to all was refused a message, as the queue is full perhaps: one to that queue alone, on which the message
     * and all after it wait until there is room. All before it have left already.
     *
     * @return null if there is none to be had
     */
    @Nullable
    ClientProducer waitingAt(BelayDestination destination, ClientFailure refusal) throws JMSException {
        boolean isFull = refusal.known() == ClientFailure.Known.NOT_DONE
                && refusal.condition().equals(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
        if (only == null || !isFull || destination.kind().isTopic() || links.containsKey(destination)) return null;
        links.values().removeIf(each -> each.failure() != null);
        return links.size() == LINKS_MAX ? null : made(destination);
    }

    private ClientProducer made(BelayDestination destination) throws JMSException {
        ClientProducer fresh =
                session.producer(addresses.of(destination), "producer for " + destination.name(), timeoutMs);
        links.put(destination, fresh);
        return fresh;
    }

    private void dropOldest() {
        Iterator<Map.Entry<BelayDestination, ClientProducer>> oldest =
                links.entrySet().iterator();
        ClientProducer leaving = oldest.next().getValue();
        oldest.remove();
        long deadlineMs = SessionLink.deadline(timeoutMs);
        session.loop().post(() -> leaving.close(deadlineMs, Answer.NOBODY)); // once all that it sent is answered
    }

    void close(long timeoutMs) throws JMSException {
        if (only != null) session.ask("close producer", timeoutMs, only::close);
        for (ClientProducer each : links.values()) session.ask("close producer", timeoutMs, each::close);
        links.clear();
    }
}
