package io.belay.config;

import io.belay.config.Origin.Place;
import java.util.List;

/** What a YAML file holds, each part with its place. Types are the reader's business: every scalar is text. */
public sealed interface Yaml {
    /** Where it begins. */
    Place place();

    /** What it is, for "found …". */
    String described();

    /**
     * A text.
     *
     * @param text without quotes and escapes
     * @param isPlain whether it was written without quotes
     * @param place where it begins
     */
    record Scalar(String text, boolean isPlain, Place place) implements Yaml {
        /** Whether nothing was written, or {@code ~}. */
        public boolean isNothing() {
            return isPlain && (text.isEmpty() || text.equals("~"));
        }

        @Override
        public String described() {
            return isNothing() ? "nothing" : Quoted.of(text);
        }
    }

    /**
     * A list.
     *
     * @param items in their order
     * @param place where it begins
     */
    record Sequence(List<Yaml> items, Place place) implements Yaml {
        /** Keeps a copy. */
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String described() {
            return "a list";
        }
    }

    /**
     * Names and what belongs to them.
     *
     * @param entries in their order, no name twice
     * @param place where it begins
     */
    record Mapping(List<Entry> entries, Place place) implements Yaml {
        /** Keeps a copy. */
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String described() {
            return "a mapping";
        }
    }

    /**
     * One name of a mapping.
     *
     * @param name before the colon
     * @param place of the name
     * @param value after the colon
     */
    record Entry(String name, Place place, Yaml value) {}
}
