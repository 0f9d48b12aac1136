package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is tried against a broker with users, and how it is answered. Each row is a broker of its own. */
class AttacksTest {
    /**
     * One attack.
     *
     * @param name what is tried
     * @param rests the clause, or the row of the feature list, that it is refused for
     * @param attempt tries it, and says what came of it
     * @param answer what must come of it
     */
    record Attack(String name, String rests, Function<GuardedBroker, String> attempt, String answer) {
        @Override
        public String toString() {
            return name + " (" + rests + ")";
        }
    }

    static Stream<Attack> logins() {
        return LoginAttacks.all();
    }

    static Stream<Attack> rights() {
        return RightsAttacks.all();
    }

    @ParameterizedTest
    @MethodSource("logins")
    void nobody_comes_in_as_somebody_else(Attack attack) {
        assertThat(attack.attempt().apply(new GuardedBroker())).isEqualTo(attack.answer());
    }

    @ParameterizedTest
    @MethodSource("rights")
    void nobody_does_what_it_may_not(Attack attack) {
        assertThat(attack.attempt().apply(new GuardedBroker())).isEqualTo(attack.answer());
    }
}
