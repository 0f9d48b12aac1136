package io.belay.amqp.type;

/**
 * How a message is to be transported (§3.2.1).
 *
 * @param durable must not be lost; false when absent
 * @param priority 0 to 255, 4 when absent
 * @param ttlMs milliseconds that it lives, 0 to 4294967295; −1 when absent: without bound
 * @param firstAcquirer nobody else has had it; false when absent
 * @param deliveryCount earlier attempts that failed, 0 to 4294967295; 0 when absent
 */
public record Header(boolean durable, int priority, long ttlMs, boolean firstAcquirer, long deliveryCount) {
    /** The priority of a message that names none. */
    public static final int PRIORITY_DEFAULT = 4;

    /** The header of a message that has none. */
    public static final Header DEFAULT = new Header(false, PRIORITY_DEFAULT, -1, false, 0);
}
