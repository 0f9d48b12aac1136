package io.belay.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;

/** Random selectors over random messages mean what {@link Tree} means, which shares nothing with the module but the standard. */
class RandomSelectorsTest {
    private static final int SELECTORS = 300;
    private static final int MESSAGES = 10;

    @ParameterizedTest
    @Seeds(30)
    @Clause({"JMS-3.8.1.1", "JMS-3.8.1.2"})
    void a_random_selector_means_what_a_naive_evaluator_says(long seed) {
        var random = new RandomTree(seed);
        var seen = new EnumMap<Truth, Integer>(Truth.class);
        for (int count = 0; count < SELECTORS; count++) {
            Tree tree = random.condition(4);
            Selector selector = Selector.parse(tree.text(), SelectorLimits.DEFAULT);
            for (int round = 0; round < MESSAGES; round++) {
                Map<String, Object> message = random.message();
                Truth expected = truth(tree.value(message));

                assertThat(selector.evaluate(message::get))
                        .as("%s over %s", tree.text(), message)
                        .isEqualTo(expected);
                seen.merge(expected, 1, Integer::sum);
            }
        }
        assertThat(seen.values()).as("how often each truth was met").hasSize(3).allMatch(times -> times > 100);
    }

    private static Truth truth(@Nullable Object value) {
        if (value == null) return Truth.UNKNOWN;
        return value.equals(true) ? Truth.TRUE : Truth.FALSE;
    }
}
