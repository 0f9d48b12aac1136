package io.belay.node;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The message groups of one queue: to which consumer each sticks. */
final class Groups {
    private static final int GROUPS_MAX = 4_096; // as many stick apart; others stick together

    private final Map<Integer, Consumer> owners = new LinkedHashMap<>(0); // by group

    /** Whether none sticks to anybody. */
    boolean isEmpty() {
        return owners.isEmpty();
    }

    /** To whom a group sticks; null if to nobody, or if it is 0, which is no group. */
    @Nullable
    Consumer owner(int group) {
        return group == 0 || owners.isEmpty() ? null : owners.get(bucket(group));
    }

    void stick(int group, Consumer owner) {
        owners.put(bucket(group), owner);
    }

    /** The groups of a consumer are free. */
    void leave(Consumer owner) {
        owners.values().removeIf(each -> each == owner);
    }

    private static int bucket(int group) {
        return Math.floorMod(group, GROUPS_MAX);
    }
}
