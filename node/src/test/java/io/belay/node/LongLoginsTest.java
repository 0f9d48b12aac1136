package io.belay.node;

import static io.belay.node.GuardedBroker.fate;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.access.TokenCheck;
import io.belay.mqtt.MqttEvent;
import io.belay.node.login.LineLogins;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients say of themselves at length is not kept while they wait, and is nobody's. */
final class LongLoginsTest {
    private static final int LINES = 400;
    private static final int LENGTH = 60_000;
    private static final String WRONG = "BAD_USER_NAME_OR_PASSWORD";

    private final GuardedBroker broker = new GuardedBroker();
    private final List<Authenticator> lines = new ArrayList<>();

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private TestClient scram(String first) {
        return broker.mqttWith("a", "SCRAM-SHA-256", first.getBytes(StandardCharsets.UTF_8));
    }

    /** What is kept of lines that wait for a worker, bytes. */
    private long kept(String name, String password) {
        broker.workersRest = true;
        broker.workersMax = LINES + 1;
        ask(name, password);
        long before = used();
        for (int number = 0; number < LINES; number++) ask(name, password);
        return used() - before;
    }

    private void ask(String name, String password) {
        Authenticator line = broker.broker.authenticators.apply(verdict -> {});
        lines.add(line);
        byte[] shown = password.getBytes(StandardCharsets.UTF_8);
        assertThat(line.check(new String(name.toCharArray()), shown, 0))
                .isInstanceOf(Authenticator.Verdict.Later.class);
    }

    @Test
    void a_password_and_a_name() {
        assertThat(kept("x".repeat(LENGTH), "y".repeat(LENGTH))).isLessThan(LINES * LENGTH / 4L);
    }

    @Test
    void a_token() {
        String token = TestTokens.token("z".repeat(LENGTH), 60_000, "till");

        assertThat(kept("", token)).isLessThan(LINES * (TokenCheck.LENGTH_MAX + LENGTH / 8L));
    }

    @Test
    void a_message_of_scram_is_refused_if_it_is_longer() {
        String first = "n,,n=anna,r=";
        int most = LineLogins.SAID_LENGTH_MAX - first.length();

        TestClient within = scram(first + "x".repeat(most));
        TestClient beyond = scram(first + "x".repeat(most + 1));

        assertThat(within.seen(MqttEvent.Authenticating.class)).hasSize(1);
        assertThat(fate(beyond)).isEqualTo("NOT_AUTHORIZED");
    }

    @Test
    void what_is_too_long_is_nobodys_however_it_begins() {
        String longest = "p".repeat(LineLogins.SAID_LENGTH_MAX);
        broker.users(GuardedBroker.account("long", longest, false, "till"), GuardedBroker.ANNA);

        assertThat(fate(broker.mqtt("a", "long", longest))).isEqualTo("in");
        assertThat(fate(broker.mqtt("b", "long", longest + "p"))).isEqualTo(WRONG);
        assertThat(fate(broker.mqtt("c", "n".repeat(LENGTH), "secret"))).isEqualTo(WRONG);
        assertThat(fate(broker.mqtt("d", "anna", "secret"))).isEqualTo("in");
    }

    @Test
    void a_name_is_not_taken_for_its_beginning() {
        String longest = "n".repeat(256);
        broker.users(GuardedBroker.account(longest, "secret", false, "till"));

        assertThat(fate(broker.mqtt("a", longest, "secret"))).isEqualTo("in");
        assertThat(fate(broker.mqtt("b", longest + "n", "secret"))).isEqualTo(WRONG);
    }

    @Test
    void a_token_is_taken_to_its_last_character() {
        String token = TestTokens.token("anna", 60_000, "till", "");
        String longest = TestTokens.token("anna", 60_000, "till", "x".repeat(TokenCheck.LENGTH_MAX - token.length()));

        assertThat(longest).hasSize(TokenCheck.LENGTH_MAX);
        assertThat(fate(broker.mqtt("a", "anna", longest))).isEqualTo("in");
    }
}
