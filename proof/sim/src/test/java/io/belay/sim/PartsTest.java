package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Worlds in which clients tell what they have in parts, of which some expires meanwhile. */
class PartsTest {
    private static final int IN_ONE_FRAME = 20; // deliveries, at most

    @Test
    void programs_come_back_to_more_than_goes_into_one_frame_and_find_some_of_it_gone() {
        int returns = 0;
        int voided = 0;
        for (long seed = 1; seed <= 400; seed++) {
            if (!PartsWriter.isDrawn(seed)) continue;
            TreeMap<String, TreeSet<Long>> undecided = new TreeMap<>(); // deliveries, by program
            for (Moment moment : Outcome.ofPrograms(seed).history().moments()) {
                if (moment.event() instanceof Event.Opened opened) {
                    if (undecided.getOrDefault(opened.client(), new TreeSet<>()).size() > IN_ONE_FRAME) returns++;
                }
                if (!(moment.event() instanceof Event.Acted acted)) continue;
                TreeSet<Long> its = undecided.computeIfAbsent(acted.program(), program -> new TreeSet<>());
                if (acted.act() instanceof Act.Began) its.clear();
                if (acted.act() instanceof Act.Got got) its.add(got.delivery());
                if (acted.act() instanceof Act.Decided decided) its.remove(decided.delivery());
                if (acted.act() instanceof Act.Voided gone && its.remove(gone.delivery())) voided++;
            }
        }

        assertThat(returns).as("lines of who had much").isGreaterThan(20);
        assertThat(voided).as("messages that had gone").isGreaterThan(20);
    }
}
