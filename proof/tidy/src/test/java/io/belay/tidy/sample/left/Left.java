package io.belay.tidy.sample.left;

import io.belay.tidy.sample.right.Right;

/** One half of a cycle. */
public final class Left {
    final Class<?> other = Right.class;
}
