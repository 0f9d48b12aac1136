package io.belay.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpanTest {
    private final Span span = new Span(Place.of(3, 1000), 150);

    @Test
    void what_lies_behind_is_read_together() {
        assertThat(span.add(Place.of(3, 1150), 50)).isTrue();
        assertThat(span.add(Place.of(3, 1210), 90)).as("with a gap").isTrue();

        assertThat(span.count()).isEqualTo(3);
        assertThat(span.read(7)).isEqualTo(new DiskOrder.Read(7, 3, 1000, 300));
        assertThat(span.offset(2)).isEqualTo(210);
        assertThat(span.end(2)).isEqualTo(300);
        assertThat(span.lastPlace()).isEqualTo(Place.of(3, 1210));
    }

    @Test
    void many_records_find_room() {
        for (int at = 1150; at < 2150; at += 10)
            assertThat(span.add(Place.of(3, at), 10)).isTrue();

        assertThat(span.count()).isEqualTo(101);
        assertThat(span.offset(100)).isEqualTo(1140);
        assertThat(span.length()).isEqualTo(1150);
    }

    @Test
    void what_lies_elsewhere_is_left_out() {
        assertThat(span.add(Place.of(3, 1149), 10))
                .as("it begins within the last")
                .isFalse();
        assertThat(span.add(Place.of(3, 500), 10)).as("before it").isFalse();
        assertThat(span.add(Place.of(3, 1150 + Span.GAP_MAX + 1), 10))
                .as("far behind")
                .isFalse();
        assertThat(span.add(Place.of(4, 1150), 10)).as("the next segment").isFalse();
        assertThat(span.add(Place.of(2, 1150), 10)).as("the segment before").isFalse();

        assertThat(span.read(7)).isEqualTo(new DiskOrder.Read(7, 3, 1000, 150));
        assertThat(span.add(Place.of(3, 1150 + Span.GAP_MAX), 10))
                .as("just near enough")
                .isTrue();
    }

    @Test
    void it_gets_no_longer_than_its_limit() {
        assertThat(span.add(Place.of(3, 1150), Span.LENGTH_MAX - 149)).isFalse();
        assertThat(span.add(Place.of(3, 1150), Span.LENGTH_MAX - 150)).isTrue();
        assertThat(span.length()).isEqualTo(Span.LENGTH_MAX);
    }

    @Test
    void one_record_alone_may_be_longer() {
        Span longer = new Span(Place.of(1, 0), 2 * Span.LENGTH_MAX);

        assertThat(longer.length()).isEqualTo(2 * Span.LENGTH_MAX);
        assertThat(longer.add(Place.of(1, 2 * Span.LENGTH_MAX), 10)).isFalse();
    }
}
