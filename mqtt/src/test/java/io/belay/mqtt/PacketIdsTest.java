package io.belay.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Seeds;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The table of ids in flight against a plain map. */
class PacketIdsTest {
    @Test
    void every_id_can_be_in_flight_at_once() {
        PacketIds ids = new PacketIds();

        for (int id = 1; id <= 65_535; id++) ids.put(id, id % 7 + 1);

        assertThat(ids.count()).isEqualTo(65_535);
        for (int id = 1; id <= 65_535; id++) assertThat(ids.at(id)).isEqualTo(id % 7 + 1);
        for (int id = 65_535; id >= 1; id--) ids.put(id, 0);
        assertThat(ids.count()).isZero();
        assertThat(ids.at(1)).isZero();
    }

    @ParameterizedTest
    @Seeds(20)
    void it_answers_as_a_plain_map_would_whatever_is_put(long seed) {
        Random random = new Random(seed);
        int step = 1 << random.nextInt(10); // ids that are multiples of it crowd each other
        int span = 8 + random.nextInt(200);
        PacketIds ids = new PacketIds();
        Map<Integer, Integer> model = new TreeMap<>();

        for (int round = 0; round < 5_000; round++) {
            int id = 1 + random.nextInt(span) * step % 65_535;
            int state = random.nextInt(3);
            ids.put(id, state);
            if (state == 0) model.remove(id);
            else model.put(id, state);

            int other = 1 + random.nextInt(span) * step % 65_535;
            assertThat(ids.at(other)).isEqualTo(model.getOrDefault(other, 0));
            assertThat(ids.count()).isEqualTo(model.size());
        }

        model.forEach((id, state) -> assertThat(ids.at(id)).isEqualTo(state));
    }
}
