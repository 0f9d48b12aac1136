package io.belay.amqp.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An AMQP array (§1.6.24): elements of one type, written the same way. It keeps how they were written, so that it can be
 * written again as it came.
 *
 * @param descriptors of every element, the outermost first; nearly always empty
 * @param formatCode how every element is written, 0x40 to 0xFF (§1.2), such as 0xA3 for short symbols
 * @param values the elements, without their descriptors, of the Java type that belongs to the format code
 */
public record AmqpArray(List<@Nullable Object> descriptors, int formatCode, List<@Nullable Object> values) {
    private static final int SYMBOL_SHORT = 0xA3;
    private static final int SYMBOL_LONG = 0xB3;
    private static final int SHORT_LENGTH_MAX = 255;

    /** An array of symbols, in the shortest form that holds them all. */
    public static AmqpArray ofSymbols(List<Symbol> symbols) {
        boolean isShort = symbols.stream().allMatch(symbol -> symbol.text().length() <= SHORT_LENGTH_MAX);
        return new AmqpArray(List.of(), isShort ? SYMBOL_SHORT : SYMBOL_LONG, List.copyOf(symbols));
    }
}
