package io.belay.sim;

import io.belay.client.ClientOptions;
import io.belay.client.ReturnOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a program is like, all its lives.
 *
 * @param name its container-id
 * @param expiryS how long its session is to be kept when its line is lost, seconds; 0 if it is to end with its line
 * @param pingMs between its pings; it takes a line for lost after twice as long a silence
 * @param displaces whether it takes its name from another process that has it
 * @param repeats whether it sends again what is in doubt at a broker that keeps no session of it, or says that nobody knows
 * @param unsettledMax messages that its client takes before the first is settled
 * @param deadlineMs how long it waits for any answer
 * @param latencyUs of its lines
 * @param addresses of the broker, which are all the same to it
 * @param tasks what it does
 */
public record ProgramHabits(
        String name,
        long expiryS,
        int pingMs,
        boolean displaces,
        boolean repeats,
        int unsettledMax,
        long deadlineMs,
        long latencyUs,
        List<String> addresses,
        List<Task> tasks) {
    private static final List<String> ONE = List.of("broker");
    private static final List<String> TWO = List.of("broker", "other");
    private static final int DIAL_TIMEOUT_MS = 3_000;

    /** Draws a program for these tasks; a plain one wants no session that outlives its lines, and repeats what is in doubt or not. */
    static ProgramHabits draw(Chance chance, String name, boolean isPlain, boolean repeats, List<Task> tasks) {
        long expiryS = chance.oneOf(List.of(300L, 300L, 300L, 3L));
        return new ProgramHabits(
                name,
                isPlain ? 0 : expiryS,
                chance.oneOf(List.of(500, 2_000, 10_000)),
                chance.percent(50),
                repeats,
                chance.oneOf(List.of(2, 8_192)),
                chance.oneOf(List.of(60_000L, 60_000L, 2_000L)),
                chance.skewed(20, 50_000),
                ONE,
                List.copyOf(tasks));
    }

    /** Somebody who takes all there is, on a good line. */
    static ProgramHabits tidy(String name, List<Task> tasks) {
        return new ProgramHabits(name, 300, 10_000, true, true, 8_192, 60_000, 1_000, ONE, List.copyOf(tasks));
    }

    /** The same with other pings, which may know two ways. */
    ProgramHabits hasty(int betweenPingsMs, boolean knowsTwo) {
        return new ProgramHabits(
                name,
                expiryS,
                betweenPingsMs,
                displaces,
                repeats,
                unsettledMax,
                deadlineMs,
                latencyUs,
                knowsTwo ? TWO : ONE,
                tasks);
    }

    /** The same on lines that take longer. */
    ProgramHabits distant(long latencyUs) {
        return new ProgramHabits(
                name, expiryS, pingMs, displaces, repeats, unsettledMax, deadlineMs, latencyUs, addresses, tasks);
    }

    /** The same, which does more. */
    ProgramHabits busy(List<Task> more) {
        List<Task> all = new ArrayList<>(tasks);
        all.addAll(more);
        return new ProgramHabits(
                name,
                expiryS,
                pingMs,
                displaces,
                repeats,
                unsettledMax,
                deadlineMs,
                latencyUs,
                addresses,
                List.copyOf(all));
    }

    /** For its client; an usurper takes the name in any case. */
    ClientOptions options(boolean usurps) {
        ClientOptions options = new ClientOptions(
                name,
                null,
                null,
                null,
                false,
                expiryS > 0,
                expiryS,
                displaces || usurps,
                pingMs,
                DIAL_TIMEOUT_MS,
                DIAL_TIMEOUT_MS,
                unsettledMax,
                1 << 20,
                1 << 20,
                Collections.emptyMap());
        return options.repeatingDoubtful(repeats);
    }

    ReturnOptions returning() {
        return ReturnOptions.to(addresses.toArray(String[]::new));
    }
}
