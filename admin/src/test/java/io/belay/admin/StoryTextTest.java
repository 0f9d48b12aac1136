package io.belay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.Cause;
import io.belay.core.Holdings;
import io.belay.core.TimelineEntry;
import io.belay.core.TimelineEntry.What;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is not known for certain is not told as if it were. */
class StoryTextTest {
    private static SessionSource.Story story(Cause cause) {
        Holdings held = new Holdings(0, 7, 0, 0, 0, 2);
        TimelineEntry lost = new TimelineEntry(Samples.NOW_MS, 1, What.LOST, cause, "gone", held);
        return new SessionSource.Story(Samples.NOW_MS, "till-7", null, List.of(lost), List.of());
    }

    @Test
    void what_was_in_flight_at_a_crash_is_told_as_a_bound() {
        assertThat(StoryText.of(story(Cause.CRASH))).contains("in flight: 7 to the client at most, 2 consumers");
        assertThat(SessionJson.of(story(Cause.CRASH))).contains("\"inFlightAtMost\":true");
    }

    @Test
    void what_was_in_flight_on_a_line_that_was_lost_is_told_as_it_was() {
        assertThat(StoryText.of(story(Cause.RESET))).contains("in flight: 7 to the client, 2 consumers");
        assertThat(SessionJson.of(story(Cause.RESET))).doesNotContain("inFlightAtMost");
    }
}
