package io.belay.node.message;

import io.belay.core.DeadLetter;
import io.belay.core.Filters;
import io.belay.core.Message;
import io.belay.selector.Fields;
import io.belay.selector.Selector;
import io.belay.selector.SelectorLimits;
import org.jspecify.annotations.Nullable;

/**
 * Message selectors of Jakarta Messaging, on messages of every protocol. The gateway has checked a selector before its
 * queue was made, so no limit stands against it here: it may have been made when the limit was another.
 */
public final class MessageFilters implements Filters {
    private static final SelectorLimits ANY = new SelectorLimits(Integer.MAX_VALUE, 96, Integer.MAX_VALUE);

    /** Knows one language only. */
    public MessageFilters() {}

    @Override
    public Filter compile(String selector) {
        Selector parsed = Selector.parse(selector, ANY);
        return new Filter() {
            @Override
            public boolean matches(Message message) {
                return parsed.matches(MessageFields.of(message));
            }

            @Override
            public boolean matches(Message message, @Nullable DeadLetter dead) {
                Fields fields = MessageFields.of(message);
                return parsed.matches(dead == null ? fields : DeadLetterFields.over(fields, dead));
            }
        };
    }
}
