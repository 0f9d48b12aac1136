package io.belay.amqp.codec;

import io.belay.amqp.type.AmqpArray;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.UnsignedLong;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the keys of a map may be. */
enum KeyRule {
    /**
     * Whatever holds no other values. Keys that do are legal, but no peer needs them, and made to collide they would cost
     * us a search through all of them; the others have an order, which a hash table falls back to.
     */
    ANY,
    /** Strings, as in application-properties (§3.2.5). */
    STRING,
    /** Symbols or ulongs, as in annotations (§3.2.10). */
    ANNOTATION;

    /** Holds a key, which began at {@code from}, to the rule. */
    void check(AmqpReader reader, int from, @Nullable Object key) {
        if (allows(key)) return;
        String expected = this == STRING ? "a string" : this == ANNOTATION ? "a symbol or ulong" : "a simple value";
        throw reader.malformed(this == ANY ? Fault.LIMIT : Fault.DECODE, from, expected + " as a key");
    }

    private boolean allows(@Nullable Object key) {
        return switch (this) {
            case STRING -> key instanceof String;
            case ANNOTATION -> key instanceof Symbol || key instanceof UnsignedLong;
            case ANY ->
                !(key instanceof List || key instanceof Map || key instanceof AmqpArray || key instanceof Described);
        };
    }
}
