package io.belay.jms;

import jakarta.jms.MessageFormatException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts that can be told to others: UTF-8 has no form for half of a surrogate pair, and Java would write a question mark. */
final class WellFormed {
    private WellFormed() {}

    /**
     * Refuses what would arrive as something else.
     *
     * @param what the value is, for people
     * @param value a text; of any other type it passes
     * @throws MessageFormatException if it has a surrogate without its other half
     */
    static void check(String what, @Nullable Object value) throws MessageFormatException {
        if (!(value instanceof String text)) return;
        int index = loneSurrogate(text);
        if (index < 0) return;
        throw new MessageFormatException(
                what + " has half of a surrogate pair at index " + index + ", which cannot be sent");
    }

    /** The same for names and values. */
    static void check(String what, Map<String, ? extends @Nullable Object> named) throws MessageFormatException {
        for (Map.Entry<String, ? extends @Nullable Object> each : named.entrySet()) {
            check("the name of " + what, each.getKey());
            check(what, each.getValue());
        }
    }

    /** Where the first one is; negative if there is none. */
    private static int loneSurrogate(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (!Character.isSurrogate(text.charAt(index))) continue;
            boolean isPair =
                    index + 1 < text.length() && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
            if (!isPair) return index;
            index++;
        }
        return -1;
    }
}
