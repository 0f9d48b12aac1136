package io.belay.amqp.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long a node lives that a link asked for (§3.5.10 to §3.5.13): the value of {@code lifetime-policy}. */
public enum LifetimePolicy {
    /** Until the link that made it is closed. */
    DELETE_ON_CLOSE(Descriptor.DELETE_ON_CLOSE),
    /** Until no link is on it. */
    DELETE_ON_NO_LINKS(Descriptor.DELETE_ON_NO_LINKS),
    /** Until no message is in it. */
    DELETE_ON_NO_MESSAGES(Descriptor.DELETE_ON_NO_MESSAGES),
    /** Until no link is on it or no message is in it. */
    DELETE_ON_NO_LINKS_OR_MESSAGES(Descriptor.DELETE_ON_NO_LINKS_OR_MESSAGES);

    /** The key of the policy among a node's properties. */
    public static final Symbol KEY = Symbol.of("lifetime-policy");

    private final Descriptor descriptor;

    LifetimePolicy(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** The policy as a value of node properties. */
    public Described described() {
        return new Described(new UnsignedLong(descriptor.code()), List.of());
    }

    /** The policy that {@code value} describes, by number or by name; null if it is none. */
    public static @Nullable LifetimePolicy of(@Nullable Object value) {
        if (!(value instanceof Described described)) return null;
        Descriptor found = Descriptor.of(described.descriptor());
        for (LifetimePolicy policy : values()) {
            if (policy.descriptor == found) return policy;
        }
        return null;
    }
}
