package io.belay.node.login;

import io.belay.access.Rights;
import io.belay.node.Authenticator;
import io.belay.node.limit.Objection;
import io.belay.node.limit.Turnstile;
import org.jspecify.annotations.Nullable;

/** The logins of a line that is one of many: whoever may come in does so only if there is a place. */
public final class CountedLogins implements Authenticator {
    private final Authenticator logins;
    private final Turnstile turnstile;

    /** Of a line that was just accepted; whoever drives it closes {@code turnstile} when it is gone. */
    public CountedLogins(Authenticator logins, Turnstile turnstile) {
        this.logins = logins;
        this.turnstile = turnstile;
    }

    @Override
    public Verdict check(@Nullable String username, byte @Nullable [] password, long nowMs) {
        return logins.check(username, password, nowMs);
    }

    @Override
    public boolean offers(String mechanism) {
        return logins.offers(mechanism);
    }

    @Override
    public @Nullable Mechanism mechanism(String name) {
        return logins.mechanism(name);
    }

    @Override
    public Rights rights(String principal, String clientId) {
        return logins.rights(principal, clientId);
    }

    @Override
    public @Nullable Objection objection() {
        return turnstile.objection();
    }

    @Override
    public @Nullable Objection objection(String principal) {
        return turnstile.enter(principal);
    }

    @Override
    public void tick(long nowMs) {
        logins.tick(nowMs);
    }
}
