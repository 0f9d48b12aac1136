package io.belay.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private final DeadLetters letters = new DeadLetters();

    @Test
    void each_says_why_until_it_is_removed() {
        letters.put(1, new DeadLetter("q", "no", 0));
        letters.put(2, new DeadLetter("q", "no", 5));
        letters.put(3, new DeadLetter("r", "no", 5));

        assertThat(letters.at(1)).isEqualTo(new DeadLetter("q", "no", 0));
        letters.remove(1);
        letters.remove(1);
        assertThat(letters.at(1)).isNull();
        assertThat(letters.at(2)).isEqualTo(new DeadLetter("q", "no", 5));
        assertThat(letters.at(3)).isEqualTo(new DeadLetter("r", "no", 5));
    }

    @Test
    void a_cause_that_nobody_has_any_more_gives_its_room_to_the_next() {
        letters.put(1, new DeadLetter("q", "no", 1));
        letters.remove(1);
        letters.put(2, new DeadLetter("q", "never", 1));
        letters.put(3, new DeadLetter("q", "no", 1));

        assertThat(letters.at(2).reason()).isEqualTo("never");
        assertThat(letters.at(3).reason()).isEqualTo("no");
    }

    @Test
    void a_reason_is_cut_at_its_longest() {
        for (int length : new int[] {DeadLetter.REASON_MAX - 1, DeadLetter.REASON_MAX, DeadLetter.REASON_MAX + 1}) {
            letters.put(length, new DeadLetter("q", "n".repeat(length), 1));
            int kept = Math.min(length, DeadLetter.REASON_MAX);
            assertThat(letters.at(length).reason()).isEqualTo("n".repeat(kept));
        }
    }

    @Test
    void only_so_many_reasons_are_remembered_in_their_own_words() {
        for (int at = 1; at <= DeadLetters.CAUSES_MAX + 1; at++) letters.put(at, new DeadLetter("q", "why " + at, 1));

        assertThat(letters.at(DeadLetters.CAUSES_MAX - 1).reason()).isEqualTo("why 999");
        assertThat(letters.at(DeadLetters.CAUSES_MAX).reason()).isEqualTo("why 1000");
        assertThat(letters.at(DeadLetters.CAUSES_MAX + 1)).isEqualTo(new DeadLetter("q", DeadLetters.OTHER, 1));

        letters.put(2_000, new DeadLetter("q", "why 7", 1));
        assertThat(letters.at(2_000).reason()).as("one that is known").isEqualTo("why 7");
        letters.remove(3);
        letters.put(2_001, new DeadLetter("q", "new", 1));
        assertThat(letters.at(2_001).reason()).as("once there is room").isEqualTo("new");
        letters.put(2_002, new DeadLetter("q", "newer", 1));
        assertThat(letters.at(2_002).reason()).isEqualTo(DeadLetters.OTHER);
    }
}
