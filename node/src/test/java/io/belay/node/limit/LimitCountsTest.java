package io.belay.node.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.node.limit.LimitCounts.Notice;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LimitCountsTest {
    private final LimitCounts limits = new LimitCounts();

    @Test
    void each_limit_is_counted_by_itself() {
        limits.hit(Limit.CONNECTIONS, "a");
        limits.hit(Limit.CONNECTIONS, "b");
        limits.hit(Limit.MQTT_PACKET, "c");

        assertThat(limits.counts())
                .containsEntry(Limit.CONNECTIONS, 2L)
                .containsEntry(Limit.MQTT_PACKET, 1L)
                .containsEntry(Limit.SESSIONS, 0L)
                .hasSize(Limit.values().length);
        assertThat(limits.count(Limit.CONNECTIONS)).isEqualTo(2);
    }

    @Test
    void what_is_reached_for_the_first_time_is_told_with_who_did_it() {
        assertThat(limits.notices(0)).isEmpty();
        limits.hit(Limit.SESSIONS, "till-6");
        limits.hit(Limit.SESSIONS, "till-7");

        assertThat(limits.notices(5)).containsExactly(new Notice(Limit.SESSIONS, 2, 2, "till-7"));
        assertThat(limits.notices(6)).isEmpty();
    }

    @Test
    void what_is_reached_again_is_told_once_a_minute_with_how_often() {
        limits.hit(Limit.SESSIONS, "a");
        limits.notices(1_000);
        limits.hit(Limit.SESSIONS, "b");
        limits.hit(Limit.SESSIONS, "c");

        assertThat(limits.notices(1_000 + LimitCounts.NOTICE_MS - 1)).isEmpty();
        assertThat(limits.notices(1_000 + LimitCounts.NOTICE_MS))
                .containsExactly(new Notice(Limit.SESSIONS, 3, 2, "c"));
    }

    @Test
    void what_is_reached_again_much_later_is_told_at_once() {
        limits.hit(Limit.SESSIONS, "a");
        limits.notices(0);

        assertThat(limits.notices(LimitCounts.NOTICE_MS + 1))
                .as("not reached again")
                .isEmpty();
        limits.hit(Limit.SESSIONS, "b");
        assertThat(limits.notices(LimitCounts.NOTICE_MS + 2)).containsExactly(new Notice(Limit.SESSIONS, 2, 1, "b"));
    }

    @Test
    void what_was_reached_is_known_with_the_last_time_to_a_look() {
        assertThat(limits.hits(0)).isEmpty();
        limits.hit(Limit.SESSIONS, "a");
        limits.notices(1_000);
        assertThat(limits.hits(5_000)).containsExactly(new LimitCounts.Hits(Limit.SESSIONS, 1, 1_000, "a"));

        limits.hit(Limit.CONNECTIONS, "b");
        limits.hit(Limit.SESSIONS, "c");

        assertThat(limits.hits(6_000))
                .containsExactly(
                        new LimitCounts.Hits(Limit.CONNECTIONS, 1, 6_000, "b"),
                        new LimitCounts.Hits(Limit.SESSIONS, 2, 6_000, "c"));
        assertThat(limits.notices(6_001)).as("telling is another matter").hasSize(1);
    }

    @Test
    void no_two_limits_have_the_same_name() {
        assertThat(Arrays.stream(Limit.values()).map(Limit::key)).doesNotHaveDuplicates();
    }
}
