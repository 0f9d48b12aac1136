package io.belay.server.login;

import io.belay.access.Accounts;
import io.belay.access.Rights;
import io.belay.admin.login.Entrance;
import io.belay.admin.login.Remote;
import io.belay.node.Authenticator.Reason;
import io.belay.node.Authenticator.Verdict;
import io.belay.node.login.LineFacts;
import io.belay.node.login.LineLogins;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges those who ask over HTTP as if each request were a line of its own: with the same users, and with what the same
 * failures on all ports have brought upon an address and a user. One thread has all that wait for their time.
 */
public final class HttpLogins implements Entrance, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("io.belay.audit");
    private static final int TICK_MS = 50;

    private final LoginDesk desk;
    private final LongSupplier clock;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread made = new Thread(task, "belay-http-logins");
        made.setDaemon(true);
        return made;
    });

    /** @param clock broker time, milliseconds */
    public HttpLogins(LoginDesk desk, LongSupplier clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public Accounts accounts() {
        return desk.accounts();
    }

    @Override
    public CompletableFuture<Admission> password(Remote from, String user, byte[] password) {
        return attempt(from, logins -> logins.check(user, password, clock.getAsLong()));
    }

    @Override
    public CompletableFuture<Admission> token(Remote from, String token) {
        byte[] password = token.getBytes(StandardCharsets.ISO_8859_1); // as the gateways take it, without a name
        return attempt(from, logins -> logins.check("", password, clock.getAsLong()));
    }

    private CompletableFuture<Admission> attempt(Remote from, Function<LineLogins, Verdict> first) {
        Attempt attempt = new Attempt(factsOf(from));
        try {
            thread.execute(() -> attempt.judged(first.apply(attempt.logins)));
        } catch (RejectedExecutionException closed) {
            attempt.judged(new Verdict.Refused(Reason.BUSY, "the broker stops"));
        }
        return attempt.outcome;
    }

    /** One that wants in. On the thread. */
    private final class Attempt {
        private final CompletableFuture<Admission> outcome = new CompletableFuture<>();
        private final LineLogins logins;

        Attempt(LineFacts from) {
            logins = desk.of(from, thread, this::judged);
        }

        void judged(Verdict verdict) {
            if (verdict instanceof Verdict.Accepted in)
                outcome.complete(new Admission.Admitted(in.principal(), logins.rights(in.principal(), "")));
            else if (verdict instanceof Verdict.Refused out)
                outcome.complete(new Admission.Refused(out.reason(), out.why()));
            else thread.schedule(this::tick, TICK_MS, TimeUnit.MILLISECONDS);
        }

        private void tick() {
            if (outcome.isDone()) return;
            logins.tick(clock.getAsLong());
            if (!outcome.isDone()) thread.schedule(this::tick, TICK_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public Rights rights(Remote from, String user) {
        LineFacts facts = factsOf(from);
        return new Rights(desk::accounts, user, "", what -> desk.witness().denied(facts, user, what));
    }

    private static LineFacts factsOf(Remote from) {
        return LineOrigin.of(from.peer(), from.isEncrypted(), null);
    }

    @Override
    public void did(Remote from, String user, String what) {
        LOG.info("{} from {}: {}", Shown.text(user), Shown.text(from.address()), Shown.text(what));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
