package io.belay.amqp.type;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong (§2.8.14).
 *
 * @param condition one of {@link ErrorCondition}, or a word that we do not know
 * @param description for people
 * @param info details, empty when absent
 */
public record AmqpError(Symbol condition, @Nullable String description, Map<Symbol, @Nullable Object> info) {
    /** An error without details. */
    public AmqpError(Symbol condition, @Nullable String description) {
        this(condition, description, Collections.emptyMap());
    }
}
