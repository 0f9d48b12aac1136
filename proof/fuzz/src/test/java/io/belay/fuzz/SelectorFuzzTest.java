package io.belay.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.belay.selector.Fields;
import io.belay.selector.Selector;
import io.belay.selector.SelectorException;
import io.belay.selector.SelectorLimits;
import io.belay.selector.Truth;
import io.belay.testkit.Clause;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Any text is a selector or is refused, and a selector says TRUE, FALSE or UNKNOWN of any message: no other exception.
 *
 * <pre>
 *  +------------------------------------+----------------+
 *  | 8 bytes: what the fields are like  | text, in UTF-8 |
 *  +------------------------------------+----------------+
 * </pre>
 */
class SelectorFuzzTest {
    private static final int FIELDS_LENGTH = 8;
    private static final Object[] VALUES = {
        "",
        "red",
        "a%_'\uD83D\uDE00",
        true,
        false,
        (byte) -1,
        (short) 300,
        Integer.MIN_VALUE,
        5,
        0L,
        Long.MIN_VALUE,
        0.1f,
        -0.0,
        20.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        new int[0]
    };

    @FuzzTest(maxDuration = "10m")
    @Clause("JMS-3.8.1.1")
    void any_text_is_a_selector_or_is_refused(byte[] input) {
        if (input.length < FIELDS_LENGTH) return;
        String text = new String(input, FIELDS_LENGTH, input.length - FIELDS_LENGTH, StandardCharsets.UTF_8);
        try {
            Selector selector = Selector.parse(text, SelectorLimits.DEFAULT);
            says(selector, name -> selector.names().contains(name) ? value(input, name) : unasked(name));
        } catch (SelectorException refused) {
            if (refused.position() < 0 || refused.position() > text.length()) throw new AssertionError(refused);
        }
    }

    private static void says(Selector selector, Fields fields) {
        Truth truth = selector.evaluate(fields);
        if (truth != selector.evaluate(fields)) throw new AssertionError("says now this, now that");
        if (selector.matches(fields) != (truth == Truth.TRUE)) throw new AssertionError("matches what is " + truth);
    }

    private static @Nullable Object value(byte[] input, String name) {
        int choice = input[name.length() % FIELDS_LENGTH] & 0xFF;
        return choice < VALUES.length ? VALUES[choice] : choice < 128 ? (Object) choice : null;
    }

    private static Object unasked(String name) {
        throw new AssertionError("asks for a field that it does not name: " + name);
    }
}
