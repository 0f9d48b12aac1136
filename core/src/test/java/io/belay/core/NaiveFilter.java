package io.belay.core;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Topic filters as patterns of java.util.regex. */
final class NaiveFilter {
    private NaiveFilter() {}

    /** Whether a filter matches a topic. */
    static boolean matches(String filter, String topic) {
        boolean startsWild = filter.startsWith("+") || filter.startsWith("#");
        if (startsWild && topic.startsWith("$")) return false;
        if (filter.equals("#")) return true;
        boolean below = filter.endsWith("/#");
        String levels = below ? filter.substring(0, filter.length() - 2) : filter;
        String pattern = Arrays.stream(levels.split("/", -1))
                .map(level -> level.equals("+") ? "[^/]*" : Pattern.quote(level))
                .collect(Collectors.joining("/"));
        return topic.matches(pattern + (below ? "(/.*)?" : ""));
    }
}
