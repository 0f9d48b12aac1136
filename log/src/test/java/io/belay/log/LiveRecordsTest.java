package io.belay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Seeds;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class LiveRecordsTest {
    private final LiveRecords live = new LiveRecords();

    @Test
    void a_record_that_is_kept_again_lies_only_in_its_new_place() {
        live.keep(1, Place.of(1, 40), 10);
        live.keep(1, Place.of(2, 40), 12);

        assertThat(live.placeOf(1)).isEqualTo(Place.of(2, 40));
        assertThat(live.countIn(1)).isZero();
        assertThat(live.bytesIn(1)).isZero();
        assertThat(live.bytesIn(2)).isEqualTo(12);
        assertThat(live.nextEmptied()).isEqualTo(1);
        assertThat(live.nextEmptied()).isNull();
    }

    @Test
    void what_is_not_kept_is_dropped_without_effect() {
        live.drop(9);

        assertThat(live.placeOf(9)).isEqualTo(-1);
        assertThat(live.lengthOf(9)).isZero();
        assertThat(live.nextEmptied()).isNull();
    }

    @Test
    void numbers_places_and_lengths_begin_at_one() {
        assertThatThrownBy(() -> live.keep(0, Place.of(1, 1), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> live.keep(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> live.keep(1, Place.of(1, 1), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @Seeds(20)
    void its_sums_are_those_of_a_plain_table(long seed) {
        Random random = new Random(seed);
        TreeMap<Long, long[]> plain = new TreeMap<>();
        for (int step = 0; step < 3000; step++) {
            long number = 1 + random.nextInt(200);
            if (random.nextInt(3) == 0) {
                live.drop(number);
                plain.remove(number);
            } else {
                long[] record = {Place.of(1 + random.nextInt(5), 32 + random.nextInt(1000)), 1 + random.nextInt(99)};
                live.keep(number, record[0], (int) record[1]);
                plain.put(number, record);
            }
        }

        assertThat(live.count()).isEqualTo(plain.size());
        for (int segment = 1; segment <= 5; segment++) {
            int wanted = segment;
            assertThat(live.countIn(segment))
                    .isEqualTo(plain.values().stream()
                            .filter(record -> Place.segmentOf(record[0]) == wanted)
                            .count());
            assertThat(live.bytesIn(segment))
                    .isEqualTo(plain.values().stream()
                            .filter(record -> Place.segmentOf(record[0]) == wanted)
                            .mapToLong(record -> record[1])
                            .sum());
        }
    }
}
