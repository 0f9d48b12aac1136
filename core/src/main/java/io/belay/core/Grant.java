package io.belay.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a session gets of a message by its subscriptions: several that overlap count as one delivery, at the highest
 * guarantee and with the ids of all (MQTT-3.3.4-2, MQTT-3.3.4-3).
 *
 * @param ids ascending; two subscriptions with the same id give it twice (MQTT 5.0 §3.3.2.3.8)
 */
record Grant(Guarantee guarantee, boolean retainAsPublished, int[] ids) {
    static Grant of(Subscription subscription) {
        int[] ids = subscription.id() == 0 ? Ring.NO_IDS : new int[] {subscription.id()};
        return new Grant(subscription.guarantee(), subscription.retainAsPublished(), ids);
    }

    static @Nullable Grant plus(@Nullable Grant one, @Nullable Grant other) {
        if (one == null || other == null) return one == null ? other : one;
        Guarantee higher = one.guarantee.atMost(other.guarantee) == one.guarantee ? other.guarantee : one.guarantee;
        boolean asPublished = one.retainAsPublished || other.retainAsPublished;
        return new Grant(higher, asPublished, joined(one.ids, other.ids));
    }

    private static int[] joined(int[] one, int[] other) {
        if (other.length == 0) return one;
        int[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        Arrays.sort(all);
        return all;
    }
}
