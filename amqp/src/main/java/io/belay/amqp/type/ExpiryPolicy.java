package io.belay.amqp.type;

import org.jspecify.annotations.Nullable;

/** When the countdown of a terminus begins (§3.5.6). */
public enum ExpiryPolicy {
    /** When its link is detached. */
    LINK_DETACH("link-detach"),
    /** When its session ends; the default. */
    SESSION_END("session-end"),
    /** When its connection is closed. */
    CONNECTION_CLOSE("connection-close"),
    /** Never. */
    NEVER("never");

    private final Symbol symbol;

    ExpiryPolicy(String text) {
        symbol = Symbol.of(text);
    }

    /** Its word on the wire. */
    public Symbol symbol() {
        return symbol;
    }

    /** The policy of that word, null if there is none. */
    public static @Nullable ExpiryPolicy of(Symbol symbol) {
        for (ExpiryPolicy policy : values()) {
            if (policy.symbol.equals(symbol)) return policy;
        }
        return null;
    }
}
