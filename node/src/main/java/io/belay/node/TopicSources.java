package io.belay.node;

import io.belay.core.Binding;
import io.belay.core.Broker;
import io.belay.core.Lifetime;
import io.belay.core.QueuePolicy;
import io.belay.core.QueueSpec;
import io.belay.core.Refusal;
import io.belay.core.SessionView;
import org.jspecify.annotations.Nullable;

/** Consumers of topics: each takes from a queue that is bound to the topic, its own or one with a name. */
final class TopicSources {
    private final Broker broker;
    private final Queues queues;

    TopicSources(Broker broker, Queues queues) {
        this.broker = broker;
        this.queues = queues;
    }

    /** The queue of the subscription that is asked for. */
    String queueName(SourceSpec spec, String link, NodeLine line) {
        SubscriptionName name = spec.subscription();
        if (name != null) return name.queueName();
        if (!link.isEmpty()) return QueueNames.passing(line.session, link);
        return QueueNames.passing(line.session, ++line.namesGiven);
    }

    /**
     * Makes sure that the subscription stands, as asked: one of another topic or selector gives way if nobody uses it. A shared one gives
     * way to no other, nor the reverse: they may not have the same name (Jakarta Messaging §8.3.3).
     */
    @Nullable
    Refusal subscribe(SourceSpec spec, String queueName, NodeLine line) {
        LiveQueue known = queues.named(queueName);
        QueueSpec wanted = queueSpec(spec, queueName, line);
        if (known == null) return queues.create(wanted);
        Binding binding = known.spec.binding();
        boolean same = binding != null && binding.equals(wanted.binding());
        if (same) return null;
        if (binding != null && binding.shared() != spec.shared()) {
            return Consumers.inUse("the subscription is there, " + (binding.shared() ? "shared" : "not shared"));
        }
        if (!known.consumers.isEmpty()) {
            return Consumers.inUse("the subscription has another topic or selector, and is in use");
        }
        queues.replace(known, wanted, "its client subscribed anew, to another topic or with another selector");
        return null;
    }

    /** A consumer has left: what was there for it alone goes. */
    void left(Consumer consumer, boolean forget) {
        if (consumer.spec.address().isQueue()) return;
        SubscriptionName name = consumer.spec.subscription();
        boolean ends = name == null || forget || !name.durable() && consumer.queue.consumers.isEmpty();
        if (ends && broker.queueAt(consumer.queue.number) != null) queues.delete(consumer.queue, "its consumer left");
    }

    /** The subscription of this name; null if there is none. */
    @Nullable
    SourceSpec find(SubscriptionName name) {
        LiveQueue queue = queues.named(name.queueName());
        Binding binding = queue == null ? null : queue.spec.binding();
        if (binding == null) return null;
        Address address = Address.topic(binding.filter());
        return new SourceSpec(address, binding.selector(), binding.noLocal(), false, false, name, false, 0, false);
    }

    /** Ends a subscription, or says why it cannot. */
    @Nullable
    Refusal end(SubscriptionName name) {
        LiveQueue queue = queues.named(name.queueName());
        if (queue == null) return new Refusal(Refusal.Reason.NO_QUEUE, "there is no subscription " + name.name());
        if (!queue.consumers.isEmpty()) return Consumers.inUse("the subscription " + name.name() + " is in use");
        queues.delete(queue, "its client unsubscribed");
        return null;
    }

    private QueueSpec queueSpec(SourceSpec spec, String queueName, NodeLine line) {
        SubscriptionName name = spec.subscription();
        String clientId = name != null ? "amqp:" + name.clientId() : clientId(line);
        Binding binding = new Binding(spec.address().name(), spec.selector(), spec.noLocal(), clientId, spec.shared());
        if (name == null) {
            return new QueueSpec(queueName, Lifetime.SESSION, line.session, QueuePolicy.DEFAULTS, binding);
        }
        Lifetime lifetime = name.durable() ? Lifetime.FOR_EVER : Lifetime.WHILE_USED;
        boolean isOurs = !name.durable() && !name.clientId().isEmpty() && line.isResumable;
        return new QueueSpec(queueName, lifetime, isOurs ? line.session : 0, QueuePolicy.DEFAULTS, binding);
    }

    private String clientId(NodeLine line) {
        SessionView session = broker.session(line.session);
        return session == null ? "" : session.clientId();
    }
}
