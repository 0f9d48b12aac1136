package io.belay.server.settings;

import io.belay.config.Key;
import io.belay.config.Kind;
import io.belay.config.Kinds;
import io.belay.config.Settings;
import java.time.Duration;

/** The ranges that most keys have, and their values in the units of the options. */
final class Spans {
    /** What an int of bytes can be trusted with. */
    static final long INT_BYTES_MAX = 1L << 30;

    /** Milliseconds up to a day, and not less than these. */
    static Kind<Duration> millis(int leastMs) {
        return Kinds.duration(Duration.ofMillis(leastMs), Duration.ofDays(1), Duration.ofMillis(1));
    }

    /** Bytes up to a gibibyte. */
    static Kind<Long> bytes(long least) {
        return Kinds.bytes(least, INT_BYTES_MAX);
    }

    /** Bytes without a bound worth the name. */
    static Kind<Long> manyBytes(long least) {
        return Kinds.bytes(least, 1L << 50);
    }

    /** Numbers up to what an int holds. */
    static Kind<Integer> count(int least) {
        return Kinds.whole(least, Integer.MAX_VALUE);
    }

    static int ms(Settings settings, Key<Duration> key) {
        return Math.toIntExact(settings.value(key).toMillis());
    }

    static int length(Settings settings, Key<Long> key) {
        return Math.toIntExact(settings.value(key));
    }

    private Spans() {}
}
