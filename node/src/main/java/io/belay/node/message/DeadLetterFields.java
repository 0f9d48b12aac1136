package io.belay.node.message;

import io.belay.core.DeadLetter;
import io.belay.selector.Fields;

/** What a dead letter says of itself, as application properties of the message and to selectors. */
final class DeadLetterFields {
    /** Why it is a dead letter, in words. */
    static final String REASON = "belay_dead_reason";

    /** The queue that it comes from. */
    static final String ORIGIN = "belay_dead_origin";

    /** When it became one, milliseconds since 1970. */
    static final String TIME = "belay_dead_time";

    private DeadLetterFields() {}

    /** The fields of a message, and those of the dead letter that it is over them. */
    static Fields over(Fields fields, DeadLetter dead) {
        return name -> switch (name) {
            case REASON -> dead.reason();
            case ORIGIN -> dead.origin();
            case TIME -> dead.atMs();
            default -> fields.value(name);
        };
    }
}
