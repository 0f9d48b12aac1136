package io.belay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What a rule found wrong: one line each, "where: what", and what to do about all of them. */
final class Findings {
    private Findings() {}

    /** Fails with every finding on a line of its own. */
    static void none(String whatToDo, List<String> findings) {
        assertThat(findings)
                .withFailMessage(() -> whatToDo + "\n  " + String.join("\n  ", findings))
                .isEmpty();
    }

    /** The middle one, the upper of the two if there are two; 0 of none. */
    static int median(List<Integer> values) {
        return values.isEmpty() ? 0 : values.stream().sorted().toList().get(values.size() / 2);
    }
}
