package io.belay.core;

/**
 * A wish for messages.
 *
 * @param filter a valid topic filter, without any {@code $share/} prefix
 * @param group the name of the group that shares it, empty if it is not shared
 * @param guarantee the most that the subscriber wants
 * @param noLocal not what the same session published
 * @param retainAsPublished whether deliveries keep the retain flag of the publisher
 * @param retainHandling 0 send retained messages, 1 only if the subscription is new, 2 never
 * @param id given back with each delivery, 1 to 268435455; 0 none
 */
public record Subscription(
        String filter,
        String group,
        Guarantee guarantee,
        boolean noLocal,
        boolean retainAsPublished,
        int retainHandling,
        int id) {
    /** Whether a group shares it. */
    public boolean isShared() {
        return !group.isEmpty();
    }
}
