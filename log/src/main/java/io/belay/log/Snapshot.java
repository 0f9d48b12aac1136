package io.belay.log;

import java.util.List;

/**
 * The files of a log that together are what a loss of power at one moment would have left: copied as they are named here
 * into an empty directory, they are a log that ends with {@code batch}.
 *
 * @param batch the last one that is in it, which is synced; 0 if there is none
 * @param checkpoint the newest durable one; 0 if there is none
 * @param pieces what of each segment belongs to it, ascending; what lies behind came later
 */
public record Snapshot(long batch, long checkpoint, List<Piece> pieces) {
    /**
     * The beginning of a segment.
     *
     * @param segment its number
     * @param length bytes, from the first on
     */
    public record Piece(int segment, int length) {}

    /** Keeps a copy. */
    public Snapshot {
        pieces = List.copyOf(pieces);
    }
}
