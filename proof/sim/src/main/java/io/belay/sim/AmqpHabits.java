package io.belay.sim;

import java.util.List;

/**
 * What an AMQP client is like, all its life.
 *
 * @param name its container-id
 * @param isSole whether it wants no other line of its name beside its own, as Jakarta Messaging clients do
 * @param idleTimeoutMs after how long a silence it takes the line for lost, 0 never
 * @param frameSizeMax the largest frame it takes and sends, bytes
 * @param window transfer frames that it takes ahead
 * @param credit messages that it takes ahead on each link
 * @param aheadMax messages that it sends before the first is answered
 * @param confirms whether it waits for the server to say that its acknowledgements are safe
 * @param transactionLength after how many messages a transaction is discharged
 * @param rollbackPercent of its transactions
 * @param releasePercent of what it gets outside of transactions
 * @param failPercent likewise
 * @param rejectPercent likewise
 * @param poisonEach one message in so many it can never process, and tries a hundred times; 0 none
 * @param thinkUs at most between its decisions
 * @param patienceUs how long it waits for an answer before it gives up the line
 * @param resendPercent how often it sends again what was not answered
 * @param awayPercent how many of 100 times it stays away for long when its line is lost
 * @param latencyUs of its lines
 */
public record AmqpHabits(
        String name,
        boolean isSole,
        int idleTimeoutMs,
        int frameSizeMax,
        int window,
        int credit,
        int aheadMax,
        boolean confirms,
        int transactionLength,
        int rollbackPercent,
        int releasePercent,
        int failPercent,
        int rejectPercent,
        int poisonEach,
        long thinkUs,
        long patienceUs,
        int resendPercent,
        int awayPercent,
        long latencyUs) {
    private static final List<Integer> IDLE_TIMEOUTS_MS = List.of(0, 4_000, 20_000);
    private static final List<Integer> WINDOWS = List.of(1, 3, 2_048);
    private static final List<Integer> CREDITS = List.of(1, 2, 10, 100);
    private static final List<Integer> LENGTHS = List.of(1, 2, 5, 12);
    private static final List<Integer> FAILS = List.of(0, 10, 60);
    private static final List<Long> THINKS_US = List.of(500L, 20_000L, 500_000L);
    private static final List<Long> PATIENCES_US = List.of(3_000_000L, 10_000_000L, 30_000_000L);

    /** Draws a client. */
    static AmqpHabits draw(Chance chance, String name) {
        return new AmqpHabits(
                name,
                chance.percent(50),
                chance.oneOf(IDLE_TIMEOUTS_MS),
                chance.oneOf(List.of(512, 4_096, 256 << 10)),
                chance.oneOf(WINDOWS),
                chance.oneOf(CREDITS),
                chance.oneOf(List.of(1, 3, 50)),
                chance.percent(50),
                chance.oneOf(LENGTHS),
                chance.oneOf(List.of(0, 20, 50)),
                chance.oneOf(List.of(0, 10, 30)),
                chance.oneOf(FAILS),
                chance.oneOf(List.of(0, 0, 5)),
                chance.oneOf(List.of(0, 0, 7)),
                chance.oneOf(THINKS_US),
                chance.oneOf(PATIENCES_US),
                chance.oneOf(List.of(0, 100, 100)),
                chance.oneOf(List.of(0, 10, 50)),
                chance.skewed(20, 50_000));
    }

    /** One who takes all there is and keeps it, on a good line. */
    static AmqpHabits tidy(String name) {
        return new AmqpHabits(
                name, false, 0, 256 << 10, 2_048, 100, 50, true, 5, 0, 0, 0, 0, 0, 500, 30_000_000, 100, 0, 1_000);
    }
}
