package io.belay.jms;

import java.util.Map;

/**
 * A foreign name for settings of ours.
 *
 * @param name as users of the other product write it
 * @param kind the values that the other product takes; what is none of them is refused
 * @param standard the other product's default, for the manual
 * @param meaning what a value comes to here; nothing, where the name means nothing here
 * @param note why it means nothing; empty where it means something
 */
record Alias(String name, SettingKind kind, String standard, Meaning meaning, String note) {
    /** Turns a value into settings of ours. */
    @FunctionalInterface
    interface Meaning {
        /**
         * Translates.
         *
         * @param value as given, of the alias' kind
         * @param given all that the user has given, by name, this one included
         * @return settings of ours as they would be written, possibly none
         */
        Map<Setting, String> of(String value, Map<String, String> given);
    }

    static Alias same(String name, Setting setting, String standard) {
        return new Alias(name, setting.kind(), standard, (value, given) -> Map.of(setting, value), "");
    }

    static Alias nothing(String name, SettingKind kind, String standard, String why) {
        return new Alias(name, kind, standard, (value, given) -> Map.of(), why);
    }

    boolean meansNothing() {
        return !note.isEmpty();
    }
}
