package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.log.LogOptions;
import io.belay.mqtt.MqttLimits;
import io.belay.node.amqp.AmqpOptions;
import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.MemoryBudget;
import io.belay.node.limit.MemoryBudget.Share;
import io.belay.node.mqtt.MqttOptions;
import org.junit.jupiter.api.Test;

class LongestMessageTest {
    private static final AmqpOptions WANTED = AmqpOptions.DEFAULTS;
    private static final MqttOptions LONG_PACKETS =
            MqttOptions.DEFAULTS.with(new MqttLimits(256 << 20, 256 << 10, 5_000, 10_000, 1_024, 16, 16));

    private static MemoryBudget memory(long bytesMax) {
        return new MemoryBudget(bytesMax, new LimitCounts());
    }

    private static LogOptions segments(int length) {
        return new LogOptions(length, 1 << 10, 1 << 30, 0, 25);
    }

    private static int longest(MemoryBudget memory, LogOptions log) {
        return new LongestMessage(memory, log).fitting(WANTED).line().messageLengthMax();
    }

    private static int longestPacket(MemoryBudget memory, LogOptions log) {
        return new LongestMessage(memory, log).fitting(LONG_PACKETS).line().packetLengthMax();
    }

    @Test
    void what_is_set_counts_where_it_can_be_held() {
        LongestMessage longest = new LongestMessage(memory(1L << 30), LogOptions.DEFAULTS);

        assertThat(longest.fitting(WANTED)).isSameAs(WANTED);
        assertThat(longest.fitting(MqttOptions.DEFAULTS)).isSameAs(MqttOptions.DEFAULTS);
    }

    @Test
    void no_message_is_begun_for_which_there_is_never_memory() {
        MemoryBudget small = memory(32 << 20);

        assertThat((long) longest(small, LogOptions.DEFAULTS))
                .isLessThan(small.max(Share.PARTIAL))
                .isGreaterThan(small.max(Share.PARTIAL) * 3 / 4 - 1);
        assertThat(longest(memory(1), LogOptions.DEFAULTS)).isEqualTo(1);
    }

    @Test
    void no_packet_is_begun_for_which_there_is_never_memory() {
        MemoryBudget small = memory(32 << 20);

        assertThat(longestPacket(small, LogOptions.DEFAULTS)).isEqualTo((4 << 20) - (256 << 10));
        assertThat(longestPacket(memory(1), LogOptions.DEFAULTS)).isEqualTo(16);
    }

    @Test
    void no_packet_is_begun_that_the_log_cannot_hold() {
        assertThat(longestPacket(memory(8L << 30), LogOptions.DEFAULTS)).isEqualTo(12 << 20);
    }

    @Test
    void no_message_is_begun_that_the_log_cannot_hold() {
        LogOptions small = segments(8 << 20);

        assertThat(longest(memory(1L << 30), small)).isBetween((2 << 20) - (32 << 10), (2 << 20) - (1 << 10));
        assertThat(longest(memory(1L << 30), segments(4 << 10))).isEqualTo(768);
    }
}
