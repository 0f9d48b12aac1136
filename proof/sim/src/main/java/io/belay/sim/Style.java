package io.belay.sim;

import java.util.List;

/**
 * What the messages of a task are like.
 *
 * @param groups of which each message belongs to one; 0 for none
 * @param isUrgent whether some have another priority than others
 * @param lengthMax of what follows the number of some, bytes; 0 for nothing
 * @param ttlMsMax how long they last at most; 0 for ever
 */
public record Style(int groups, boolean isUrgent, int lengthMax, long ttlMsMax) {
    /** All alike. */
    public static final Style PLAIN = new Style(0, false, 0, 0);

    private static final List<Integer> PRIORITIES = List.of(0, 4, 4, 9);

    /** Draws one for a world whose messages are no longer than {@code lengthMax}. */
    static Style draw(Chance chance, int lengthMax) {
        int groups = chance.percent(25) ? 1 + chance.below(3) : 0;
        return new Style(groups, chance.percent(30), lengthMax > 0 && chance.percent(70) ? lengthMax : 0, 0);
    }

    /** Draws what one message is like. */
    Label label(Chance chance) {
        if (equals(PLAIN)) return Label.NONE;
        int priority = isUrgent ? chance.oneOf(PRIORITIES) : Label.NONE.priority();
        String group = groups == 0 ? "" : "g" + chance.below(groups);
        int length = lengthMax == 0 ? 0 : (int) chance.between(0, lengthMax);
        return new Label(priority, group, length, 0, ttlMsMax == 0 ? 0 : chance.between(1, ttlMsMax));
    }
}
