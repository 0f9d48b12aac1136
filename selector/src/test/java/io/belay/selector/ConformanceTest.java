package io.belay.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of Jakarta Messaging 3.1 §3.8.1, row by row, against {@link SampleMessage#ofEachType}; {@code missing} is in none. */
class ConformanceTest {
    private static final SampleMessage MESSAGE = SampleMessage.ofEachType();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            color = 'red'               | TRUE
            color = 'Red'               | FALSE
            color = 'red '              | FALSE
            'red' = color               | TRUE
            color <> 'red'              | FALSE
            color <> 'blue'             | TRUE
            quote = 'it''s'             | TRUE
            quote = 'its'               | FALSE
            empty = ''                  | TRUE
            empty = ''''                | FALSE
            nr = 5                      | TRUE
            nr = +5                     | TRUE
            nr = -5                     | FALSE
            -nr = -5                    | TRUE
            nr = 5L                     | TRUE
            nr = 5l                     | TRUE
            nr = 05                     | TRUE
            nr + 3 = 010                | TRUE
            nr = 0x5                    | TRUE
            nr + 26 = 0X1f              | TRUE
            nr + 250 = 0xFFL            | TRUE
            nr + 10 = 0xe+1             | TRUE
            nr - 5 = 0                  | TRUE
            db = 5.                     | TRUE
            db = 5.0                    | TRUE
            db = 5E0                    | TRUE
            db = 50e-1                  | TRUE
            db = 0.5E+1                 | TRUE
            db = .5e1                   | TRUE
            db / 10 = .5                | TRUE
            db = 5d                     | TRUE
            db = 5F                     | TRUE
            db = 09.5                   | FALSE
            nr < 7E3                    | TRUE
            nr > -57.9E2                | TRUE
            lng < 9223372036854775807   | TRUE
            lng > -9223372036854775808  | TRUE
            lng > - 9223372036854775808 | TRUE
            0 > -9223372036854775808    | TRUE
            db < 1.7976931348623157e308 | TRUE
            db > 4.9e-324               | TRUE
            db > 0e-999                 | TRUE
            TRUE                        | TRUE
            FALSE                       | FALSE
            true                        | TRUE
            False                       | FALSE
            """)
    @Clause("JMS-3.8.1.1")
    void literals_are_those_of_java_with_strings_in_single_quotes(String selector, Truth expected) {
        assertThat(MESSAGE.says(selector)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Color = 'blue'                                 | TRUE
            COLOR IS NULL                                  | TRUE
            $price_1 = 7                                   | TRUE
            größe = 40                                     | TRUE
            _x IS NULL                                     | TRUE
            JMSPriority = 4                                | TRUE
            JMSDeliveryMode = 'PERSISTENT'                 | TRUE
            JMSMessageID IS NULL                           | TRUE
            JMSTimestamp IS NULL                           | TRUE
            JMSCorrelationID IS NULL                       | TRUE
            JMSType IS NULL                                | TRUE
            JMSXGroupID = 'g'                              | TRUE
            JMS_BELAY_X = 1                                | TRUE
            jmsReplyTo IS NULL                             | TRUE
            android IS NULL AND ORDER IS NULL              | TRUE
            nullable IS NULL                               | TRUE
            color='red'and(nr=5)Or nOt yes                 | TRUE
            color Like 'r%' aNd nr bETWEEN 1 And 9         | TRUE
            color in ('red') and missing is null           | TRUE
            "color\t=\f'red'\r\nAND\nnr = 5"               | TRUE
            color='red'AND nr=5                            | TRUE
            """)
    @Clause("JMS-3.8.1.1")
    void case_counts_in_identifiers_and_not_in_words(String selector, Truth expected) {
        assertThat(MESSAGE.says(selector.translateEscapes())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            TRUE OR TRUE AND FALSE            | TRUE
            (TRUE OR TRUE) AND FALSE          | FALSE
            NOT FALSE OR TRUE                 | TRUE
            NOT (FALSE OR TRUE)               | FALSE
            NOT TRUE AND FALSE                | FALSE
            NOT (TRUE AND FALSE)              | TRUE
            NOT NOT TRUE                      | TRUE
            NOT NOT NOT TRUE                  | FALSE
            NOT nr = 6                        | TRUE
            NOT yes = no                      | TRUE
            2 + 3 * 4 = 14                    | TRUE
            (2 + 3) * 4 = 20                  | TRUE
            20 - 5 - 5 = 10                   | TRUE
            20 - (5 - 5) = 20                 | TRUE
            100 / 10 / 5 = 2                  | TRUE
            100 / (10 / 5) = 50               | TRUE
            100 / 10 * 5 = 50                 | TRUE
            -2 * -3 = 6                       | TRUE
            2 - -3 = 5                        | TRUE
            2--3 = 5                          | TRUE
            - - -nr = -5                      | TRUE
            -+-nr = 5                         | TRUE
            -(nr + 1) = -6                    | TRUE
            -nr * 2 = -10                     | TRUE
            nr + nr * nr - nr / nr = 29       | TRUE
            nr * 2 > nr + 4                   | TRUE
            7 / 2 = 3                         | TRUE
            -7 / 2 = -3                       | TRUE
            7 / 2.0 = 3.5                     | TRUE
            nr + 1 BETWEEN 2 * 3 AND 12 / 2   | TRUE
            (((nr))) = ((5))                  | TRUE
            (yes)                             | TRUE
            (color) = ('red')                 | TRUE
            """)
    @Clause("JMS-3.8.1.1")
    void operators_bind_as_the_standard_says_and_go_from_left_to_right(String selector, Truth expected) {
        assertThat(MESSAGE.says(selector)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nr < 5              | FALSE
            nr <= 5             | TRUE
            nr > 5              | FALSE
            nr >= 5             | TRUE
            nr <> 5             | FALSE
            nr < 6              | TRUE
            nr > 4              | TRUE
            nr = 5.5            | FALSE
            nr < 5.5            | TRUE
            5.5 > nr            | TRUE
            yes = TRUE          | TRUE
            yes <> TRUE         | FALSE
            no = FALSE          | TRUE
            no <> TRUE          | TRUE
            TRUE = yes          | TRUE
            yes                 | TRUE
            no                  | FALSE
            NOT no              | TRUE
            0.0 = -0.0          | TRUE
            nan = nan           | FALSE
            nan <> nan          | TRUE
            nan < 1             | FALSE
            nan >= 1            | FALSE
            number > 1          | FALSE
            number = 2          | FALSE
            number <> 2         | FALSE
            NOT number = 2      | TRUE
            NOT (number <> 2)   | TRUE
            2 = number          | FALSE
            color = TRUE        | FALSE
            color = yes         | FALSE
            yes = 1             | FALSE
            yes = 'true'        | FALSE
            5 = '5'             | FALSE
            color < color       | FALSE
            color >= color      | FALSE
            yes > no            | FALSE
            color               | FALSE
            NOT color           | TRUE
            nr                  | FALSE
            """)
    @Clause("JMS-3.8.1.1")
    void only_like_values_compare_and_only_numbers_have_an_order(String selector, Truth expected) {
        assertThat(MESSAGE.says(selector)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nr BETWEEN 5 AND 9                    | TRUE
            nr BETWEEN 1 AND 5                    | TRUE
            nr BETWEEN 6 AND 9                    | FALSE
            nr BETWEEN 9 AND 1                    | FALSE
            nr NOT BETWEEN 6 AND 9                | TRUE
            nr NOT BETWEEN 5 AND 5                | FALSE
            NOT nr BETWEEN 6 AND 9                | TRUE
            5 BETWEEN nr AND lng                  | TRUE
            nr BETWEEN 4.5 AND 5.5                | TRUE
            color BETWEEN 1 AND 2                 | FALSE
            color NOT BETWEEN 1 AND 2             | FALSE
            nan BETWEEN 1 AND 2                   | FALSE
            nan NOT BETWEEN 1 AND 2               | FALSE
            nr BETWEEN 1 AND 9 AND yes            | TRUE
            color IN ('red')                      | TRUE
            color IN ('blue', 'red','green')      | TRUE
            color IN ('blue', 'green')            | FALSE
            color IN ('Red')                      | FALSE
            color NOT IN ('blue', 'green')        | TRUE
            color NOT IN ('red')                  | FALSE
            quote IN ('it''s')                    | TRUE
            nr IN ('5')                           | FALSE
            nr NOT IN ('5')                       | TRUE
            color LIKE 'r_d'                      | TRUE
            color LIKE 'R_D'                      | FALSE
            color NOT LIKE 'b%'                   | TRUE
            color NOT LIKE 'r%'                   | FALSE
            region LIKE 'EU-%'                    | TRUE
            region LIKE 'EU!-%' ESCAPE '!'        | TRUE
            region LIKE 'EU-!%' ESCAPE '!'        | FALSE
            nr LIKE '5'                           | FALSE
            nr NOT LIKE '5'                       | TRUE
            color IS NULL                         | FALSE
            color IS NOT NULL                     | TRUE
            missing IS NULL                       | TRUE
            missing IS NOT NULL                   | FALSE
            NOT missing IS NULL                   | FALSE
            strange IS NULL                       | TRUE
            """)
    @Clause("JMS-3.8.1.1")
    void each_special_operator_means_what_its_long_form_means(String selector, Truth expected) {
        assertThat(MESSAGE.says(selector)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            missing = 5                            | UNKNOWN
            5 <> missing                           | UNKNOWN
            missing = missing                      | UNKNOWN
            missing < 5                            | UNKNOWN
            missing = 'blue'                       | UNKNOWN
            missing <> 'blue'                      | UNKNOWN
            missing = TRUE                         | UNKNOWN
            missing                                | UNKNOWN
            NOT missing                            | UNKNOWN
            missing + 1 = 2                        | UNKNOWN
            1 + missing = 2                        | UNKNOWN
            -missing = 2                           | UNKNOWN
            strange = 'red'                        | UNKNOWN
            number + 1 = 3                         | UNKNOWN
            1 + number = 3                         | UNKNOWN
            +color = 'red'                         | UNKNOWN
            -yes = TRUE                            | UNKNOWN
            nr / 0 = 1                             | UNKNOWN
            1 / 0 = 1                              | UNKNOWN
            1 / 0 + nr = 1                         | UNKNOWN
            NOT (nr / 0 = 1)                       | UNKNOWN
            db / 0 > 1e308                         | TRUE
            missing IN ('a')                       | UNKNOWN
            missing NOT IN ('a')                   | UNKNOWN
            missing LIKE '%'                       | UNKNOWN
            missing NOT LIKE '%'                   | UNKNOWN
            missing BETWEEN 1 AND 2                | UNKNOWN
            missing NOT BETWEEN 1 AND 2            | UNKNOWN
            nr BETWEEN missing AND 4               | FALSE
            nr BETWEEN missing AND 6               | UNKNOWN
            nr NOT BETWEEN missing AND 4           | TRUE
            nr NOT BETWEEN 6 AND missing           | TRUE
            nr NOT BETWEEN 4 AND missing           | UNKNOWN
            TRUE AND TRUE                          | TRUE
            TRUE AND FALSE                         | FALSE
            TRUE AND missing                       | UNKNOWN
            FALSE AND TRUE                         | FALSE
            FALSE AND FALSE                        | FALSE
            FALSE AND missing                      | FALSE
            missing AND TRUE                       | UNKNOWN
            missing AND FALSE                      | FALSE
            missing AND missing                    | UNKNOWN
            TRUE OR TRUE                           | TRUE
            TRUE OR FALSE                          | TRUE
            TRUE OR missing                        | TRUE
            FALSE OR TRUE                          | TRUE
            FALSE OR FALSE                         | FALSE
            FALSE OR missing                       | UNKNOWN
            missing OR TRUE                        | TRUE
            missing OR FALSE                       | UNKNOWN
            missing OR missing                     | UNKNOWN
            missing = 'x' OR 1 = 2                 | UNKNOWN
            NOT (missing = 'x' OR 1 = 2)           | UNKNOWN
            missing OR FALSE OR yes                | TRUE
            missing AND yes AND no                 | FALSE
            """)
    @Clause("JMS-3.8.1.2")
    void null_is_unknown_and_logic_has_three_values(String selector, Truth expected) {
        assertThat(MESSAGE.says(selector)).isEqualTo(expected);
    }
}
