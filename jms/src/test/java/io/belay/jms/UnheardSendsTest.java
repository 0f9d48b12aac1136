package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.ErrorCondition;
import io.belay.client.ClientFailure;
import io.belay.client.ClientFailure.Known;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnheardSendsTest {
    private static final ClientFailure CUT = new ClientFailure(Known.UNKNOWN, ClientFailure.LINE_LOST, "cut");
    private static final ClientFailure GONE = new ClientFailure(Known.NOT_DONE, ErrorCondition.NOT_FOUND, "no queue");

    private final List<JMSException> told = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final UnheardSends sends = new UnheardSends(told::add, later::add);

    private void timePasses() {
        List<Runnable> due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, UnheardSends.NAMED_MAX - 1, UnheardSends.NAMED_MAX})
    void a_few_are_told_as_one_and_each_is_named(int count) {
        for (int i = 0; i < count; i++) sends.failed("<" + i + ">", CUT);
        timePasses();

        assertThat(told).hasSize(1);
        String words = told.get(0).getMessage();
        assertThat(words).startsWith(count == 1 ? "1 message that" : count + " messages that");
        for (int i = 0; i < count; i++) assertThat(words).contains("<" + i + ">");
        assertThat(words).contains("cut").doesNotContain("more");
    }

    @ParameterizedTest
    @ValueSource(ints = {UnheardSends.NAMED_MAX + 1, 5_000})
    void of_many_only_some_are_named_and_all_are_counted(int count) {
        for (int i = 0; i < count; i++) sends.failed("<" + i + ">", CUT);
        timePasses();

        assertThat(told).hasSize(1);
        assertThat(told.get(0))
                .isInstanceOf(MessageInDoubtException.class)
                .hasMessageStartingWith(count + " messages that nobody waited for: <0>, ")
                .hasMessageContaining(" and " + (count - UnheardSends.NAMED_MAX) + " more")
                .hasMessageNotContaining("<" + UnheardSends.NAMED_MAX + ">");
    }

    @Test
    void each_reason_is_told_by_itself() {
        sends.failed("a", CUT);
        sends.failed("b", GONE);
        sends.failed("c", CUT);
        timePasses();

        assertThat(told).hasSize(2);
        assertThat(told.get(0)).isInstanceOf(MessageInDoubtException.class).hasMessageContaining("a, c");
        assertThat(told.get(1)).isInstanceOf(InvalidDestinationException.class).hasMessageContaining("b");
    }

    @Test
    void what_fails_later_is_told_later_and_nothing_twice() {
        sends.failed("a", CUT);
        assertThat(told).as("until more had the time to fail").isEmpty();
        timePasses();
        timePasses();
        sends.failed("b", CUT);
        timePasses();

        assertThat(told).hasSize(2);
        assertThat(told.get(1)).hasMessageContaining("b").hasMessageNotContaining("a,");
    }
}
