package io.belay.node.limit;

import io.belay.access.Accounts;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One line at {@link Connects}: what it counts for, from its first to its last moment. One thread at a time. */
public final class Turnstile {
    private final Connects connects;
    private final String address;
    private final LongSupplier clockMs;
    private final Supplier<@Nullable Objection> house;
    private final @Nullable Objection objection;
    private @Nullable String user; // that it counts for
    private boolean closed;

    /**
     * A line stands.
     *
     * @param address where it comes from, without the port
     * @param clockMs broker time
     */
    public Turnstile(Connects connects, String address, LongSupplier clockMs) {
        this(connects, address, clockMs, () -> null);
    }

    /**
     * The same in a house that may be closed.
     *
     * @param house why nobody is let in at the moment, null while clients are. Asked whenever one wants to come in
     */
    public Turnstile(Connects connects, String address, LongSupplier clockMs, Supplier<@Nullable Objection> house) {
        this.house = house;
        this.connects = connects;
        this.address = address;
        this.clockMs = clockMs;
        objection = connects.arrive(address, clockMs.getAsLong());
    }

    /** Why it is not served now, whoever its client is; null if it is. */
    public @Nullable Objection objection() {
        Objection closing = house.get();
        return closing != null ? closing : objection;
    }

    /** Why its client may not come in; null if it may. Users who need no name are not counted. */
    public @Nullable Objection enter(String principal) {
        Objection closing = house.get(); // perhaps since it has said who it is
        if (closing != null) return closing;
        boolean isCounted = !principal.equals(Accounts.ANONYMOUS) && user == null && !closed;
        if (!isCounted) return null;
        Objection against = connects.enter(principal, clockMs.getAsLong());
        if (against == null) user = principal;
        return against;
    }

    /** The line is gone. */
    public void close() {
        if (closed) return;
        closed = true;
        connects.gone(address);
        if (user != null) connects.left(user);
    }
}
