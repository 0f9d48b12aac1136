package io.belay.mqtt;

import org.jspecify.annotations.Nullable;

/**
 * The rules of topic names and topic filters (MQTT 5.0 §4.7, §4.8.2). How many levels are too many is the gateway's
 * business.
 */
public final class Topics {
    private static final String SHARE = "$share/";
    private static final int LENGTH_MAX = 65_535;

    private Topics() {}

    /** Whether a message may be published to it: 1 to 65,535 bytes, no wildcard, no U+0000 (§4.7.3, MQTT-3.3.2-2). */
    public static boolean isName(String topic) {
        if (!isLength(topic)) return false;
        for (int index = 0; index < topic.length(); index++) {
            char unit = topic.charAt(index);
            if (unit == '+' || unit == '#' || unit == 0) return false;
        }
        return true;
    }

    /**
     * Whether it may stand in SUBSCRIBE: a filter, or {@code $share/group/filter} with a group of at least one character
     * (MQTT-4.8.2-1, MQTT-4.8.2-2).
     */
    public static boolean isSubscription(String text) {
        if (!isShared(text)) return isFilter(text);
        return isLength(text) && shared(text) != null;
    }

    /**
     * Whether it is a topic filter: 1 to 65,535 bytes, {@code +} only as a whole level, {@code #} only as the whole last
     * level (MQTT-4.7.1-1, MQTT-4.7.1-2). Does not look for {@code $share}.
     */
    public static boolean isFilter(String filter) {
        if (!isLength(filter)) return false;
        for (int index = 0; index < filter.length(); index++) {
            char unit = filter.charAt(index);
            if (unit == 0) return false;
            boolean wildcard = unit == '+' || unit == '#';
            if (wildcard && !isWholeLevel(filter, index)) return false;
            if (unit == '#' && index != filter.length() - 1) return false;
        }
        return true;
    }

    private static boolean isWholeLevel(String filter, int index) {
        boolean starts = index == 0 || filter.charAt(index - 1) == '/';
        boolean ends = index == filter.length() - 1 || filter.charAt(index + 1) == '/';
        return starts && ends;
    }

    private static boolean isLength(String text) {
        int length = text.length(); // units; bytes are at most three times as many
        return length > 0 && length <= LENGTH_MAX && (length <= LENGTH_MAX / 3 || Utf8.length(text) <= LENGTH_MAX);
    }

    /** Whether it asks for a shared subscription, valid or not: it starts with {@code $share/}. */
    public static boolean isShared(String text) {
        return text.startsWith(SHARE);
    }

    /**
     * Takes {@code $share/group/filter} apart.
     *
     * @return the parts, or null if it is no valid shared subscription
     */
    public static @Nullable Shared shared(String text) {
        if (!isShared(text)) return null;
        int slash = text.indexOf('/', SHARE.length());
        if (slash < 0) return null;
        String group = text.substring(SHARE.length(), slash);
        String filter = text.substring(slash + 1);
        return isName(group) && isFilter(filter) ? new Shared(group, filter) : null;
    }

    /**
     * A shared subscription (§4.8.2).
     *
     * @param group the share name
     * @param filter what the group reads
     */
    public record Shared(String group, String filter) {}

    /** How many levels it has, one more than slashes. */
    public static int levels(String text) {
        int count = 1;
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) == '/') count++;
        }
        return count;
    }

    /**
     * Whether a filter takes a topic; the plain form of the rule, which faster ones are compared with. A wildcard in the
     * first level takes no topic that starts with {@code $} (MQTT-4.7.2-1).
     *
     * @param filter valid, without {@code $share}
     * @param topic a valid name
     */
    public static boolean matches(String filter, String topic) {
        boolean leadingWildcard = filter.charAt(0) == '+' || filter.charAt(0) == '#';
        if (leadingWildcard && topic.charAt(0) == '$') return false;
        String[] wanted = filter.split("/", -1);
        String[] found = topic.split("/", -1);
        for (int level = 0; level < wanted.length; level++) {
            if (wanted[level].equals("#")) return true; // also the parent: "a/#" takes "a" (§4.7.1.2)
            if (level == found.length) return false;
            if (!wanted[level].equals("+") && !wanted[level].equals(found[level])) return false;
        }
        return wanted.length == found.length;
    }
}
