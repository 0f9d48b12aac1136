package io.belay.admin;

import java.util.ArrayList;
import java.util.List;

/**
 * Some of the lines that are kept.
 *
 * @param lines oldest first
 * @param upTo the number of the last line that was looked at, whether it was wanted or not: what comes later is behind it
 * @param isMore whether there is more behind it already
 * @param gone how many lines behind the one that was asked for are no longer kept
 * @param isAnew whether the one that was asked for was said in an earlier life of the broker: numbers begin anew with each
 */
record LinePage(List<LogSource.Line> lines, long upTo, boolean isMore, long gone, boolean isAnew) {
    /** Instead of a number: the last lines, whatever came before. */
    static final long NEWEST = -1;

    /**
     * A part of what is kept.
     *
     * @param kept oldest first
     * @param least only lines of this level, or of more
     * @param after the number of the line behind which it goes on, 0 from the first, or {@link #NEWEST}
     * @param isOfOld whether that line is known to be of an earlier life; one that is not there yet is in any case
     * @param limit lines at most
     */
    static LinePage of(List<LogSource.Line> kept, LogSource.Level least, long after, boolean isOfOld, int limit) {
        long newest = kept.isEmpty() ? 0 : kept.get(kept.size() - 1).number();
        if (after == NEWEST) return last(kept, least, limit, newest);
        boolean isAnew = isOfOld || after > newest;
        long from = isAnew ? 0 : after;
        long gone = kept.isEmpty() ? 0 : Math.max(0, kept.get(0).number() - from - 1);
        List<LogSource.Line> lines = new ArrayList<>();
        for (LogSource.Line each : kept) {
            boolean isWanted = each.number() > from && each.level().compareTo(least) >= 0;
            if (isWanted && lines.size() == limit) return new LinePage(lines, last(lines), true, gone, isAnew);
            if (isWanted) lines.add(each);
        }
        return new LinePage(lines, newest, false, gone, isAnew);
    }

    private static LinePage last(List<LogSource.Line> kept, LogSource.Level least, int limit, long newest) {
        List<LogSource.Line> fitting = new ArrayList<>();
        for (LogSource.Line each : kept) if (each.level().compareTo(least) >= 0) fitting.add(each);
        int from = Math.max(0, fitting.size() - limit);
        return new LinePage(fitting.subList(from, fitting.size()), newest, false, 0, false);
    }

    private static long last(List<LogSource.Line> lines) {
        return lines.get(lines.size() - 1).number();
    }
}
