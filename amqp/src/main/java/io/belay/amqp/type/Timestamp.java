package io.belay.amqp.type;

/**
 * An AMQP timestamp (§1.6.17).
 *
 * @param ms milliseconds since 1970, UTC; negative before
 */
public record Timestamp(long ms) implements Comparable<Timestamp> {
    @Override
    public int compareTo(Timestamp other) {
        return Long.compare(ms, other.ms);
    }
}
