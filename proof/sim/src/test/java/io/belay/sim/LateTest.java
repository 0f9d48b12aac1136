package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.sim.Deed.Decision;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Worlds in which programs have accepted something and come too late to say so. */
class LateTest {
    @Test
    void what_is_accepted_is_given_to_others_before_that_is_said() {
        int count = 0;
        for (long seed = 1; seed <= 400; seed++) {
            if (LateWriter.isDrawn(seed))
                count += givenMeanwhile(Outcome.ofPrograms(seed).history());
        }

        assertThat(count)
                .as("messages that another got between acceptance and answer")
                .isGreaterThan(5);
    }

    private static int givenMeanwhile(History history) {
        TreeSet<Long> browsers = new TreeSet<>();
        TreeMap<Long, Long> numbers = new TreeMap<>(); // of the message, by delivery
        TreeMap<Long, Long> accepted = new TreeMap<>(); // the delivery whose acceptance is not answered, by message
        TreeSet<Long> given = new TreeSet<>(); // deliveries whose messages another got since
        int count = 0;
        for (Moment moment : history.moments()) {
            Act act = moment.event() instanceof Event.Acted acted ? acted.act() : null;
            if (act instanceof Act.Consuming it && it.supply().browses()) browsers.add(it.consumer());
            if (act instanceof Act.Got got && !browsers.contains(got.consumer())) {
                numbers.put(got.delivery(), got.number());
                if (accepted.containsKey(got.number())) given.add(accepted.get(got.number()));
            }
            boolean isAccepted = act instanceof Act.Decided it && it.decision() == Decision.ACCEPT && it.deal() == 0;
            if (isAccepted)
                accepted.putIfAbsent(numbers.get(((Act.Decided) act).delivery()), ((Act.Decided) act).delivery());
            if (act instanceof Act.Confirmed it && accepted.remove(numbers.get(it.delivery()), it.delivery())) {
                if (given.contains(it.delivery())) count++;
            }
        }
        return count;
    }
}
