package io.belay.tidy.sample.right;

import io.belay.tidy.sample.left.Left;

/** The other half of a cycle. */
public final class Right {
    final Class<?> other = Left.class;
}
