package io.belay.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no selector is refused when it is presented (§3.8.1.1), with what was expected, what was found and where. */
class RefusedSelectorsTest {
    private static final String HEADERS =
            "JMSDeliveryMode, JMSPriority, JMSMessageID, JMSTimestamp, JMSCorrelationID or JMSType";
    private static final String PRIMARY = "an identifier, a literal or (";
    private static final String LONG = "a whole number from -9223372036854775808 to 9223372036854775807";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                       | 0  | PRIMARY                        | the end
            "  "                     | 2  | PRIMARY                        | the end
            a =                      | 3  | PRIMARY                        | the end
            a = )                    | 4  | PRIMARY                        | )
            = 5                      | 0  | PRIMARY                        | =
            a AND                    | 5  | PRIMARY                        | the end
            OR a                     | 0  | PRIMARY                        | OR
            NOT                      | 3  | PRIMARY                        | the end
            a = NOT b                | 4  | PRIMARY                        | NOT
            a = NULL                 | 4  | PRIMARY                        | NULL
            a + * 2 = 1              | 4  | PRIMARY                        | *
            a = "b"                  | 4  | PRIMARY                        | ""\""
            a = #                    | 4  | PRIMARY                        | #
            ()                       | 1  | PRIMARY                        | )
            (a = 5                   | 6  | )                              | the end
            a = 5)                   | 5  | AND, OR or the end             | )
            a b                      | 2  | an operator or the end         | b
            a.b = 5                  | 1  | an operator or the end         | .
            a-b = 5 c                | 8  | AND, OR or the end             | c
            a = b = c                | 6  | AND, OR or the end             | =
            a == 5                   | 3  | PRIMARY                        | =
            a != 5                   | 2  | an operator or the end         | !
            a => 5                   | 3  | PRIMARY                        | >
            a ; b                    | 2  | an operator or the end         | ;
            a = 'x' -- note          | 4  | a number                       | a string
            5                        | 0  | a condition                    | a value
            'x'                      | 0  | a condition                    | a value
            a + 1                    | 0  | a condition                    | a value
            NOT 5                    | 4  | a condition                    | a value
            yes AND (5)              | 8  | a condition                    | a value
            yes OR a + 1             | 7  | a condition                    | a value
            1 OR yes                 | 0  | a condition                    | a value
            (a = b) = TRUE           | 0  | a value                        | a condition
            TRUE = (a = b)           | 7  | a value                        | a condition
            (NOT a) + 1 = 2          | 0  | a value                        | a condition
            -(a = b) = 2             | 1  | a value                        | a condition
            'a' < 5                  | 0  | a number                       | a string
            a >= 'b'                 | 5  | a number                       | a string
            TRUE > a                 | 0  | a number                       | a boolean
            'a' + 1 = 2              | 0  | a number                       | a string
            1 + 'a' = 2              | 4  | a number                       | a string
            2 * TRUE = 2             | 4  | a number                       | a boolean
            -'a' = 2                 | 1  | a number                       | a string
            a BETWEEN 'b' AND 'c'    | 10 | a number                       | a string
            a BETWEEN 1 AND TRUE     | 16 | a number                       | a boolean
            'a' BETWEEN 1 AND 2      | 0  | a number                       | a string
            a BETWEEN 1 OR 2         | 12 | AND                            | OR
            a BETWEEN 1              | 11 | AND                            | the end
            a NOT = 5                | 6  | BETWEEN, IN or LIKE            | =
            a NOT NULL               | 6  | BETWEEN, IN or LIKE            | NULL
            a IN ()                  | 6  | a string                       | )
            a IN (5)                 | 6  | a string                       | 5
            a IN (b)                 | 6  | a string                       | b
            a IN 'b'                 | 5  | (                              | 'b'
            a IN ('b' 'c')           | 10 | , or )                         | 'c'
            a IN ('b',)              | 10 | a string                       | )
            'a' IN ('a')             | 0  | an identifier                  | a value
            a + 1 IN ('a')           | 0  | an identifier                  | a value
            (NOT a) IN ('a')         | 0  | an identifier                  | a condition
            a LIKE b                 | 7  | a string                       | b
            a LIKE 5                 | 7  | a string                       | 5
            5 LIKE 'a'               | 0  | an identifier                  | a value
            a LIKE 'b' ESCAPE        | 17 | a string                       | the end
            a LIKE 'b' ESCAPE c      | 18 | a string                       | c
            a LIKE 'b' ESCAPE ''     | 18 | a string of one character      | ''
            a LIKE 'b' ESCAPE 'cd'   | 18 | a string of one character      | 'cd'
            a LIKE 'b!' ESCAPE '!'   | 7  | something after the escape character | 'b!'
            a IS                     | 4  | NULL                           | the end
            a IS 5                   | 5  | NULL                           | 5
            a IS NOT                 | 8  | NULL                           | the end
            5 IS NULL                | 0  | an identifier                  | a value
            'x                       | 2  | '                              | the end
            a = 'x''                 | 8  | '                              | the end
            a = 5abc                 | 4  | a number                       | 5abc
            a = 1.2.3                | 4  | a number                       | 1.2.3
            a = 1e                   | 4  | a number                       | 1e
            a = 1e+                  | 4  | a number                       | 1e+
            a = 0x                   | 4  | a number                       | 0x
            a = 0b1                  | 4  | a number                       | 0b1
            a = 1_000                | 4  | a number                       | 1_000
            a = 0x1p3                | 4  | a number                       | 0x1p3
            a = 1.5L                 | 4  | a number                       | 1.5L
            a = 089                  | 4  | octal digits after a leading 0 | 089
            a = 9223372036854775808  | 4  | LONG                           | 9223372036854775808
            a = -9223372036854775809 | 5  | LONG                           | 9223372036854775809
            a - 9223372036854775808 = 0 | 4 | LONG                         | 9223372036854775808
            a = -(9223372036854775808) | 6 | LONG                          | 9223372036854775808
            a = 0xFFFFFFFFFFFFFFFF   | 4  | LONG                           | 0xFFFFFFFFFFFFFFFF
            a = 1e309                | 4  | a number in the range of double | 1e309
            a = 1e-400               | 4  | a number in the range of double | 1e-400
            a = 1e39f                | 4  | a number in the range of float | 1e39f
            JMSReplyTo = 'q'         | 0  | HEADERS                        | JMSReplyTo
            JMSDestination = 'q'     | 0  | HEADERS                        | JMSDestination
            a = 1 OR JMSExpiration > 1 | 9 | HEADERS                       | JMSExpiration
            NOT JMSRedelivered       | 4  | HEADERS                        | JMSRedelivered
            JMSDeliveryTime > 5      | 0  | HEADERS                        | JMSDeliveryTime
            JMSpriority = 5          | 0  | HEADERS                        | JMSpriority
            """)
    @Clause("JMS-3.8.1.1")
    void a_refusal_says_what_was_expected_what_was_found_and_where(
            String selector, int position, String expected, String found) {
        SelectorException refused = refusal(selector);

        assertThat(refused.position()).isEqualTo(position);
        assertThat(refused)
                .hasMessage("expected %s, found %s, at character %d".formatted(words(expected), found, position));
    }

    @Test
    void a_reserved_word_is_ascii() {
        // The dotless i and the Kelvin sign, which Java's comparison without case takes for an i and a k.
        assertThat(refusal("a \u0131s null").position()).isEqualTo(2);
        assertThat(refusal("a LI\u212Ae 'x'").position()).isEqualTo(2);
    }

    @Test
    void a_long_find_is_cut_and_a_control_character_is_not_passed_on() {
        assertThat(refusal("a " + "b".repeat(33))).hasMessageContaining("found " + "b".repeat(32) + "..., at");
        assertThat(refusal("a " + "b".repeat(32))).hasMessageContaining("found " + "b".repeat(32) + ", at");
        assertThat(refusal("a b\u001b\u202e")).hasMessageContaining("found b??, at");
        assertThat(refusal("a \n\u0007")).hasMessageContaining("found ?, at");
    }

    @Test
    void a_character_beyond_the_basic_plane_is_found_whole() {
        assertThat(refusal("a = \uD83D\uDE00")).hasMessageContaining("found \uD83D\uDE00, at character 4");
        assertThat(refusal("a = \uD83D")).hasMessageContaining("found ?, at character 4");
    }

    @Test
    void a_refusal_costs_no_stack_trace() {
        assertThat(refusal("a =").getStackTrace()).isEmpty();
    }

    private static String words(String name) {
        if (name.equals("PRIMARY")) return PRIMARY;
        if (name.equals("HEADERS")) return HEADERS;
        return name.equals("LONG") ? LONG : name;
    }

    private static SelectorException refusal(String text) {
        var refused = catchThrowableOfType(SelectorException.class, () -> Selector.parse(text, SelectorLimits.DEFAULT));
        assertThat(refused).as(text).isNotNull();
        return refused;
    }
}
