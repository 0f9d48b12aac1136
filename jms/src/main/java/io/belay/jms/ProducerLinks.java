package io.belay.jms;

import io.belay.client.Answer;
import io.belay.client.ClientProducer;
import jakarta.jms.JMSException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a producer sends on: one link, to its destination or to all; or, where the broker has no link to all, one for each
 * destination, of which the least used go. The session's thread only.
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
        if (only != null) return only;
        ClientProducer known = links.get(destination);
        if (known != null) return known;
        if (links.size() == LINKS_MAX) dropOldest();
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
