package io.belay.client;

import io.belay.amqp.type.Binary;
import io.belay.base.SparseLongs;

/** Which messages a browser has shown already, by their tags, which are numbers at a broker that keeps sessions. */
final class Shown {
    private static final int TAG_LENGTH = 8;
    private static final int BITS = 6;

    private final SparseLongs words = new SparseLongs(); // a bit for each

    /** Whether it was not shown before; it is from now on. A tag that is no number is always new. */
    boolean isNew(Binary tag) {
        if (tag.length() != TAG_LENGTH) return true;
        long number = 0;
        for (int index = 0; index < TAG_LENGTH; index++) number = number << 8 | tag.at(index) & 0xFF;
        long word = words.at(number >>> BITS);
        long bit = 1L << number;
        words.put(number >>> BITS, word | bit);
        return (word & bit) == 0;
    }
}
