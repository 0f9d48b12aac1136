package io.belay.core;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import io.belay.base.Check;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A set of delivery tags of one link, each 0 to {@link LinkTag#TAG_LENGTH_MAX} bytes.
 *
 * <p>Tags of eight bytes are taken for numbers, and kept as runs of neighbours: a client that counts costs as much with
 * a thousand tags as with one. All others are kept as they are. The same set is the same bytes, however it came about.
 *
 * <pre>
 *   runs    count; for each: first (8 bytes), last − first
 *   others  count; each as length and bytes
 * </pre>
 *
 * <p>Not thread-safe.
 */
public final class TagSet {
    private static final int COUNTED_LENGTH = Long.BYTES;
    private static final int RUN_LENGTH_MIN = 9; // of one that is written, bytes
    private static final int RUN_LENGTH_MAX = 13; // likewise
    private static final int OTHER_LENGTH_MAX = 1 + LinkTag.TAG_LENGTH_MAX; // likewise
    private static final int COUNTS_LENGTH_MAX = 2 * 5; // of both counts
    private static final int PIECE_LENGTH_MIN = 64;

    // Numbers are unsigned on the wire and here less 2^63, so that the order of longs is theirs.
    private final Runs runs;
    private final TreeSet<byte[]> others = new TreeSet<>(Arrays::compareUnsigned);
    private int count;

    /** Starts empty. */
    public TagSet() {
        runs = new Runs();
    }

    /** Starts with all that {@code other} has now. */
    public TagSet(TagSet other) {
        runs = new Runs(other.runs);
        others.addAll(other.others);
        count = other.count;
    }

    /** How many are in it. */
    public int count() {
        return count;
    }

    /** Whether none is in it. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** Whether this one is in it. */
    public boolean contains(byte[] tag) {
        return tag.length == COUNTED_LENGTH ? runs.contains(numberOf(tag)) : others.contains(tag);
    }

    /**
     * Adds one.
     *
     * @param tag to which nobody writes afterwards
     * @return whether it was not in it before
     * @throws IllegalArgumentException if it is longer than {@link LinkTag#TAG_LENGTH_MAX}
     */
    public boolean add(byte[] tag) {
        Check.argument(tag.length <= LinkTag.TAG_LENGTH_MAX, "a tag of at most 32 bytes", tag.length);
        boolean isNew = tag.length == COUNTED_LENGTH ? runs.add(numberOf(tag)) : others.add(tag);
        if (isNew) count++;
        return isNew;
    }

    /** Takes one out; returns whether it was in it. */
    public boolean remove(byte[] tag) {
        boolean was = tag.length == COUNTED_LENGTH ? runs.remove(numberOf(tag)) : others.remove(tag);
        if (was) count--;
        return was;
    }

    /** Takes all out that are in {@code tags}. */
    public void removeAll(TagSet tags) {
        tags.runs.forEach((first, last) -> {
            for (long number = first; ; number++) {
                if (runs.remove(number)) count--;
                if (number == last) return;
            }
        });
        tags.others.forEach(this::remove);
    }

    /** Adds those of {@code tags} that are in {@code within} too. */
    public void addAll(TagSet tags, TagSet within) {
        tags.runs.forEach((first, last) -> {
            for (long number = first; ; number++) {
                if (within.runs.contains(number) && runs.add(number)) count++;
                if (number == last) return;
            }
        });
        for (byte[] tag : tags.others) if (within.others.contains(tag)) add(tag);
    }

    /** Walks them: those of eight bytes in their order as numbers, then the others in the order of their bytes. */
    public void forEach(Consumer<byte[]> visitor) {
        runs.forEach((first, last) -> {
            for (long number = first; ; number++) {
                visitor.accept(tagOf(number));
                if (number == last) return;
            }
        });
        others.forEach(visitor);
    }

    /**
     * The same tags in as many sets as it takes so that none is long when it is written: one, most often; none if it is
     * empty.
     *
     * @param lengthMax of a set, bytes, 64 or more
     */
    public List<TagSet> pieces(int lengthMax) {
        Check.argument(lengthMax >= PIECE_LENGTH_MIN, "pieces of 64 bytes or more", lengthMax);
        List<TagSet> pieces = new ArrayList<>(1);
        runs.forEach((first, last) -> roomyPiece(pieces, lengthMax).restore(first, last - first));
        others.forEach(tag -> roomyPiece(pieces, lengthMax).add(tag));
        return pieces;
    }

    private static TagSet roomyPiece(List<TagSet> pieces, int lengthMax) {
        TagSet last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        if (last != null && last.lengthBound() + OTHER_LENGTH_MAX <= lengthMax) return last;
        TagSet next = new TagSet();
        pieces.add(next);
        return next;
    }

    /** At most so many bytes it takes when it is written. */
    private int lengthBound() {
        return COUNTS_LENGTH_MAX + runs.size() * RUN_LENGTH_MAX + others.size() * OTHER_LENGTH_MAX;
    }

    void write(ByteWriter out) {
        out.writeVarint(runs.size());
        runs.forEach((first, last) -> out.writeLong(first).writeVarint(last - first));
        out.writeVarint(others.size());
        others.forEach(out::writeBytes);
    }

    static TagSet read(ByteReader in) {
        TagSet set = new TagSet();
        for (int left = in.readVarint(in.remaining() / RUN_LENGTH_MIN); left > 0; left--) {
            set.restore(in.readLong(), in.readVarint());
        }
        for (int left = in.readVarint(in.remaining()); left > 0; left--) {
            byte[] tag = readTag(in);
            boolean isNew = tag.length != COUNTED_LENGTH && set.add(tag);
            if (!isNew) throw Records.malformed("another tag, not of 8 bytes but of", tag.length);
        }
        return set;
    }

    static byte[] readTag(ByteReader in) {
        byte[] tag = in.readBytes();
        if (tag.length > LinkTag.TAG_LENGTH_MAX) throw Records.malformed("a tag of at most 32 bytes", tag.length);
        return tag;
    }

    private void restore(long first, long distance) {
        long last = first + distance;
        boolean fits = distance >= 0 && distance < Integer.MAX_VALUE - count && last >= first;
        if (!runs.isAbove(first) || !fits) throw Records.malformed("a run of tags behind those before it", distance);
        runs.begin(first, last);
        count += (int) distance + 1;
    }

    private static long numberOf(byte[] tag) {
        return ByteBuffer.wrap(tag).getLong() ^ Long.MIN_VALUE;
    }

    private static byte[] tagOf(long number) {
        return ByteBuffer.allocate(COUNTED_LENGTH)
                .putLong(number ^ Long.MIN_VALUE)
                .array();
    }
}
