package io.belay.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the node may be kept by who wants to know the oldest message. */
class NodeSampleTest {
    @ParameterizedTest
    @CsvSource({"0, 2000", "1, 2000", "10, 2000", "11, 1818", "19999, 1", "20000, 1", "20001, 1", "1000000, 1"})
    void so_many_messages_of_each_queue_are_looked_at(int queues, int looked) {
        assertThat(NodeSample.looked(queues)).isEqualTo(looked);
    }
}
