package io.belay.admin;

import io.belay.admin.text.TextTable;
import io.belay.admin.text.Words;
import io.belay.base.Cause;
import io.belay.base.Many;
import io.belay.core.Holdings;
import io.belay.core.TimelineEntry;
import io.belay.core.TimelineEntry.What;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happened to a session, and to lines that wanted it in vain, as a table for people. */
final class StoryText {
    private record Row(long atMs, List<String> cells) {}

    private StoryText() {}

    static String of(SessionSource.Story story) {
        List<Row> rows = new ArrayList<>();
        for (int index = 0; index < story.timeline().size(); index++) rows.add(row(story.timeline(), index));
        for (EndedLine each : story.refused()) rows.add(row(each));
        rows.sort(Comparator.comparingLong(Row::atMs));
        return TextTable.of(rows.stream().map(Row::cells).toList());
    }

    /** Lines that ended, newest last. */
    static String of(List<EndedLine> lines) {
        if (lines.isEmpty()) return "no line has ended\n";
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ENDED", "CLIENT", "FROM", "CAUSE", "WHY"));
        for (EndedLine each : lines) {
            rows.add(List.of(
                    Words.time(each.atMs()),
                    Words.printable(each.client()),
                    each.peer(),
                    each.how().cause().text(),
                    Words.printable(each.how().words())));
        }
        return TextTable.of(rows);
    }

    /** How long the session had been without a line when this entry was made, milliseconds; −1 if it had one. */
    static long awayMs(List<TimelineEntry> timeline, int index) {
        if (timeline.get(index).what() != What.RESUMED) return -1;
        for (int before = index - 1; before >= 0; before--) {
            TimelineEntry entry = timeline.get(before);
            if (entry.what() == What.LOST || entry.what() == What.DISPLACED)
                return Math.max(0, timeline.get(index).atMs() - entry.atMs());
        }
        return -1;
    }

    private static Row row(List<TimelineEntry> timeline, int index) {
        TimelineEntry entry = timeline.get(index);
        return new Row(
                entry.atMs(),
                List.of(
                        "  " + Words.time(entry.atMs()),
                        "line " + entry.epoch(),
                        entry.what().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        cause(entry.cause()),
                        Words.printable(entry.detail()) + rest(entry, awayMs(timeline, index))));
    }

    private static Row row(EndedLine line) {
        String why = Words.printable(line.how().words()) + ", from " + line.peer();
        return new Row(
                line.atMs(),
                List.of(
                        "  " + Words.time(line.atMs()),
                        "no line",
                        "refused",
                        line.how().cause().text(),
                        why));
    }

    private static String cause(Cause cause) {
        return cause == null || cause == Cause.UNKNOWN ? "" : cause.text();
    }

    private static String rest(TimelineEntry entry, long awayMs) {
        String away = awayMs < 0 ? "" : " after " + awayMs + " ms";
        boolean isBound = entry.cause() == Cause.CRASH; // of what lines knew the log tells how much it was at most
        String client = isBound ? " to the client at most" : " to the client";
        Holdings all = entry.holdings();
        boolean isBack = entry.what() == What.RESUMED;
        String held = words(all, isBack ? Many.of(all.delivered(), "delivery") : all.delivered() + client);
        if (held.isEmpty()) return away;
        return away + (isBack ? "; restored: " : "; in flight: ") + held;
    }

    private static String words(Holdings held, String delivered) {
        return Stream.of(
                        said(held.unanswered(), held.unanswered() + " to the broker"),
                        said(held.delivered(), delivered),
                        said(held.waiting(), held.waiting() + " waiting"),
                        said(held.tags(), Many.of(held.tags(), "tag")),
                        said(held.subscriptions(), Many.of(held.subscriptions(), "subscription")),
                        said(held.consumers(), Many.of(held.consumers(), "consumer")))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String said(long count, String words) {
        return count == 0 ? "" : words;
    }
}
