package io.belay.client;

import io.belay.base.Check;
import java.util.List;

/**
 * Where to connect, in which order and how often.
 *
 * @param addresses one or more, in any form that {@link ClientPort#dial} understands
 * @param startsAnywhere begin at an address that is drawn (Sun MQ: RANDOM); otherwise at the first (PRIORITY)
 * @param returns come back when the line is lost; otherwise the session is over then
 * @param pattern when to try which address
 */
public record ReturnOptions(List<String> addresses, boolean startsAnywhere, boolean returns, Pattern pattern) {
    /** When to try which address. */
    public sealed interface Pattern {
        /**
         * All addresses in turn at once, then again after a pause that is drawn from 0 to a bound, which doubles from
         * {@code pauseMsMin} to {@code pauseMsMax}. A return goes on until the session is closed.
         *
         * @param pauseMsMin bound of the first pause, 1 or more
         * @param pauseMsMax bound of the later ones
         * @param firstRounds how often the list is tried when connecting for the first time; 0 for until the deadline
         */
        record Backoff(int pauseMsMin, int pauseMsMax, int firstRounds) implements Pattern {
            /** 100 ms to 10 s; the first connection is tried once at each address. */
            public static final Backoff DEFAULT = new Backoff(100, 10_000, 1);

            /** Checks the ranges. */
            public Backoff {
                Check.argument(pauseMsMin > 0, "pauseMsMin from 1", pauseMsMin);
                Check.argument(pauseMsMax >= pauseMsMin, "pauseMsMax from pauseMsMin", pauseMsMax);
                Check.argument(firstRounds >= 0, "firstRounds from 0", firstRounds);
            }
        }

        /**
         * As Sun MQ does it (features 2.6): each address so many times, then the next, the list so many times, with the same
         * pause between any two attempts.
         *
         * @param attempts at one address, {@code imqReconnectAttempts}: 0 is one, less than 0 is without end
         * @param intervalMs the pause, {@code imqReconnectInterval}, 0 or more
         * @param iterations of the list at each return, {@code imqAddressListIterations}: 0 or less is without end
         * @param firstIterations of the list when connecting for the first time; likewise
         */
        record Fixed(int attempts, int intervalMs, int iterations, int firstIterations) implements Pattern {
            /** Checks the ranges. */
            public Fixed {
                Check.argument(intervalMs >= 0, "intervalMs from 0", intervalMs);
            }

            /** As often for the first connection as for each return. */
            public Fixed(int attempts, int intervalMs, int iterations) {
                this(attempts, intervalMs, iterations, iterations);
            }
        }
    }

    /** Checks the ranges. */
    public ReturnOptions {
        addresses = List.copyOf(addresses);
        Check.argument(!addresses.isEmpty(), "an address or more", 0);
    }

    /** These addresses in their order, with the usual pauses. */
    public static ReturnOptions to(String... addresses) {
        return new ReturnOptions(List.of(addresses), false, true, Pattern.Backoff.DEFAULT);
    }
}
