package io.belay.access;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pattern of a {@link Permission}, made ready for one user and one client. Never changes. */
final class NamePattern {
    private static final String USER = "${user}";
    private static final String CLIENT = "${client}";

    /** From the first on: a level of text, or null for any one. */
    private final @Nullable String[] levels;

    private final boolean hasTail; // whether it fits what lies below as well

    private NamePattern(@Nullable String[] levels, boolean hasTail) {
        this.levels = levels;
        this.hasTail = hasTail;
    }

    /** What is wrong with a pattern; null if nothing is. */
    static @Nullable String objection(String pattern) {
        if (pattern.isEmpty()) return "a pattern without a character";
        if (pattern.length() > Permission.PATTERN_LENGTH_MAX) {
            return "a pattern of " + pattern.length() + " characters, at most " + Permission.PATTERN_LENGTH_MAX
                    + " are allowed";
        }
        if (pattern.indexOf('\0') >= 0) return "a pattern with a NUL in it";
        String[] parts = pattern.split("/", -1);
        for (int index = 0; index < parts.length; index++) {
            String part = parts[index];
            String rest = part.replace(USER, "").replace(CLIENT, "");
            if (rest.contains("${")) return "only ${user} and ${client} can be put into a pattern, not " + part;
            boolean isTail = part.equals("#") && index == parts.length - 1;
            boolean hasWildcard = part.indexOf('+') >= 0 || part.indexOf('#') >= 0;
            if (hasWildcard && !part.equals("+") && !isTail) {
                return "+ stands for a whole level, # for all levels at the end, not so: " + pattern;
            }
        }
        return null;
    }

    /** Of a valid pattern; null if it fits nothing, because of what the user or client is called. */
    static @Nullable NamePattern of(String pattern, String user, String client) {
        String[] parts = pattern.split("/", -1);
        boolean hasTail = parts[parts.length - 1].equals("#");
        List<@Nullable String> levels = new ArrayList<>(parts.length);
        for (int index = 0; index < parts.length - (hasTail ? 1 : 0); index++) {
            String part = parts[index];
            if (part.contains(USER) && !isPlain(user) || part.contains(CLIENT) && !isPlain(client)) return null;
            levels.add(part.equals("+") ? null : filled(part, user, client));
        }
        return new NamePattern(levels.toArray(new @Nullable String[0]), hasTail);
    }

    /** Whether a text can be a level, or part of one, and nothing more. */
    private static boolean isPlain(String text) {
        if (text.isEmpty() || text.charAt(0) == '$') return false;
        return text.chars().noneMatch(unit -> unit == '/' || unit == '+' || unit == '#' || unit == 0);
    }

    /** In one pass: a user may be called ${client}. */
    private static String filled(String part, String user, String client) {
        StringBuilder filled = new StringBuilder(part.length());
        int index = 0;
        while (index < part.length()) {
            boolean isUser = part.startsWith(USER, index);
            boolean isClient = part.startsWith(CLIENT, index);
            if (isUser) filled.append(user);
            else if (isClient) filled.append(client);
            else filled.append(part.charAt(index));
            index += isUser ? USER.length() : isClient ? CLIENT.length() : 1;
        }
        return filled.toString();
    }

    /** Whether a name fits. Wildcards in it are characters like others. */
    boolean matches(String name) {
        if (beginsOpen() && name.startsWith("$")) return false;
        int from = 0; // of a level; past the end once there is no more
        for (String level : levels) {
            if (from > name.length()) return false;
            int slash = name.indexOf('/', from);
            int end = slash < 0 ? name.length() : slash;
            boolean fits = level == null || level.length() == end - from && name.startsWith(level, from);
            if (!fits) return false;
            from = end + 1;
        }
        return hasTail || from > name.length();
    }

    /** Whether every topic that a filter takes fits. */
    boolean covers(String filter) {
        String[] asked = filter.split("/", -1);
        boolean asksTail = asked[asked.length - 1].equals("#");
        int count = asksTail ? asked.length - 1 : asked.length;
        if (beginsOpen() && asked[0].startsWith("$")) return false;
        if (asksTail && !hasTail) return false;
        boolean asksAll = count == 0 && levels.length == 1 && levels[0] == null; // # is the same as +/#
        if (asksAll) return true;
        if (count < levels.length) return false;
        for (int index = 0; index < levels.length; index++) {
            String level = levels[index];
            if (level != null && !level.equals(asked[index])) return false;
        }
        return hasTail || count == levels.length;
    }

    /** Whether its first level is a wildcard, which never speaks of names that begin with a dollar (as MQTT-4.7.2-1). */
    private boolean beginsOpen() {
        return levels.length == 0 || levels[0] == null;
    }
}
