package io.belay.jms;

import io.belay.client.ConsumerSpec;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/**
 * How a consumer of a topic subscribes by name (Jakarta Messaging §8.3).
 *
 * @param name of the subscription
 * @param isDurable it outlives the session
 * @param isShared it may have several consumers
 * @param isGlobal its name is not of this client alone
 */
record Subscribing(String name, boolean isDurable, boolean isShared, boolean isGlobal) {
    private static final char DELIMITER = '|'; // on the line it ends the name: "a|b" would be taken for a

    private static final int LENGTH_MAX =
            1_000; // links are called so, with more behind it; brokers take 1,024 by default

    static Subscribing durable(String name) {
        return new Subscribing(name, true, false, false);
    }

    static Subscribing shared(String name, boolean isDurable, boolean isGlobal) {
        return new Subscribing(name, isDurable, true, isGlobal);
    }

    /** Whether it is one client's and has one consumer at a time. */
    boolean isOfOne() {
        return isDurable && !isShared;
    }

    /** Refuses what no subscription can be called. */
    static void checkName(@Nullable String name) throws InvalidDestinationException {
        if (name == null || name.isEmpty()) throw new InvalidDestinationException("a subscription without a name");
        if (name.indexOf(DELIMITER) >= 0)
            throw new InvalidDestinationException("no subscription has a | in it: " + name);
        if (name.length() > LENGTH_MAX) throw new InvalidDestinationException(tooLong(name));
    }

    void check(BelayDestination from) throws JMSException {
        if (name == null || name.isEmpty()) throw new JMSException("a subscription without a name");
        if (name.indexOf(DELIMITER) >= 0) throw new JMSException("a subscription whose name has a | in it: " + name);
        if (name.length() > LENGTH_MAX) throw new JMSException(tooLong(name));
        if (!from.kind().isTopic()) throw new InvalidDestinationException("no topic: " + from.name());
        if (isDurable && from.kind().isTemporary()) {
            throw new InvalidDestinationException("a durable subscription of a temporary topic");
        }
    }

    private static String tooLong(String name) {
        return "the name of a subscription has " + name.length() + " characters, at most " + LENGTH_MAX
                + " are allowed";
    }

    ConsumerSpec of(ConsumerSpec spec) {
        return isShared ? spec.shared(name, isDurable, isGlobal) : spec.durable(name);
    }
}
