package io.belay.admin;

import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.access.Rights;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The right that a page asks for.
 *
 * @param action what is done; null: whoever is let in at all may look
 * @param kind of what; null: of the broker as a whole, so that the right must cover all names
 */
record Need(@Nullable Action action, @Nullable Kind kind) {
    /** Whoever is let in; what they may not see the page leaves out. */
    static final Need TO_BE_IN = new Need(null, null);

    /** The right to do everything with everything. */
    static final Need TO_RUN_IT = new Need(Action.ADMIN, null);

    /** To do this with the queue or topic that the address names. */
    static Need of(Action action, Kind kind) {
        return new Need(action, kind);
    }

    /**
     * Whether somebody has it.
     *
     * @param names what the address of a request names; a right to one queue or topic is asked of its {@code name}
     */
    boolean isMet(Rights rights, Map<String, String> names) {
        if (action == null) return true;
        if (kind == null) return rights.isOperator();
        return rights.allows(action, kind, names.getOrDefault(ApiTable.NAME, ""));
    }

    /** What is missing, in words. */
    String denial(Rights rights, Map<String, String> names) {
        Action missing = action == null ? Action.ADMIN : action;
        if (kind != null) return rights.denial(missing, kind, names.getOrDefault(ApiTable.NAME, ""));
        return rights.user() + " needs " + missing.word() + " on all queues and topics";
    }
}
