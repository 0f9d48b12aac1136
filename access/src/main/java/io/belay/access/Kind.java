package io.belay.access;

import java.util.Locale;

/** What a permission speaks of. */
public enum Kind {
    /** Queues, by their names. */
    QUEUE,
    /** Topics, by their names and by the filters that ask for them. */
    TOPIC;

    /** Its word: {@code queue}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
