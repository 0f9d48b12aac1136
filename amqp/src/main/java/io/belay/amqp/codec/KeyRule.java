package io.belay.amqp.codec;

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

    /** Holds a key, which began at {@code from} and was passed, to the rule. */
    void check(AmqpReader reader, int from) {
        if (allows(reader.codeAt(from))) return;
        String expected = this == STRING ? "a string" : this == ANNOTATION ? "a symbol or ulong" : "a simple value";
        throw reader.malformed(this == ANY ? Fault.LIMIT : Fault.DECODE, from, expected + " as a key");
    }

    private boolean allows(int code) {
        return switch (this) {
            case STRING -> code == Format.STRING_8 || code == Format.STRING_32;
            case ANNOTATION -> isSymbol(code) || isUlong(code);
            case ANY -> code != Format.DESCRIBED && !Format.isCompound(code);
        };
    }

    private static boolean isSymbol(int code) {
        return code == Format.SYMBOL_8 || code == Format.SYMBOL_32;
    }

    private static boolean isUlong(int code) {
        return code == Format.ULONG_SMALL || code == Format.ULONG_0 || code == Format.ULONG;
    }
}
