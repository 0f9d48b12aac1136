package io.belay.core;

import io.belay.base.Check;
import java.nio.charset.StandardCharsets;

/**
 * By what an AMQP client names a delivery that it sends, so that it can send it again: the link, and the tag on it
 * (AMQP-2.6.7). The links of a session have different names.
 *
 * @param link the name of the link, at most {@link #LINK_LENGTH_MAX} bytes of UTF-8
 * @param tag at most {@link #TAG_LENGTH_MAX} bytes; nobody writes to it
 */
public record LinkTag(String link, byte[] tag) {
    /** The longest name of a link whose tags are held, bytes of UTF-8. */
    public static final int LINK_LENGTH_MAX = 255;

    private static final int UTF_8_LENGTH_MAX = 3; // of a char, bytes

    /** The longest tag, bytes (AMQP-2.8.7). */
    public static final int TAG_LENGTH_MAX = 32;

    /**
     * Holds the two.
     *
     * @throws IllegalArgumentException if one is too long: see {@link #isShort}
     */
    public LinkTag {
        Check.argument(isShort(link), "the name of a link of at most " + LINK_LENGTH_MAX + " bytes", link.length());
        Check.argument(tag.length <= TAG_LENGTH_MAX, "a tag of at most " + TAG_LENGTH_MAX + " bytes", tag.length);
    }

    /** Whether tags of a link of this name can be held. */
    public static boolean isShort(String link) {
        if (link.length() <= LINK_LENGTH_MAX / UTF_8_LENGTH_MAX) return true; // Most are, and need not be encoded.
        return link.length() <= LINK_LENGTH_MAX && link.getBytes(StandardCharsets.UTF_8).length <= LINK_LENGTH_MAX;
    }
}
