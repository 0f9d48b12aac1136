package io.belay.node.amqp;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Symbol;
import io.belay.base.Many;
import io.belay.mqtt.Topics;
import io.belay.node.Address;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where AMQP addresses lead. A terminus says by its capabilities whether it is a queue or a topic (reference D.2); a client
 * that knows no capabilities puts {@code queue://} or {@code topic://} in front; whatever says neither is a queue.
 */
final class AmqpAddresses {
    static final Symbol QUEUE = Symbol.of("queue");
    static final Symbol TOPIC = Symbol.of("topic");
    static final Symbol TEMPORARY_QUEUE = Symbol.of("temporary-queue");
    static final Symbol TEMPORARY_TOPIC = Symbol.of("temporary-topic");

    private static final String QUEUE_PREFIX = "queue://";
    private static final String TOPIC_PREFIX = "topic://";
    private static final String RESERVED = "$"; // what the names begin with that no client makes
    private static final String RESERVED_QUEUE = "$temporary-queue/";
    private static final String RESERVED_TOPIC = "$temporary-topic/";
    private static final String SHARED_FILTER = "$share/"; // a shared subscription of MQTT is none of AMQP's

    private final AmqpOptions options;

    AmqpAddresses(AmqpOptions options) {
        this.options = options;
    }

    /** What kind the capabilities of a terminus tell; null if they do not. */
    static Address.@Nullable Kind kind(List<Symbol> capabilities) {
        if (capabilities.contains(TOPIC) || capabilities.contains(TEMPORARY_TOPIC)) return Address.Kind.TOPIC;
        if (capabilities.contains(QUEUE) || capabilities.contains(TEMPORARY_QUEUE)) return Address.Kind.QUEUE;
        return null;
    }

    /** What kind the annotation {@code x-opt-jms-dest} of a message tells (reference D.7); null if it does not. */
    static Address.@Nullable Kind kind(long code) {
        if (code == 0 || code == 2) return Address.Kind.QUEUE;
        return code == 1 || code == 3 ? Address.Kind.TOPIC : null;
    }

    /** The address that {@code text} means, given what is known of its kind. */
    static Address of(String text, Address.@Nullable Kind kind) {
        boolean mayBeTopic = kind != Address.Kind.QUEUE;
        boolean mayBeQueue = kind != Address.Kind.TOPIC;
        if (mayBeTopic && text.startsWith(TOPIC_PREFIX)) return Address.topic(text.substring(TOPIC_PREFIX.length()));
        if (mayBeQueue && text.startsWith(QUEUE_PREFIX)) return Address.queue(text.substring(QUEUE_PREFIX.length()));
        if (kind != null) return new Address(kind, text);
        return text.startsWith(RESERVED_TOPIC) ? Address.topic(text) : Address.queue(text);
    }

    /** What stands against sending there; null if nothing does. */
    @Nullable
    AmqpError objectionToTarget(Address address) {
        AmqpError error = objection(address);
        if (error != null) return error;
        if (!address.isQueue() && !Topics.isName(address.name())) {
            return AmqpErrors.invalidField("address", "a topic to send to has no wildcards: " + address.name());
        }
        boolean reserved = address.name().startsWith(RESERVED) && !isTemporary(address);
        return reserved ? notAllowed(address) : null;
    }

    /**
     * What stands against consuming from there; null if nothing does.
     *
     * @param own the line's temporary ones; null if it may have others
     */
    @Nullable
    AmqpError objectionToSource(Address address, @Nullable Set<String> own) {
        AmqpError error = objection(address);
        if (error != null) return error;
        String name = address.name();
        if (isTemporary(address)) return own == null || own.contains(name) ? null : notAllowed(address);
        if (address.isQueue()) return name.startsWith(RESERVED) ? notAllowed(address) : null;
        if (name.startsWith(SHARED_FILTER)) return notAllowed(address);
        return Topics.isSubscription(name) ? null : AmqpErrors.invalidField("address", "no topic filter: " + name);
    }

    private @Nullable AmqpError objection(Address address) {
        String name = address.name();
        if (name.isEmpty()) return AmqpErrors.invalidField("address", "an address without a name");
        if (name.indexOf('\0') >= 0) return AmqpErrors.invalidField("address", "an address with a NUL in it");
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > options.addressLengthMax()) {
            String why = "an address of " + length + " bytes, at most " + options.addressLengthMax() + " are allowed";
            return AmqpErrors.invalidField("address", why);
        }
        if (!address.isQueue() && Topics.levels(name) > options.topicLevelsMax()) {
            return AmqpErrors.invalidField(
                    "address", "a topic of more than " + Many.of(options.topicLevelsMax(), "level"));
        }
        return null;
    }

    static boolean isTemporary(Address address) {
        return address.name().startsWith(address.isQueue() ? RESERVED_QUEUE : RESERVED_TOPIC);
    }

    private static AmqpError notAllowed(Address address) {
        return new AmqpError(ErrorCondition.NOT_ALLOWED, address + " is not for this client");
    }
}
