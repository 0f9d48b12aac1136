package io.belay.tidy.sample.core;

import io.belay.tidy.sample.base.Word;
import java.util.Map;
import java.util.TreeMap;

/** A good neighbour: no rule may find it. */
final class Calm {
    final Map<Long, Word> words = new TreeMap<>();
    final byte[][] bytes = new byte[1][1];

    enum Kind {
        ONE
    }

    record Pair(long one, String other) {}
}
