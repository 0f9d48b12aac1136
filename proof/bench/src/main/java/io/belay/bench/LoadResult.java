package io.belay.bench;

import java.util.Locale;

/**
 * What one run of the load generator saw.
 *
 * @param sent messages, from the first to the last
 * @param acknowledged of those, 0 in QoS 0
 * @param delivered to all subscribers together
 * @param lost deliveries that never came
 * @param repeated deliveries that came again or out of order
 * @param deliveredPerS while it counted
 * @param p50Us half of the deliveries took at most so many microseconds from the publisher's buffer
 * @param p99Us and 99 of 100 so many
 * @param serverNsPerMessage processor time of the server for one delivery, −1 if it was not counted
 * @param serverCores how many cores the server kept busy, −1 if it was not counted
 * @param loadCores and how many the load generator
 */
record LoadResult(
        long sent,
        long acknowledged,
        long delivered,
        long lost,
        long repeated,
        double deliveredPerS,
        double p50Us,
        double p99Us,
        double serverNsPerMessage,
        double serverCores,
        double loadCores) {
    /** Whether nothing is missing and nothing came twice. */
    boolean isClean() {
        return lost == 0 && repeated == 0;
    }

    /** In one line for people. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%,10.0f msg/s  p50 %,8.0f us  p99 %,8.0f us  server %6.0f ns/msg %4.2f cores  load %4.2f cores"
                        + "  sent %,d delivered %,d lost %,d repeated %,d",
                deliveredPerS,
                p50Us,
                p99Us,
                serverNsPerMessage,
                serverCores,
                loadCores,
                sent,
                delivered,
                lost,
                repeated);
    }
}
