package io.belay.sim.check;

/** Whether a filter takes a topic, from the words of MQTT 5.0 §4.7, so that nobody judges himself. */
final class Filters {
    private static final String SHARE = "$share/";

    private Filters() {}

    /** The group of a shared subscription, empty if it is none. */
    static String group(String asSent) {
        if (!asSent.startsWith(SHARE)) return "";
        return asSent.substring(SHARE.length(), asSent.indexOf('/', SHARE.length()));
    }

    /** The filter without any {@code $share/group/}. */
    static String plain(String asSent) {
        if (!asSent.startsWith(SHARE)) return asSent;
        return asSent.substring(asSent.indexOf('/', SHARE.length()) + 1);
    }

    /** Whether {@code filter}, without a group, takes {@code topic}. */
    static boolean take(String filter, String topic) {
        boolean isHidden = topic.startsWith("$") && (filter.startsWith("#") || filter.startsWith("+"));
        return !isHidden && take(filter.split("/", -1), 0, topic.split("/", -1), 0);
    }

    private static boolean take(String[] filter, int from, String[] topic, int at) {
        if (from == filter.length) return at == topic.length;
        if (filter[from].equals("#")) return true;
        if (at == topic.length) return false;
        boolean fits = filter[from].equals("+") || filter[from].equals(topic[at]);
        return fits && take(filter, from + 1, topic, at + 1);
    }
}
