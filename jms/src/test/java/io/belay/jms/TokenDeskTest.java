package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a connection asks for its tokens. */
class TokenDeskTest {
    private static String answer(CompletableFuture<String> asked) throws Exception {
        return asked.get(Connections.WAIT_MS, TimeUnit.MILLISECONDS);
    }

    @Test
    void each_question_gets_a_token_of_its_own() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        TokenDesk desk = new TokenDesk(() -> "token" + asked.incrementAndGet());

        assertThat(answer(desk.ask())).isEqualTo("token1");
        assertThat(answer(desk.ask())).isEqualTo("token2");
    }

    @Test
    void while_the_source_thinks_nobody_asks_it_again() throws Exception {
        CountDownLatch thought = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        TokenDesk desk = new TokenDesk(() -> {
            asked.incrementAndGet();
            thought.await();
            return "late";
        });

        CompletableFuture<String> first = desk.ask();
        CompletableFuture<String> second = desk.ask();
        thought.countDown();

        assertThat(answer(second)).isEqualTo("late");
        assertThat(answer(first)).isEqualTo("late");
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "a\u0001auth=Bearer b", "\u00e4"})
    void what_is_no_token_is_not_shown(String token) {
        CompletableFuture<String> asked = new TokenDesk(() -> token).ask();

        assertThatThrownBy(() -> answer(asked)).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_source_that_fails_is_asked_again() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        TokenDesk desk = new TokenDesk(() -> {
            if (asked.incrementAndGet() == 1) throw new IOException("the issuer is down");
            return "good";
        });

        CompletableFuture<String> failed = desk.ask();
        assertThatThrownBy(() -> answer(failed)).hasRootCauseMessage("the issuer is down");
        assertThat(answer(desk.ask())).isEqualTo("good");
    }

    @Test
    void a_file_is_read_without_the_white_space_around_its_token(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "\n eyJ.a.b\n");

        assertThat(new TokenFile(file).token()).isEqualTo("eyJ.a.b");
    }
}
