package io.belay.selector;

import io.belay.base.Check;

/**
 * How large a selector may be.
 *
 * @param lengthMax the longest text, characters (UTF-16 units), from 1
 * @param depthMax how many parentheses may be open at one place, 0 to {@value #DEPTH_CEILING}; not counted: the list of IN
 * @param gappedPartMax the longest part of a LIKE pattern between two {@code %} that holds a {@code _}, characters
 *     (code points), from 0. Such a part is compared anew at each place of the value, so this bounds the work for each character of it; any
 *     other part costs the same however long it is
 */
public record SelectorLimits(int lengthMax, int depthMax, int gappedPartMax) {
    private static final int DEPTH_CEILING =
            96; // About ten frames for each, interpreted, on stacks of half a megabyte and up.

    /** 8,192 characters, 64 open parentheses, 64 characters. */
    public static final SelectorLimits DEFAULT = new SelectorLimits(8_192, 64, 64);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is not kept
     */
    public SelectorLimits {
        Check.argument(lengthMax > 0, "lengthMax from 1", lengthMax);
        Check.argument(depthMax >= 0 && depthMax <= DEPTH_CEILING, "depthMax, 0 to 96", depthMax);
        Check.argument(gappedPartMax >= 0, "gappedPartMax from 0", gappedPartMax);
    }
}
