package io.belay.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Broker;
import io.belay.core.QueuePolicy;
import io.belay.log.Log;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.node.Node;
import io.belay.node.NodeOptions;
import io.belay.node.QueueOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the node may be kept by who wants to know the oldest message. */
class NodeSampleTest {
    @Test
    void queues_that_are_empty_take_nothing_from_the_others() {
        Node node = new Node(
                NodeOptions.DEFAULTS,
                new Broker(),
                new Log(new LogOptions(16_384, 8_192, 1 << 30, 0, 25), LogStart.fresh(7)));
        node.time(1);
        node.restart();

        for (int count = 1; count <= 11; count++)
            node.operators().carryOut(new QueueOrder.Create("queue-" + count, QueuePolicy.DEFAULTS), answer -> {});

        assertThat(NodeSample.of(node, 5, number -> 0).count()).isEqualTo(11);
        assertThat(NodeSample.looked(node)).isEqualTo(2_000);
    }

    @ParameterizedTest
    @CsvSource({"0, 2000", "1, 2000", "10, 2000", "11, 1818", "19999, 1", "20000, 1", "20001, 1", "1000000, 1"})
    void so_many_messages_of_each_queue_are_looked_at(int queues, int looked) {
        assertThat(NodeSample.looked(queues)).isEqualTo(looked);
    }
}
