package io.belay.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {
    private static final SampleMessage MESSAGE = SampleMessage.ofEachType();

    @ParameterizedTest
    @CsvSource({"yes, true", "no, false", "missing, false"})
    @Clause("JMS-3.8.1.1")
    void only_what_is_true_selects_a_message(String text, boolean selected) {
        assertThat(parsed(text).matches(MESSAGE)).isEqualTo(selected);
    }

    @Test
    void a_selector_keeps_its_text() {
        String text = " color =  'red' ";

        assertThat(parsed(text).text()).isEqualTo(text);
        assertThat(parsed(text)).hasToString(text);
    }

    @Test
    void names_come_in_order_of_appearance_and_each_once() {
        String text = "b = 1 AND a LIKE '%x' OR (c + b > -d AND NOT e) OR a IS NULL OR f BETWEEN g AND h OR i IN ('z')";

        assertThat(parsed(text).names()).containsExactly("b", "a", "c", "d", "e", "f", "g", "h", "i");
        assertThat(parsed("1 = 1").names()).isEmpty();
    }

    @Test
    void nothing_is_asked_for_that_has_no_name() {
        Selector selector = parsed("a = b AND c IN ('x') OR NOT d OR e / f > -g OR h BETWEEN i AND j OR k LIKE 'l'");
        var asked = new ArrayList<String>();

        selector.evaluate(name -> {
            asked.add(name);
            return null;
        });

        assertThat(selector.names())
                .containsAll(asked)
                .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
    }

    @Test
    void what_decides_first_ends_the_evaluation() {
        var asked = new ArrayList<String>();
        Fields fields = name -> {
            asked.add(name);
            return name.equals("yes");
        };

        parsed("no AND a").evaluate(fields);
        parsed("yes OR b").evaluate(fields);

        assertThat(asked).containsExactly("no", "yes");
    }

    @Test
    void literals_need_no_message() {
        Fields none = name -> {
            throw new AssertionError("asked for " + name);
        };

        assertThat(parsed("2 * 3 - 1 = 5 AND NOT 'a' = 'b' OR 1 BETWEEN 2 AND 3")
                        .evaluate(none))
                .isEqualTo(Truth.TRUE);
    }

    @Test
    void a_field_may_change_its_type_from_message_to_message() {
        Selector selector = parsed("a = 5");

        assertThat(List.<Object>of(5, 5L, "5", true, 5.0, 6).stream().map(value -> selector.evaluate(name -> value)))
                .containsExactly(Truth.TRUE, Truth.TRUE, Truth.FALSE, Truth.FALSE, Truth.TRUE, Truth.FALSE);
    }

    private static Selector parsed(String text) {
        return Selector.parse(text, SelectorLimits.DEFAULT);
    }
}
