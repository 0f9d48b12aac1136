package io.belay.node.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import org.junit.jupiter.api.Test;

class PacketIdsTest {
    private final PacketIds ids = new PacketIds();

    @Test
    @Clause({"M5-45", "MQTT-2.2.1-4"})
    void ids_begin_at_1_end_at_65535_and_begin_again() {
        assertThat(ids.idOf(1)).isEqualTo(1);
        assertThat(ids.idOf(65_535)).isEqualTo(65_535);
        assertThat(ids.idOf(65_536)).isEqualTo(1);
        assertThat(ids.idOf(10L * 65_535)).isEqualTo(65_535);
    }

    @Test
    void an_id_means_the_youngest_delivery_that_had_it() {
        long first = 3L * 65_535 - 5;
        for (long sequence = first; sequence < first + 100; sequence++) ids.idOf(sequence);

        for (long sequence = first; sequence < first + 100; sequence++) {
            assertThat(ids.sequenceOf((int) ((sequence - 1) % 65_535) + 1)).isEqualTo(sequence);
        }
    }

    @Test
    void before_anything_was_sent_no_id_means_anything() {
        assertThat(ids.sequenceOf(1)).isZero();
        assertThat(ids.sequenceOf(65_535)).isZero();
    }

    @Test
    void an_id_ahead_of_all_that_was_sent_means_nothing() {
        ids.idOf(5);

        assertThat(ids.sequenceOf(6)).isZero();
        assertThat(ids.sequenceOf(5)).isEqualTo(5);
    }
}
