package io.belay.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.access.Account;
import io.belay.access.Accounts;
import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.access.PasswordCheck;
import io.belay.access.Permission;
import io.belay.access.Role;
import io.belay.access.SlowdownOptions;
import io.belay.access.TokenCheck;
import io.belay.admin.login.Entrance.Admission;
import io.belay.admin.login.Remote;
import io.belay.amqp.sasl.ScramCredential;
import io.belay.amqp.sasl.ScramHash;
import io.belay.amqp.type.Binary;
import io.belay.node.Authenticator.Reason;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who comes in over HTTP, and how those who fail are slowed. */
class HttpLoginsTest {
    private static final Remote HERE = new Remote("127.0.0.1:5000", false);
    private static final Remote AWAY = new Remote("192.0.2.7:5000", false);
    private static final Remote AWAY_OVER_TLS = new Remote("192.0.2.7:5000", true);
    private static final int PATIENCE_S = 60;

    private static final TokenCheck TOKENS = new TokenCheck() {
        @Override
        public boolean isOn() {
            return true;
        }

        @Override
        public Answer check(String token) {
            Account guest = new Account("guest", null, null, "", List.of(), List.of("reader"));
            return token.equals("eyJ.good.token") ? new Granted(guest, 60_000) : new Refused("unknown");
        }
    };
    private static final Role READER =
            new Role("reader", List.of(new Permission(EnumSet.of(Action.BROWSE), EnumSet.of(Kind.QUEUE), "orders")));

    private final AtomicLong nowMs = new AtomicLong(1_000_000);
    private final Accounts accounts = new Accounts(List.of(ann()), List.of(READER), Binary.of(new byte[16]));
    private final LoginDesk desk = new LoginDesk(accounts, false, PasswordCheck.NONE, TOKENS);
    private final HttpLogins logins = new HttpLogins(desk, nowMs::get);

    private static Account ann() {
        ScramCredential key = ScramCredential.of(ScramHash.SHA_256, "secret", Binary.of(new byte[16]), 4_096);
        return new Account("ann", key, null, "", List.of(), List.of());
    }

    @AfterEach
    void close() {
        logins.close();
        desk.close();
    }

    private CompletableFuture<Admission> attempt(Remote from, String password) {
        return logins.password(from, "ann", password.getBytes(StandardCharsets.UTF_8));
    }

    private Admission outcome(Remote from, String password) throws Exception {
        return attempt(from, password).get(PATIENCE_S, TimeUnit.SECONDS);
    }

    /** The same while time flies: whoever has failed waits for it. */
    private Admission outcomeInTime(Remote from, String password) throws Exception {
        CompletableFuture<Admission> coming = attempt(from, password);
        for (int look = 0; look < 6_000; look++) {
            try {
                return coming.get(10, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                nowMs.addAndGet(1_000);
            }
        }
        throw new AssertionError("nobody answers");
    }

    private static Reason reason(Admission admission) {
        return ((Admission.Refused) admission).reason();
    }

    @Test
    void the_right_password_lets_in_and_another_does_not() throws Exception {
        assertThat(((Admission.Admitted) outcome(HERE, "secret")).user()).isEqualTo("ann");
        assertThat(reason(outcome(HERE, "Secret"))).isEqualTo(Reason.CREDENTIALS);
    }

    @Test
    void passwords_from_elsewhere_are_taken_over_tls_only() throws Exception {
        assertThat(reason(outcome(AWAY, "secret"))).isEqualTo(Reason.FORBIDDEN);
        assertThat(outcome(AWAY_OVER_TLS, "secret")).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void whoever_failed_waits_for_its_time_even_with_the_right_password() throws Exception {
        for (int count = 0; count <= SlowdownOptions.DEFAULTS.freeFailures(); count++) outcome(HERE, "wrong");

        CompletableFuture<Admission> waiting = attempt(HERE, "secret");
        outcome(AWAY, "secret"); // The one thread has come to the first of both.

        assertThat(waiting).isNotDone();
        nowMs.addAndGet(SlowdownOptions.DEFAULTS.delayMaxMs());
        assertThat(waiting.get(PATIENCE_S, TimeUnit.SECONDS)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void whoever_would_have_to_wait_too_long_is_sent_away() throws Exception {
        int failures = 0;
        while (reason(outcomeInTime(HERE, "wrong")) == Reason.CREDENTIALS) failures++;

        assertThat(failures).isBetween(SlowdownOptions.DEFAULTS.freeFailures() + 1, 12);
        assertThat(reason(outcome(HERE, "secret"))).isEqualTo(Reason.BUSY);
    }

    @Test
    void what_a_user_may_do_is_what_it_may_now() {
        var rights = logins.rights(HERE, "ann");
        assertThat(rights.has(Action.BROWSE, Kind.QUEUE, "orders")).isFalse();

        desk.accounts(Accounts.NONE);

        assertThat(rights.has(Action.BROWSE, Kind.QUEUE, "orders")).isTrue();
    }

    @Test
    void a_token_brings_its_own_rights() throws Exception {
        Admission in = logins.token(HERE, "eyJ.good.token").get(PATIENCE_S, TimeUnit.SECONDS);

        assertThat(((Admission.Admitted) in).user()).isEqualTo("guest");
        assertThat(((Admission.Admitted) in).rights().has(Action.BROWSE, Kind.QUEUE, "orders"))
                .isTrue();
        assertThat(((Admission.Admitted) in).rights().has(Action.DELETE, Kind.QUEUE, "orders"))
                .isFalse();
    }

    @Test
    void another_token_lets_nobody_in() throws Exception {
        for (String token : List.of("eyJ.bad.token", "abc", "", "ä"))
            assertThat(reason(logins.token(HERE, token).get(PATIENCE_S, TimeUnit.SECONDS)))
                    .as(token)
                    .isEqualTo(Reason.CREDENTIALS);
        assertThat(reason(logins.token(AWAY, "eyJ.good.token").get(PATIENCE_S, TimeUnit.SECONDS)))
                .isEqualTo(Reason.FORBIDDEN);
    }

    @Test
    void once_it_is_closed_nobody_waits_in_vain() throws Exception {
        logins.close();

        assertThat(reason(outcome(HERE, "secret"))).isEqualTo(Reason.BUSY);
    }
}
