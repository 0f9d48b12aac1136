package io.belay.server.metrics;

import io.belay.node.Reply;
import io.belay.node.Request;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What passed over the lines of one event loop. Its loop alone counts, so a count is a plain addition and nobody waits for
 * anybody; whoever reads sees it a moment later.
 */
public final class Traffic {
    private final AtomicLongArray counts = new AtomicLongArray(Flow.values().length);

    /** Nothing has passed yet. */
    public Traffic() {}

    /** So many more of it. On its loop. */
    public void add(Flow flow, long count) {
        int index = flow.ordinal();
        counts.setOpaque(index, counts.getPlain(index) + count);
    }

    /** How many there were. Any thread. */
    public long count(Flow flow) {
        return counts.getOpaque(flow.ordinal());
    }

    /** A client asks. On its loop. */
    public void asked(Request request) {
        if (request instanceof Request.Publish publish)
            add(Flow.ofMqttIn(publish.message().guarantee()), 1);
        else if (request instanceof Request.Send send)
            add(Flow.ofAmqpIn(send.message().guarantee()), 1);
        else if (request instanceof Request.Settle) add(Flow.MQTT_SETTLED, 1);
        else if (request instanceof Request.Dispose dispose)
            add(Flow.of(dispose.disposition()), dispose.sequences().length);
        else if (request instanceof Request.Commit commit) {
            commit.sends().forEach(this::asked);
            commit.disposals().forEach(this::asked);
        }
    }

    /** The node answers. On its loop. */
    public void replied(Reply reply) {
        if (reply instanceof Reply.Deliver deliver) add(Flow.ofMqttOut(deliver.guarantee()), 1);
        else if (reply instanceof Reply.Delivery delivery)
            add(delivery.sequence() == 0 ? Flow.AMQP_OUT_0 : Flow.AMQP_OUT_1, 1);
        else if (reply instanceof Reply.Published published && published.refusal() != null) add(Flow.MQTT_REFUSED, 1);
        else if (reply instanceof Reply.Sent sent && sent.refusal() != null) add(Flow.AMQP_REFUSED, 1);
    }
}
