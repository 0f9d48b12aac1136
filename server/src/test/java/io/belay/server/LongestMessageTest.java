package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.log.LogOptions;
import io.belay.node.amqp.AmqpOptions;
import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.MemoryBudget;
import io.belay.node.limit.MemoryBudget.Share;
import org.junit.jupiter.api.Test;

class LongestMessageTest {
    private static final AmqpOptions WANTED = AmqpOptions.DEFAULTS;

    private static MemoryBudget memory(long bytesMax) {
        return new MemoryBudget(bytesMax, new LimitCounts());
    }

    private static LogOptions segments(int length) {
        return new LogOptions(length, 1 << 10, 1 << 30, 0, 25);
    }

    private static int longest(MemoryBudget memory, LogOptions log) {
        return LongestMessage.fitting(WANTED, memory, log).line().messageLengthMax();
    }

    @Test
    void what_is_set_counts_where_it_can_be_held() {
        assertThat(LongestMessage.fitting(WANTED, memory(1L << 30), LogOptions.DEFAULTS))
                .isSameAs(WANTED);
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
    void no_message_is_begun_that_the_log_cannot_hold() {
        LogOptions small = segments(8 << 20);

        assertThat(longest(memory(1L << 30), small)).isBetween((2 << 20) - (32 << 10), (2 << 20) - (1 << 10));
        assertThat(longest(memory(1L << 30), segments(4 << 10))).isEqualTo(768);
    }
}
