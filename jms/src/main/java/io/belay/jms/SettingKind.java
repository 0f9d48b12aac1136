package io.belay.jms;

import java.util.List;
import java.util.Locale;

/** What values a setting takes. A value is a {@link String}, a {@link Long} or a {@link Boolean}. */
sealed interface SettingKind {
    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if it is none of this kind, with what was expected and found
     */
    Object read(String text);

    /** The values in words, for messages and the manual. */
    String words();

    /** Any text. */
    record Text() implements SettingKind {
        @Override
        public Object read(String text) {
            return text;
        }

        @Override
        public String words() {
            return "text";
        }
    }

    /** Text that is never shown. */
    record Secret() implements SettingKind {
        @Override
        public Object read(String text) {
            return text;
        }

        @Override
        public String words() {
            return "secret text";
        }
    }

    /** {@code true} or {@code false}, in any case. */
    record Flag() implements SettingKind {
        @Override
        public Object read(String text) {
            String lower = text.strip().toLowerCase(Locale.ROOT);
            if (lower.equals("true") || lower.equals("false")) return lower.equals("true");
            throw expected(words(), text);
        }

        @Override
        public String words() {
            return "true or false";
        }
    }

    /** A whole number, both ends of its range included. */
    record Number(long min, long max) implements SettingKind {
        @Override
        public Object read(String text) {
            try {
                long number = Long.parseLong(text.strip());
                if (number >= min && number <= max) return number;
            } catch (NumberFormatException notANumber) {
                throw expected(words(), text);
            }
            throw expected(words(), text);
        }

        @Override
        public String words() {
            return "a number, " + min + " to " + max;
        }
    }

    /** One of some words, in any case. */
    record Choice(List<String> values) implements SettingKind {
        static Choice of(String... values) {
            return new Choice(List.of(values));
        }

        @Override
        public Object read(String text) {
            String upper = text.strip().toUpperCase(Locale.ROOT);
            if (values.contains(upper)) return upper;
            throw expected(words(), text);
        }

        @Override
        public String words() {
            return String.join(" or ", values);
        }
    }

    private static IllegalArgumentException expected(String words, String found) {
        return new IllegalArgumentException("expected " + words + ", found \"" + found + "\"");
    }
}
