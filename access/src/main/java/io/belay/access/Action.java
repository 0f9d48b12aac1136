package io.belay.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a client may be allowed to do with a queue or topic. */
public enum Action {
    /** To send messages to it. */
    PUBLISH,
    /** To take messages from it, or to subscribe to it; includes {@link #BROWSE}. */
    CONSUME,
    /** To look at what waits in a queue and leave it there. */
    BROWSE,
    /** To have it made by using its name. */
    CREATE,
    /** To end it, with what waits in it. */
    DELETE,
    /** All of these, and what operators do. */
    ADMIN;

    /** Its word in a configuration: {@code publish}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The action of that word, null if there is none. */
    public static @Nullable Action of(String word) {
        for (Action one : values()) {
            if (one.word().equals(word)) return one;
        }
        return null;
    }

    /** Whether who may do this may do {@code wanted}. */
    boolean includes(Action wanted) {
        return this == wanted || this == ADMIN || this == CONSUME && wanted == BROWSE;
    }
}
