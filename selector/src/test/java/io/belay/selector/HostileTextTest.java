package io.belay.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer may write to make us fall over: it gets a selector or a refusal, soon, and nothing else. */
class HostileTextTest {
    private static final int LENGTH = 8_192;
    private static final Duration SOON = Duration.ofSeconds(5); // A thousand times what it takes.
    private static final String VALUE = "a".repeat(100_000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "NOT ",
                "-",
                "+",
                "- ",
                "'",
                "''",
                "a AND ",
                "a OR ",
                "a + ",
                "a * ",
                "a=",
                "a IN ('",
                "((a)",
                "1",
                "1.",
                ".",
                "0x",
                "1e",
                "e+",
                "\u0000",
                "\uD83D",
                "a BETWEEN ",
                "NOT (",
                "-(",
                "a LIKE '%",
                ")",
                ",",
                "%"
            })
    void any_piece_over_and_over_is_refused(String piece) {
        String text = piece.repeat(LENGTH / piece.length());

        Assertions.assertTimeoutPreemptively(
                SOON,
                () -> assertThatThrownBy(() -> Selector.parse(text, SelectorLimits.DEFAULT))
                        .isInstanceOf(SelectorException.class));
    }

    @ParameterizedTest
    @CsvSource({
        "'NOT ', yes",
        "'NOT yes AND ', yes",
        "'no OR ', yes",
        "'yes AND ', yes",
        "'1 + ', 1 > 0",
        "'one + ', one > 0",
        "'one * ', one > 0",
        "'- ', one <> 0",
        "-+, one <> 0",
    })
    void a_chain_as_long_as_a_text_needs_no_deeper_stack_than_a_short_one(String piece, String end) throws Exception {
        String text = piece.repeat((LENGTH - end.length()) / piece.length()) + end;
        var message = new SampleMessage().with("yes", true).with("no", false).with("one", 1);

        assertThat(onSmallStack(() -> message.says(text))).isNotEqualTo(Truth.UNKNOWN);
    }

    @Test
    void the_deepest_selectors_that_can_be_allowed_do_with_a_small_stack() throws Exception {
        var limits = new SelectorLimits(LENGTH, 96, 64);
        String flags = "(".repeat(96) + "yes" + ")".repeat(96);
        String conditions = "NOT (yes AND ".repeat(96) + "no" + ")".repeat(96);
        String sums = "-(1 * 1 + one * ".repeat(96) + "one" + ")".repeat(96) + " <> 0";

        for (String text : List.of(flags, conditions, sums)) {
            var message =
                    new SampleMessage().with("yes", true).with("no", false).with("one", 1);
            assertThat(onSmallStack(() -> Selector.parse(text, limits).evaluate(message)))
                    .isNotEqualTo(Truth.UNKNOWN);
        }
    }

    private static Truth onSmallStack(Callable<Truth> work) throws Exception {
        var task = new FutureTask<>(work);
        new Thread(null, task, "small", 512 << 10).start();
        return task.get();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%a%a%a%a%a%a%a%a%a%a%a%a%b", "%aab%", "%a_b%", "%_a_a_b%_a_a_b%", "%LONG%", "%SHORT%", "LONG%"})
    void no_pattern_takes_long_over_a_long_value(String form) {
        String pattern = form.replace("LONG", "a".repeat(4_000) + "b").replace("SHORT", "_" + "a".repeat(62) + "b");
        Selector selector = Selector.parse("a LIKE '" + pattern + "'", SelectorLimits.DEFAULT);

        boolean taken = Assertions.assertTimeoutPreemptively(SOON, () -> selector.matches(name -> VALUE));

        assertThat(taken).isFalse();
    }

    @Test
    void a_number_of_8_KiB_is_read_or_refused_soon() {
        String digits = "1".repeat(LENGTH - 100);

        Assertions.assertTimeoutPreemptively(SOON, () -> {
            assertThatThrownBy(() -> parsed("a = " + digits)).isInstanceOf(SelectorException.class);
            assertThatThrownBy(() -> parsed("a = " + digits + "!")).isInstanceOf(SelectorException.class);
            assertThatThrownBy(() -> parsed("a = 1e" + digits)).isInstanceOf(SelectorException.class);
            assertThatThrownBy(() -> parsed("a = 0x" + digits)).isInstanceOf(SelectorException.class);
            assertThatThrownBy(() -> parsed("a = " + digits + "_")).isInstanceOf(SelectorException.class);
            assertThat(parsed("a = 0." + digits).matches(name -> 1.0 / 9)).isTrue();
        });
    }

    @ParameterizedTest
    @Seeds(50)
    void random_words_are_a_selector_or_are_refused(long seed) {
        var random = new Random(seed);
        String[] words = ("a b yes AND OR NOT BETWEEN IN LIKE ESCAPE IS NULL TRUE FALSE ( ) , = <> < <= > >= + - * / "
                        + "'x' '%_' '!' 5 0 9223372036854775808 1.5 1e9 07 0xF JMSType JMSReplyTo # \" '")
                .split(" ");
        int understood = 0;
        for (int sample = 0; sample < 2_000; sample++) {
            var text = new StringBuilder();
            for (int count = random.nextInt(8); count >= 0; count--) {
                text.append(words[random.nextInt(words.length)]).append(' ');
            }
            if (survives(text.toString(), random)) understood++;
        }
        assertThat(understood).as("texts that are selectors").isPositive();
    }

    private static boolean survives(String text, Random random) {
        Object[] values = {1, 2L, 1.5f, -0.0, (byte) 0, Short.MIN_VALUE, "x", "", true, new Object()};
        try {
            Selector selector = parsed(text);
            Truth truth = selector.evaluate(name -> values[random.nextInt(values.length)]);
            assertThat(truth).as(text).isNotNull();
            return true;
        } catch (SelectorException refused) {
            assertThat(refused.position()).as(text).isBetween(0, text.length());
            return false;
        }
    }

    private static Selector parsed(String text) {
        return Selector.parse(text, SelectorLimits.DEFAULT);
    }
}
