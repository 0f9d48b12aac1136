package io.belay.core;

import static io.belay.core.Guarantee.AT_LEAST_ONCE;
import static io.belay.core.Guarantee.AT_MOST_ONCE;
import static io.belay.core.Guarantee.EXACTLY_ONCE;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

    static Message scheduled(Message message, int priority, long deliverAtMs, int group) {
        return new Message(
                message.topic(),
                message.guarantee(),
                message.retain(),
                message.expiresAtMs(),
                message.format(),
                message.hasBody(),
                message.content(),
                new Scheduling(priority, deliverAtMs, group));
    }

    /** A tag as a client that counts makes it. */
    static byte[] tag(long number) {
        return ByteBuffer.allocate(8).putLong(number).array();
    }

    static LinkTag linkTag(String link, long number) {
        return new LinkTag(link, tag(number));
    }

    static String inWords(LinkTag tag) {
        return tag.link() + " " + Arrays.toString(tag.tag());
    }

    static TagSet tags(long... numbers) {
        TagSet tags = new TagSet();
        for (long number : numbers) tags.add(tag(number));
        return tags;
    }

    /** A policy of so many messages and bytes, without dead letters. */
    static QueuePolicy holding(int messagesMax, long bytesMax, WhenFull whenFull) {
        return new QueuePolicy(messagesMax, bytesMax, whenFull, 0, "", false);
    }

    /** A policy by which so many failures make a dead letter. */
    static QueuePolicy failing(int deliveriesMax, String deadLetter) {
        return new QueuePolicy(1_000, 1_000_000, WhenFull.REFUSE, deliveriesMax, deadLetter, false);
    }
}
