package io.belay.amqp.codec;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a map that a reader has passed: a few are compared where they lie, of many a table is made. */
final class PassedKeys {
    private static final int COMPARED_MAX = 8;

    private final AmqpReader reader;
    private final int[] starts = new int[COMPARED_MAX];
    private int count;
    private @Nullable Set<@Nullable Object> table; // of all, once there are too many to compare each with each

    PassedKeys(AmqpReader reader) {
        this.reader = reader;
    }

    /** Adds the key that began at {@code from} and ends where the reader stands; returns whether it is new. */
    boolean add(int from) {
        if (count == COMPARED_MAX) return intoTable(from);
        int end = reader.position();
        for (int index = 0; index < count; index++) {
            if (isSame(starts[index], from, end)) return false;
        }
        starts[count++] = from;
        return true;
    }

    private boolean intoTable(int from) {
        int end = reader.position();
        Set<@Nullable Object> keys = table;
        if (keys == null) {
            keys = new LinkedHashSet<>();
            for (int start : starts) keys.add(keyAt(start));
            table = keys;
        }
        boolean isNew = keys.add(keyAt(from));
        reader.position(end);
        return isNew;
    }

    /** Whether two keys are the same value, however each is written; leaves the reader at {@code end}. */
    private boolean isSame(int one, int other, int end) {
        boolean isSame = reader.codeAt(one) == reader.codeAt(other) && Format.isSized(reader.codeAt(one))
                ? haveSameBytes(one, other)
                : Objects.equals(keyAt(one), keyAt(other));
        reader.position(end);
        return isSame;
    }

    private boolean haveSameBytes(int one, int other) {
        int length = lengthAt(one);
        int start = reader.position();
        if (lengthAt(other) != length) return false;
        int from = reader.position();
        for (int index = 0; index < length; index++) {
            if (reader.buffer().get(start + index) != reader.buffer().get(from + index)) return false;
        }
        return true;
    }

    /** The length of what is written there with its size; leaves the reader before the bytes. */
    private int lengthAt(int start) {
        reader.position(start + 1);
        return reader.readSize(reader.codeAt(start));
    }

    private @Nullable Object keyAt(int start) {
        reader.position(start);
        return reader.readValue();
    }
}
