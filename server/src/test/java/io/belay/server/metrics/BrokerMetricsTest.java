package io.belay.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.admin.LogSource;
import io.belay.base.Cause;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.core.Refusal;
import io.belay.core.Totals;
import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.limit.Limit;
import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokerMetricsTest {
    private final BrokerMetrics metrics = new BrokerMetrics();
    private final Executor loop = Runnable::run;

    private static Message message(Guarantee guarantee) {
        return new Message("t", guarantee, false, 0, 5, true, new byte[] {1});
    }

    @Test
    void messages_are_counted_by_protocol_and_guarantee() {
        Traffic one = metrics.traffic(loop);
        Traffic other = metrics.traffic(task -> task.run());

        for (Guarantee each : Guarantee.values()) one.asked(new Request.Publish(1, 1, message(each)));
        other.asked(new Request.Publish(2, 1, message(Guarantee.AT_LEAST_ONCE)));
        one.replied(
                new Reply.Published(1, 1, Guarantee.AT_LEAST_ONCE, 0, new Refusal(Refusal.Reason.QUEUE_FULL, "full")));
        one.add(Flow.BYTES_IN, 100);

        assertThat(metrics.text())
                .contains("belay_messages_received_total{guarantee=\"at-least-once\",protocol=\"mqtt\"} 2.0")
                .contains("belay_messages_received_total{guarantee=\"exactly-once\",protocol=\"mqtt\"} 1.0")
                .contains("belay_messages_received_total{guarantee=\"at-most-once\",protocol=\"amqp\"} 0.0")
                .contains("belay_messages_refused_total{protocol=\"mqtt\"} 1.0")
                .contains("belay_line_bytes_total{direction=\"in\"} 100.0");
    }

    @ParameterizedTest
    @EnumSource(Request.Disposition.class)
    void outcomes_are_counted_one_by_one(Request.Disposition disposition) {
        Traffic traffic = metrics.traffic(loop);

        traffic.asked(new Request.Dispose(1, 1, new long[] {5, 6, 7}, disposition, "", 0));
        traffic.asked(new Request.Commit(
                1, 1, List.of(), List.of(new Request.Dispose(1, 1, new long[] {8}, disposition, "", 0))));

        assertThat(traffic.count(Flow.of(disposition))).isEqualTo(4);
    }

    @Test
    void the_longest_queues_have_rows_of_their_own_and_the_rest_one() {
        NodeSample.Depth longest = new NodeSample.Depth("orders", 5, 2, 700, 1_500);
        NodeSample sample = new NodeSample(
                new Totals(3, 1, 4, 5, 6), List.of(longest), new NodeSample.Depth("", 9, 1, 80, 250), 12, 2_500, true);

        metrics.sampled(sample, new Disk(2, 4_096, 1 << 20), 1.5);
        metrics.sampled(sample, new Disk(2, 4_096, 1 << 20), 1.5);

        assertThat(metrics.text())
                .contains("belay_queue_ready{queue=\"orders\"} 5.0", "belay_queue_ready{queue=\"(others)\"} 9.0")
                .contains("belay_queue_unsettled{queue=\"orders\"} 2.0", "belay_queue_bytes{queue=\"orders\"} 700.0")
                .contains(
                        "belay_queue_oldest_seconds{queue=\"orders\"} 1.5",
                        "belay_queue_oldest_seconds{queue=\"(others)\"} 0.25",
                        "belay_backlog_oldest_seconds 2.5")
                .contains("belay_sessions{state=\"attached\"} 1.0", "belay_sessions{state=\"away\"} 2.0")
                .contains("belay_log_segments 2.0", "belay_log_bytes 4096.0", "belay_log_writable 1.0")
                .contains("belay_disk_free_bytes 1048576.0", "belay_disk_look_age_seconds 1.5");
    }

    @Test
    void a_disk_that_was_not_seen_yet_is_no_full_one() {
        assertThat(metrics.text()).contains("belay_disk_free_bytes NaN", "belay_disk_look_age_seconds NaN");
    }

    @Test
    void a_batch_is_measured_from_its_order_to_its_report() {
        metrics.ordered(new DiskOrder.Write(1, 0, ByteBuffer.allocate(600), 7));
        metrics.reported(new DiskReport.Written(7));
        metrics.reported(new DiskReport.Written(8)); // of an order that nobody has seen

        assertThat(metrics.text())
                .contains("belay_disk_sync_seconds_count 1")
                .contains("belay_disk_batch_bytes_sum 600.0")
                .contains(
                        "belay_disk_batch_bytes_bucket{le=\"512.0\"} 0",
                        "belay_disk_batch_bytes_bucket{le=\"4096.0\"} 1");
    }

    @Test
    void how_long_batches_took_and_were_is_told_in_steps() {
        for (int batch = 1; batch <= 3; batch++) {
            metrics.ordered(new DiskOrder.Write(1, 0, ByteBuffer.allocate(batch * 400), batch));
            metrics.reported(new DiskReport.Written(batch));
        }

        LogSource.Spread bytes = metrics.batchBytes();
        assertThat(bytes.count()).isEqualTo(3);
        assertThat(bytes.mean()).isEqualTo(800);
        assertThat(bytes.most()).isEqualTo(1_200);
        assertThat(bytes.steps())
                .startsWith(new LogSource.Step(512, 1), new LogSource.Step(4_096, 2), new LogSource.Step(32_768, 0));
        LogSource.Spread sync = metrics.syncMs();
        assertThat(sync.count()).isEqualTo(3);
        assertThat(sync.steps().get(0).upTo()).isEqualTo(0.1);
        assertThat(sync.steps().get(8).upTo()).isEqualTo(1_000);
        assertThat(sync.steps().stream().mapToLong(LogSource.Step::count).sum()).isLessThanOrEqualTo(3);
    }

    @Test
    void segments_that_went_are_counted_and_the_last_is_known() {
        assertThat(metrics.freed()).isEqualTo(new BrokerMetrics.Freed(0, 0, 0));

        metrics.reported(new DiskReport.Deleted(3));
        metrics.reported(new DiskReport.Deleted(7));

        assertThat(metrics.freed().count()).isEqualTo(2);
        assertThat(metrics.freed().segment()).isEqualTo(7);
        assertThat(metrics.freed().atMs()).isPositive();
        assertThat(metrics.text()).contains("belay_log_segments_freed_total 2.0");
    }

    @Test
    void memory_is_measured_by_what_it_is_for() {
        MemoryBudget budget = new MemoryBudget(800, new LimitCounts());
        metrics.memory(budget);

        budget.add(MemoryBudget.Share.RECEIVED, 40);

        assertThat(metrics.text())
                .contains("belay_memory_used_bytes{share=\"received\"} 40.0")
                .contains("belay_memory_used_bytes{share=\"outgoing\"} 0.0")
                .contains("belay_memory_max_bytes{share=\"received\"} 100.0")
                .contains("belay_memory_budget_bytes 800.0");
    }

    @Test
    void what_has_passed_is_summed_by_protocol_and_direction() {
        Traffic traffic = metrics.traffic(loop);
        traffic.add(Flow.MQTT_IN_0, 3);
        traffic.add(Flow.MQTT_IN_2, 4);
        traffic.add(Flow.AMQP_IN_1, 5);
        traffic.add(Flow.BYTES_OUT, 6);
        traffic.add(Flow.MQTT_REFUSED, 1);
        metrics.traffic(task -> task.run()).add(Flow.MQTT_IN_1, 10);

        assertThat(metrics.total("belay.messages.received", "mqtt")).isEqualTo(17);
        assertThat(metrics.total("belay.messages.received", "amqp")).isEqualTo(5);
        assertThat(metrics.total("belay.messages.refused", "mqtt")).isEqualTo(1);
        assertThat(metrics.total("belay.line.bytes", "out")).isEqualTo(6);
        assertThat(metrics.total("belay.line.bytes", "in")).isZero();
    }

    @Test
    void limits_and_ends_are_counted_by_name() {
        LimitCounts counts = new LimitCounts();
        metrics.limits(counts);
        metrics.ends(cause -> cause == Cause.LOGIN ? 3 : 0);

        counts.hit(Limit.CONNECTIONS, "10.0.0.1");

        assertThat(metrics.text())
                .contains("belay_limit_hits_total{limit=\"" + Limit.CONNECTIONS.key() + "\"} 1.0")
                .contains(
                        "belay_lines_ended_total{cause=\"login\"} 3.0", "belay_lines_ended_total{cause=\"reset\"} 0.0");
    }

    @Test
    void rounds_and_loops_are_timed() {
        metrics.traffic(loop);

        metrics.probe();
        metrics.round(60_000_000);

        assertThat(metrics.text())
                .contains("belay_loop_lag_seconds_count 1")
                .contains("belay_node_round_seconds_count 1", "belay_node_round_seconds_sum 0.06");
    }

    @Test
    void the_program_itself_is_measured() {
        assertThat(metrics.text()).contains("jvm_memory_used_bytes", "process_uptime_seconds", "jvm_threads_live");
    }
}
