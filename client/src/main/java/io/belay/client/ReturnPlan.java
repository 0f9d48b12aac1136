package io.belay.client;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** When to dial which address: {@link ReturnOptions} as a small machine. */
public final class ReturnPlan {
    /** One attempt: which address, and how long to wait before it, milliseconds, 0 or more. */
    public record Attempt(String address, long afterMs) {}

    /**
     * A plan that begins with the first connection.
     *
     * @param random 64 random bits a call
     */
    public ReturnPlan(ReturnOptions options, LongSupplier random) {
        throw new AssertionError();
    }

    /** The next attempt; null if there is none left. */
    public @Nullable Attempt next() {
        return null;
    }

    /** The last attempt was good: the next one will be a return. */
    public void connected() {}

    /** The broker wants nobody back earlier; counts for the next attempt only. */
    public void retryAfter(long ms) {}

    /** The broker wants us at another address: that is tried next, at once, before the plan goes on. */
    public void redirect(String address) {}

    /** The broker told where else it can be found: these come after the addresses that were given. */
    public void known(List<String> addresses) {}
}
