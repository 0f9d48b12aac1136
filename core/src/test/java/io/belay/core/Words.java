package io.belay.core;

import static io.belay.core.Guarantee.AT_LEAST_ONCE;
import static io.belay.core.Guarantee.AT_MOST_ONCE;
import static io.belay.core.Guarantee.EXACTLY_ONCE;

import java.nio.charset.StandardCharsets;

/** Short words for the records that tests are made of. */
final class Words {
    static final Guarantee Q0 = AT_MOST_ONCE;
    static final Guarantee Q1 = AT_LEAST_ONCE;
    static final Guarantee Q2 = EXACTLY_ONCE;

    private Words() {}

    static Message message(String topic, String body, Guarantee guarantee) {
        return message(topic, body, guarantee, 0);
    }

    static Message message(String topic, String body, Guarantee guarantee, long expiresAtMs) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        return new Message(topic, guarantee, false, expiresAtMs, 5, content.length > 0, content);
    }

    static Message retained(Message message) {
        return new Message(
                message.topic(),
                message.guarantee(),
                true,
                message.expiresAtMs(),
                message.format(),
                message.hasBody(),
                message.content());
    }

    static String body(Message message) {
        return new String(message.content(), StandardCharsets.UTF_8);
    }

    static Subscription filter(String filter, Guarantee guarantee) {
        return new Subscription(filter, "", guarantee, false, false, 0, 0);
    }

    static Subscription filter(String filter, Guarantee guarantee, int id) {
        return new Subscription(filter, "", guarantee, false, false, 0, id);
    }

    static Subscription shared(String group, String filter, Guarantee guarantee) {
        return new Subscription(filter, group, guarantee, false, false, 0, 0);
    }

    static Subscription noLocal(Subscription of) {
        return new Subscription(of.filter(), of.group(), of.guarantee(), true, of.retainAsPublished(), 0, of.id());
    }

    static Subscription asPublished(Subscription of) {
        return new Subscription(of.filter(), of.group(), of.guarantee(), of.noLocal(), true, 0, of.id());
    }

    static Subscription handling(Subscription of, int retainHandling) {
        return new Subscription(
                of.filter(), of.group(), of.guarantee(), of.noLocal(), of.retainAsPublished(), retainHandling, of.id());
    }

    static Will will(String topic, String body, Guarantee guarantee, long delayMs) {
        return new Will(message(topic, body, guarantee), delayMs, -1);
    }

    static QueueSpec queue(String name) {
        return queue(name, QueuePolicy.DEFAULTS);
    }

    static QueueSpec queue(String name, QueuePolicy policy) {
        return new QueueSpec(name, Lifetime.FOR_EVER, 0, policy, null);
    }

    static QueueSpec bound(String name, String filter) {
        return bound(name, new Binding(filter, "", false, ""));
    }

    static QueueSpec bound(String name, Binding binding) {
        return new QueueSpec(name, Lifetime.FOR_EVER, 0, QueuePolicy.DEFAULTS, binding);
    }
}
