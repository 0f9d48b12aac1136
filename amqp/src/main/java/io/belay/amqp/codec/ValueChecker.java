package io.belay.amqp.codec;

/** Moves past values: by their sizes alone, or with all the checks of {@link ValueDecoder}. */
final class ValueChecker {
    private ValueChecker() {}

    /** Moves past one value by its size. Descriptors of descriptors cost no stack. */
    static void skip(AmqpReader reader) {
        long pending = 1;
        while (pending > 0) {
            int code = reader.readByte();
            if (code == Format.DESCRIBED) {
                pending++; // One value becomes two: the descriptor and what it describes.
                continue;
            }
            skipBody(reader, code);
            pending--;
        }
    }

    private static void skipBody(AmqpReader reader, int code) {
        if (!Format.isKnown(code)) throw reader.unexpected(code, "a format code of AMQP 1.0");
        int length = Format.isSized(code) ? reader.readSize(code) : Format.widthMin(code);
        reader.need(length);
        reader.position(reader.position() + length);
    }

    /** Moves past one value and throws whatever reading it would. */
    static void check(AmqpReader reader, int depth) {
        int code = reader.readByte();
        if (code != Format.DESCRIBED) {
            checkBody(reader, code, depth);
            return;
        }
        ValueDecoder.deeper(reader, depth);
        check(reader, depth + 1);
        check(reader, depth + 1);
    }

    private static void checkBody(AmqpReader reader, int code, int depth) {
        if (Format.isKnown(code) && Format.isCompound(code)) {
            checkCompound(reader, code, depth);
            return;
        }
        switch (code) {
            case Format.BOOLEAN -> reader.readTruth();
            case Format.CHAR -> ValueDecoder.readCodePoint(reader);
            case Format.STRING_8, Format.STRING_32 -> Text.checkUtf8(reader, reader.readSize(code));
            case Format.SYMBOL_8, Format.SYMBOL_32 -> Text.checkSymbol(reader, reader.readSize(code));
            default -> skipBody(reader, code);
        }
    }

    private static void checkCompound(AmqpReader reader, int code, int depth) {
        ValueDecoder.deeper(reader, depth);
        if (code == Format.LIST_0) return;
        int outer = reader.end();
        int count = reader.enter(code);
        if (code == Format.LIST_8 || code == Format.LIST_32) {
            for (int left = count; left > 0; left--) check(reader, depth + 1);
        } else if (code == Format.MAP_8 || code == Format.MAP_32) {
            checkEntries(reader, count, depth + 1, KeyRule.ANY);
        } else {
            checkArray(reader, count, depth + 1);
        }
        reader.leave(outer);
    }

    /** Moves past the keys and values of a map that was entered. */
    static void checkEntries(AmqpReader reader, int count, int depth, KeyRule rule) {
        MapDecoder.checkEven(reader, count);
        var keys = new PassedKeys(reader);
        for (int left = count; left > 0; left -= 2) {
            int from = reader.position();
            check(reader, depth);
            rule.check(reader, from);
            if (!keys.add(from)) throw MapDecoder.twice(reader, from);
            check(reader, depth);
        }
    }

    private static void checkArray(AmqpReader reader, int count, int depth) {
        int inner = depth;
        int code = reader.readByte();
        while (code == Format.DESCRIBED) {
            ValueDecoder.deeper(reader, inner);
            check(reader, inner + 1);
            inner++;
            code = reader.readByte();
        }
        ValueDecoder.checkCount(reader, code, count);
        for (int left = count; left > 0; left--) checkBody(reader, code, inner);
    }
}
