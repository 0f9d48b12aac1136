package io.belay.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikeTest {
    private static final String ALPHABET = "aab%%_!";
    private static final int SAMPLES = 2_000;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            12%3       | 123       | true
            12%3       | 12993     | true
            12%3       | 1234      | false
            l_se       | lose      | true
            l_se       | loose     | false
            !_%        | _foo      | true
            !_%        | bar       | false
            ""         | ""        | true
            ""         | a         | false
            %          | ""        | true
            %          | anything  | true
            %%         | ""        | true
            %%%a%%     | ba        | true
            _          | ""        | false
            _          | a         | true
            _          | ab        | false
            _%         | ""        | false
            _%         | a         | true
            %_         | abc       | true
            __         | a         | false
            _%_        | a         | false
            _%_        | ab        | true
            abc        | abc       | true
            abc        | ABC       | false
            abc        | abcd      | false
            abcd       | abc       | false
            a%         | ba        | false
            %a         | ab        | false
            a%a        | a         | false
            a%a        | aa        | true
            ab%ba      | aba       | false
            %ab%       | aab       | true
            %aab%      | aaab      | true
            %aabaaa%   | aabaabaaa | true
            %ab%ab%    | abxab     | true
            %ab%ab%    | xabx      | false
            %a_c%      | ababc     | true
            %a_c%b     | abcb      | true
            %a_c%cb    | abcb      | false
            %b%b       | b         | false
            %a%_       | a         | false
            %a%_       | ab        | true
            100!%      | 100%      | true
            100!%      | 1000      | false
            !!         | !         | true
            !a!b       | ab        | true
            %!%%       | 5%!       | true
            %!%%       | 5!        | false
            a.c        | abc       | false
            a.c        | a.c       | true
            [a-c]*     | b         | false
            a\\b       | a\\b      | true
            ^a$        | ^a$       | true
            """)
    @Clause("JMS-3.8.1.1")
    void a_pattern_takes_the_values_that_the_standard_says(String pattern, String value, boolean taken) {
        assertThat(like(pattern, "!").matches(name -> value)).isEqualTo(taken);
    }

    @Test
    void without_ESCAPE_nothing_escapes() {
        Selector selector = Selector.parse("a LIKE '!_'", SelectorLimits.DEFAULT);

        assertThat(selector.matches(name -> "!x")).isTrue();
        assertThat(selector.matches(name -> "_")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"%, 5%%, 5%, true", "%, 5%%, 5x, false", "_, __a%, _ab, true", "_, __, a, false"})
    void a_wildcard_that_escapes_is_no_wildcard_any_more(String escape, String pattern, String value, boolean taken) {
        assertThat(like(pattern, escape).matches(name -> value)).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({
        "_, \uD83D\uDE00, true",
        "__, \uD83D\uDE00, false",
        "a_, a\uD83D\uDE00, true",
        "%_, \uD83D\uDE00, true",
        "_%, \uD83D\uDE00, true",
        "%a_b%, xa\uD83D\uDE00by, true",
        "%\uD83D\uDE00%, a\uD83D\uDE00b, true",
        "%\uD83D\uDE01%, a\uD83D\uDE00b, false",
        "_%_, \uD83D\uDE00, false",
    })
    void a_character_beyond_the_basic_plane_is_one(String pattern, String value, boolean taken) {
        assertThat(like(pattern, "!").matches(name -> value)).isEqualTo(taken);
    }

    @Test
    void half_a_character_is_no_part_of_a_whole_one() {
        assertThat(like("%\uDE00%", "!").matches(name -> "\uD83D\uDE00")).isFalse();
        assertThat(like("%\uDE00%", "!").matches(name -> "a\uDE00")).isTrue();
    }

    @ParameterizedTest
    @Seeds(20)
    void random_patterns_take_what_a_slow_and_simple_rule_takes(long seed) {
        var random = new Random(seed);
        int taken = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            String pattern = letters(random, ALPHABET, 8);
            String value = letters(random, "aab", 10);
            if (pattern.replace("!!", "").endsWith("!")) continue; // escapes nothing
            boolean expected = takes(pattern, 0, value, 0);

            if (expected) taken++;
            assertThat(like(pattern, "!").matches(name -> value))
                    .as("'%s' LIKE '%s'", value, pattern)
                    .isEqualTo(expected);
        }
        assertThat(taken).as("samples that match").isBetween(SAMPLES / 20, SAMPLES);
    }

    private static boolean takes(String pattern, int at, String value, int from) {
        if (at == pattern.length()) return from == value.length();
        char unit = pattern.charAt(at);
        if (unit == '%') {
            return takes(pattern, at + 1, value, from) || from < value.length() && takes(pattern, at, value, from + 1);
        }
        if (from == value.length()) return false;
        boolean escaped = unit == '!';
        char wanted = escaped ? pattern.charAt(at + 1) : unit;
        boolean fits = !escaped && wanted == '_' || wanted == value.charAt(from);
        return fits && takes(pattern, at + (escaped ? 2 : 1), value, from + 1);
    }

    private static String letters(Random random, String alphabet, int countMax) {
        return random.ints(random.nextInt(countMax + 1), 0, alphabet.length())
                .mapToObj(index -> alphabet.substring(index, index + 1))
                .collect(Collectors.joining());
    }

    private static Selector like(String pattern, String escape) {
        return Selector.parse("a LIKE '%s' ESCAPE '%s'".formatted(pattern, escape), SelectorLimits.DEFAULT);
    }
}
