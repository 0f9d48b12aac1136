package io.belay.access;

import io.belay.amqp.type.Binary;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one user may do from one line, as it is configured at the moment: what is configured anew counts from the next
 * question on. To be asked for every message: a name that was allowed the last time costs one comparison. One thread at
 * a time.
 */
public final class Rights {
    private final Supplier<Accounts> accounts;
    private final Supplier<@Nullable Bearer> bearer;
    private final Consumer<String> denials;
    private final String user;
    private final String client;
    private final @Nullable String[] lastAllowed = new String[Action.values().length * Kind.values().length];
    private @Nullable Accounts known; // what the rest is of
    private @Nullable Bearer knownBearer; // likewise
    private @Nullable Grants grants; // null if everything is allowed, or nothing
    private boolean isOpen;
    private boolean hasChanged;

    /**
     * Rights that are not asked for yet.
     *
     * @param accounts gives them as they are now; of another thread perhaps
     * @param user the principal
     * @param client its client id, or container-id
     * @param denials hears, in words, of what was not allowed
     */
    public Rights(Supplier<Accounts> accounts, String user, String client, Consumer<String> denials) {
        this(accounts, () -> null, user, client, denials);
    }

    /**
     * The same for somebody that may have come with a token.
     *
     * @param bearer gives what the token says, as it is now; null if there is none, so that the user is one of the accounts
     */
    public Rights(
            Supplier<Accounts> accounts,
            Supplier<@Nullable Bearer> bearer,
            String user,
            String client,
            Consumer<String> denials) {
        this.accounts = accounts;
        this.bearer = bearer;
        this.user = user;
        this.client = client;
        this.denials = denials;
        refresh();
        hasChanged = false;
    }

    /** All rights, whoever asks. */
    public static Rights all() {
        return new Rights(() -> Accounts.NONE, Accounts.ANONYMOUS, "", denied -> {});
    }

    /** No rights: those of whoever has not said who it is. */
    public static Rights none() {
        Account locked = new Account("nobody", null, null, "", List.of(), List.of());
        Accounts known = new Accounts(List.of(locked), List.of(), Binary.of(new byte[Accounts.SECRET_LENGTH_MIN]));
        return new Rights(() -> known, locked.name(), "", denied -> {});
    }

    /** The principal. */
    public String user() {
        return user;
    }

    /** Whether there are no users, so that nobody can be told from anybody. */
    public boolean isOpen() {
        refresh();
        return isOpen;
    }

    /** Whether it may do this with the queue or topic of that name. */
    public boolean allows(Action action, Kind kind, String name) {
        boolean isAllowed = has(action, kind, name);
        if (!isAllowed) denials.accept(denial(action, kind, name));
        return isAllowed;
    }

    /** As {@link #allows}, but nobody hears of it if not: for what the client has not asked for in so many words. */
    public boolean has(Action action, Kind kind, String name) {
        refresh();
        if (isOpen) return true;
        int index = Grants.index(action, kind);
        if (name.equals(lastAllowed[index])) return true;
        boolean isAllowed = grants != null && grants.allows(index, name);
        if (isAllowed) lastAllowed[index] = name;
        return isAllowed;
    }

    /** Whether it may do this with every topic that a filter takes, because of one pattern that covers it. */
    public boolean covers(Action action, String filter) {
        refresh();
        if (isOpen) return true;
        boolean isAllowed = grants != null && grants.covers(Grants.index(action, Kind.TOPIC), filter);
        if (!isAllowed) denials.accept(denial(action, Kind.TOPIC, filter));
        return isAllowed;
    }

    /** Whether it may do everything with all queues and topics, and so what concerns the whole broker. Nobody hears of it. */
    public boolean isOperator() {
        refresh();
        if (isOpen) return true;
        Grants its = grants;
        if (its == null) return false;
        return its.covers(Grants.index(Action.ADMIN, Kind.QUEUE), "#")
                && its.covers(Grants.index(Action.ADMIN, Kind.TOPIC), "#");
    }

    /** What is missing, in words: {@code anna needs publish on topic shop/till-7}. */
    public String denial(Action action, Kind kind, String name) {
        return user + " needs " + action.word() + " on " + kind.word() + " " + name;
    }

    /** Whether there is no such user any more, or its token has run out: its lines are to end. */
    public boolean isGone() {
        refresh();
        return !isOpen && grants == null;
    }

    /** Whether it is gone because its token has run out. */
    public boolean hasRunOut() {
        return isGone() && knownBearer != null;
    }

    /** Why it is gone, in words. */
    public String farewell() {
        return hasRunOut() ? "the token of " + user + " has run out" : "user " + user + " is no more";
    }

    /** Whether something was configured anew since this was asked the last time: what stands is to be checked again. */
    public boolean hasChanged() {
        refresh();
        boolean changed = hasChanged;
        hasChanged = false;
        return changed;
    }

    private void refresh() {
        Accounts now = accounts.get();
        Bearer its = bearer.get();
        if (now == known && its == knownBearer) return;
        known = now;
        knownBearer = its;
        hasChanged = true;
        isOpen = now.isOpen();
        Account account = its == null ? now.account(user) : its.isOver() ? null : its.account();
        grants = account == null ? null : new Grants(now, account, client);
        Arrays.fill(lastAllowed, null);
    }
}
