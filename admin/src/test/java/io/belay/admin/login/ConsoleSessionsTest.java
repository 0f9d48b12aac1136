package io.belay.admin.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.access.Account;
import io.belay.amqp.sasl.ScramCredential;
import io.belay.amqp.sasl.ScramHash;
import io.belay.amqp.type.Binary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who is logged in at the console, for how long, and how many. */
class ConsoleSessionsTest {
    private static final long NOW_MS = 1_000_000;

    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Random random = new Random(7);
    private final ConsoleSessions sessions = new ConsoleSessions(random::nextBytes);

    private Account user(String name, String hash) {
        Account account = new Account(name, null, null, hash, List.of(), List.of());
        accounts.put(name, account);
        return account;
    }

    private boolean stands(ConsoleSessions.Opened opened, long nowMs) {
        return sessions.find(opened.cookie(), accounts::get, nowMs) != null;
    }

    @Test
    void a_cookie_finds_its_user_and_its_token() {
        var ann = sessions.open(user("ann", "a"), NOW_MS);
        var bob = sessions.open(user("bob", "b"), NOW_MS);

        assertThat(sessions.find(ann.cookie(), accounts::get, NOW_MS))
                .isEqualTo(new ConsoleSessions.Found("ann", ann.changeToken()));
        assertThat(sessions.find(bob.cookie(), accounts::get, NOW_MS))
                .isEqualTo(new ConsoleSessions.Found("bob", bob.changeToken()));
        assertThat(List.of(ann.cookie(), ann.changeToken(), bob.cookie(), bob.changeToken()))
                .doesNotHaveDuplicates()
                .allSatisfy(each -> assertThat(each).as("256 bits").hasSize(43));
    }

    @Test
    void what_was_never_handed_out_finds_nobody() {
        var ann = sessions.open(user("ann", "a"), NOW_MS);

        assertThat(sessions.find("", accounts::get, NOW_MS)).isNull();
        assertThat(sessions.find(ann.changeToken(), accounts::get, NOW_MS)).isNull();
        assertThat(sessions.find(ann.cookie() + "A", accounts::get, NOW_MS)).isNull();
    }

    @Test
    void whoever_is_idle_for_half_an_hour_is_logged_out() {
        var early = sessions.open(user("ann", "a"), NOW_MS);
        var late = sessions.open(user("bob", "b"), NOW_MS);

        assertThat(stands(early, NOW_MS + ConsoleSessions.IDLE_MAX_MS - 1)).isTrue();
        assertThat(stands(early, NOW_MS + 2 * (ConsoleSessions.IDLE_MAX_MS - 1)))
                .as("it was used meanwhile")
                .isTrue();
        assertThat(stands(late, NOW_MS + ConsoleSessions.IDLE_MAX_MS)).isFalse();
        assertThat(stands(late, NOW_MS)).as("over is over").isFalse();
    }

    @Test
    void a_login_lasts_half_a_day_however_busy() {
        var ann = sessions.open(user("ann", "a"), NOW_MS);

        for (long ageMs = 0; ageMs < ConsoleSessions.AGE_MAX_MS; ageMs += 60_000)
            assertThat(stands(ann, NOW_MS + ageMs)).isTrue();
        assertThat(stands(ann, NOW_MS + ConsoleSessions.AGE_MAX_MS - 1)).isTrue();
        assertThat(stands(ann, NOW_MS + ConsoleSessions.AGE_MAX_MS)).isFalse();
    }

    @Test
    void a_user_that_goes_or_has_another_password_is_logged_out() {
        var gone = sessions.open(user("ann", "a"), NOW_MS);
        var changed = sessions.open(user("bob", "b"), NOW_MS);
        var keyed = sessions.open(user("cleo", ""), NOW_MS);
        var same = sessions.open(user("dan", "d"), NOW_MS);

        accounts.remove("ann");
        user("bob", "B");
        ScramCredential key = ScramCredential.of(ScramHash.SHA_256, "secret", Binary.of(new byte[16]), 4_096);
        accounts.put("cleo", new Account("cleo", key, null, "", List.of(), List.of()));
        accounts.put("dan", new Account("dan", null, null, "d", List.of(), List.of("another role")));

        assertThat(stands(gone, NOW_MS)).isFalse();
        assertThat(stands(changed, NOW_MS)).isFalse();
        assertThat(stands(keyed, NOW_MS)).isFalse();
        assertThat(stands(same, NOW_MS)).as("what it may do is asked each time").isTrue();
    }

    @Test
    void one_user_has_so_many_and_then_its_longest_unused_ends() {
        Account ann = user("ann", "a");
        var bob = sessions.open(user("bob", "b"), NOW_MS);
        List<ConsoleSessions.Opened> opened = new ArrayList<>();
        for (int count = 0; count < ConsoleSessions.USER_SESSIONS_MAX; count++) opened.add(sessions.open(ann, NOW_MS));
        assertThat(opened).allMatch(each -> stands(each, NOW_MS));
        assertThat(stands(opened.get(0), NOW_MS)).isTrue(); // so the second is now the longest unused

        sessions.open(ann, NOW_MS);

        assertThat(stands(opened.get(1), NOW_MS)).isFalse();
        assertThat(stands(opened.get(0), NOW_MS)).isTrue();
        assertThat(stands(bob, NOW_MS)).as("another user's").isTrue();
    }

    @Test
    void there_are_so_many_and_then_the_longest_unused_ends() {
        var first = sessions.open(user("user 0", "a"), NOW_MS);
        var second = sessions.open(user("user 1", "a"), NOW_MS);
        for (int count = 2; count < ConsoleSessions.SESSIONS_MAX; count++)
            sessions.open(user("user " + count, "a"), NOW_MS);
        assertThat(sessions.count()).isEqualTo(ConsoleSessions.SESSIONS_MAX);
        assertThat(stands(first, NOW_MS)).isTrue();

        sessions.open(user("one more", "a"), NOW_MS);

        assertThat(sessions.count()).isEqualTo(ConsoleSessions.SESSIONS_MAX);
        assertThat(stands(second, NOW_MS)).isFalse();
        assertThat(stands(first, NOW_MS)).isTrue();
    }

    @Test
    void what_is_over_makes_room() {
        for (int count = 0; count < ConsoleSessions.SESSIONS_MAX; count++)
            sessions.open(user("user " + count, "a"), NOW_MS);

        sessions.open(user("late", "a"), NOW_MS + ConsoleSessions.IDLE_MAX_MS);

        assertThat(sessions.count()).isEqualTo(1);
    }

    @Test
    void whoever_logs_out_is_out() {
        var ann = sessions.open(user("ann", "a"), NOW_MS);

        sessions.close(ann.cookie());

        assertThat(stands(ann, NOW_MS)).isFalse();
    }
}
