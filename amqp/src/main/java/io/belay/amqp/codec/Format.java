package io.belay.amqp.codec;

/**
 * The codes that say how a value is written (§1.2, §1.6). The high digit of a code tells its width:
 *
 * <pre>
 *  0x4_ 0x5_ 0x6_ 0x7_ 0x8_ 0x9_ | 0xA_   0xB_   | 0xC_          0xD_          | 0xE_ 0xF_
 *  0    1    2    4    8    16   | size 1 size 4 | size, count 1 size, count 4 | as C, D with a constructor
 * </pre>
 */
final class Format {
    static final int DESCRIBED = 0x00;
    static final int NULL = 0x40;
    static final int TRUE = 0x41;
    static final int FALSE = 0x42;
    static final int UINT_0 = 0x43;
    static final int ULONG_0 = 0x44;
    static final int LIST_0 = 0x45;
    static final int UBYTE = 0x50;
    static final int BYTE = 0x51;
    static final int UINT_SMALL = 0x52;
    static final int ULONG_SMALL = 0x53;
    static final int INT_SMALL = 0x54;
    static final int LONG_SMALL = 0x55;
    static final int BOOLEAN = 0x56;
    static final int USHORT = 0x60;
    static final int SHORT = 0x61;
    static final int UINT = 0x70;
    static final int INT = 0x71;
    static final int FLOAT = 0x72;
    static final int CHAR = 0x73;
    static final int DECIMAL_32 = 0x74;
    static final int ULONG = 0x80;
    static final int LONG = 0x81;
    static final int DOUBLE = 0x82;
    static final int TIMESTAMP = 0x83;
    static final int DECIMAL_64 = 0x84;
    static final int DECIMAL_128 = 0x94;
    static final int UUID = 0x98;
    static final int BINARY_8 = 0xA0;
    static final int STRING_8 = 0xA1;
    static final int SYMBOL_8 = 0xA3;
    static final int BINARY_32 = 0xB0;
    static final int STRING_32 = 0xB1;
    static final int SYMBOL_32 = 0xB3;
    static final int LIST_8 = 0xC0;
    static final int MAP_8 = 0xC1;
    static final int LIST_32 = 0xD0;
    static final int MAP_32 = 0xD1;
    static final int ARRAY_8 = 0xE0;
    static final int ARRAY_32 = 0xF0;

    private static final boolean[] KNOWN = new boolean[256]; // by code: a look is cheaper than the switch

    static {
        for (int code = 0; code < KNOWN.length; code++) KNOWN[code] = isDefined(code);
    }

    private Format() {}

    /** Whether AMQP 1.0 gives a meaning to {@code code}, 0 to 255. */
    static boolean isKnown(int code) {
        return KNOWN[code];
    }

    private static boolean isDefined(int code) {
        return switch (code) {
            case NULL, TRUE, FALSE, UINT_0, ULONG_0, LIST_0 -> true;
            case UBYTE, BYTE, UINT_SMALL, ULONG_SMALL, INT_SMALL, LONG_SMALL, BOOLEAN -> true;
            case USHORT, SHORT, UINT, INT, FLOAT, CHAR, DECIMAL_32 -> true;
            case ULONG, LONG, DOUBLE, TIMESTAMP, DECIMAL_64, DECIMAL_128, UUID -> true;
            case BINARY_8, STRING_8, SYMBOL_8, BINARY_32, STRING_32, SYMBOL_32 -> true;
            case LIST_8, MAP_8, LIST_32, MAP_32, ARRAY_8, ARRAY_32 -> true;
            default -> false;
        };
    }

    /** Whether values of {@code code}, which is known, hold other values. */
    static boolean isCompound(int code) {
        return code >= LIST_8 || code == LIST_0;
    }

    /** Whether values of {@code code}, which is known, begin with a size. */
    static boolean isSized(int code) {
        return code >= BINARY_8;
    }

    /** The code of the same type with a size of four bytes, for one with a size of one. */
    static int wide(int narrow) {
        return narrow | 0x10;
    }

    /** The bytes of the size and of the count of a sized value: 1 or 4. */
    static int sizeWidth(int code) {
        return (code & 0x10) == 0 ? 1 : 4;
    }

    /** The fewest bytes that a value of {@code code}, which is known, takes behind its code. */
    static int widthMin(int code) {
        int digit = code >> 4;
        if (digit >= 0xE) return 2 * sizeWidth(code) + 1;
        if (digit >= 0xC) return 2 * sizeWidth(code);
        if (digit >= 0xA) return sizeWidth(code);
        return digit == 4 ? 0 : 1 << digit - 5;
    }
}
