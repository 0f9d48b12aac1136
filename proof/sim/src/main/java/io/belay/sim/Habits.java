package io.belay.sim;

import io.belay.mqtt.Version;
import java.util.List;

/**
 * What a client is like, all its life.
 *
 * @param name its client identifier
 * @param version what it speaks
 * @param isClean whether it wants a clean start each time
 * @param expiryS session expiry that a 5.0 client asks for, seconds; in 3.1.1 {@code isClean} decides
 * @param keepAliveS 0 to 65535, 0 is off
 * @param receiveMaximum how many messages it takes at a time, 1 to 65535
 * @param willPercent how many of 100 connections carry a will
 * @param awayPercent how many of 100 times it stays away for long when its line is lost
 * @param latencyUs of its lines
 */
public record Habits(
        String name,
        Version version,
        boolean isClean,
        long expiryS,
        int keepAliveS,
        int receiveMaximum,
        int willPercent,
        int awayPercent,
        long latencyUs) {
    private static final List<Long> EXPIRIES_S = List.of(0L, 1L, 5L, 30L, 600L, 0xFFFFFFFFL, 0xFFFFFFFFL);
    private static final List<Integer> KEEP_ALIVES_S = List.of(0, 5, 10, 60);
    private static final List<Integer> RECEIVE_MAXIMA = List.of(1, 2, 3, 10, 1_000);
    private static final List<Integer> WILL_PERCENTS = List.of(0, 50, 100);
    private static final List<Integer> AWAY_PERCENTS = List.of(0, 10, 50);

    /** Draws a client. */
    static Habits draw(Chance chance, String name) {
        boolean isFive = chance.percent(60);
        return new Habits(
                name,
                isFive ? Version.MQTT_5 : Version.MQTT_3_1_1,
                chance.percent(20),
                chance.oneOf(EXPIRIES_S),
                chance.oneOf(KEEP_ALIVES_S),
                isFive ? chance.oneOf(RECEIVE_MAXIMA) : 1_000,
                chance.oneOf(WILL_PERCENTS),
                chance.oneOf(AWAY_PERCENTS),
                chance.skewed(20, 50_000));
    }
}
