package io.belay.bench;

import java.util.Locale;

/**
 * What one run of the JMS load generator saw.
 *
 * @param sent messages of all producers, from the first to the last
 * @param delivered to all consumers together
 * @param lost messages that never came, for each consumer that should have got them
 * @param repeated messages that came again
 * @param disordered messages that came to a consumer after a later one of the same producer
 * @param deliveredPerS while it counted
 * @param p50Us half of the messages took at most so many microseconds from the sender's call to the listener's
 * @param p99Us and 99 of 100 so many
 * @param sendP50Us the same for one call to send, one message until it completed, or one commit
 * @param sendP99Us and 99 of 100
 * @param serverNsPerMessage processor time of the server for one delivery, without its compiler's; −1 if it was not counted
 * @param clientNsPerMessage processor time of the load generator's process, with its compiler's
 * @param serverCores how many cores the server kept busy, −1 if it was not counted
 * @param clientCores and how many the load generator
 */
record JmsResult(
        long sent,
        long delivered,
        long lost,
        long repeated,
        long disordered,
        double deliveredPerS,
        double p50Us,
        double p99Us,
        double sendP50Us,
        double sendP99Us,
        double serverNsPerMessage,
        double clientNsPerMessage,
        double serverCores,
        double clientCores) {
    /** Whether nothing is missing, nothing came twice, and all in order. */
    boolean isClean() {
        return lost == 0 && repeated == 0 && disordered == 0;
    }

    /** In one line for people. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%,9.0f msg/s  p50 %,7.0f us  p99 %,7.0f us  send p50 %,6.0f us  p99 %,7.0f us"
                        + "  server %,6.0f ns/msg %4.2f cores  client %,6.0f ns/msg %4.2f cores"
                        + "  sent %,d delivered %,d lost %,d repeated %,d disordered %,d",
                deliveredPerS,
                p50Us,
                p99Us,
                sendP50Us,
                sendP99Us,
                serverNsPerMessage,
                serverCores,
                clientNsPerMessage,
                clientCores,
                sent,
                delivered,
                lost,
                repeated,
                disordered);
    }
}
