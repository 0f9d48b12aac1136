package io.belay.server;

import io.belay.core.SessionView;
import io.belay.core.Subscription;
import io.belay.core.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sessions as tables for people. */
final class SessionText {
    private static final List<String> HEAD =
            List.of("CLIENT", "STATE", "QUEUED", "IN FLIGHT", "BYTES", "SUBSCRIPTIONS", "EXPIRES");

    private SessionText() {}

    static String of(SessionSource.Sessions all) {
        if (all.sessions().isEmpty()) return "no sessions\n";
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (SessionView each : all.sessions()) rows.add(row(each, all.atMs()));
        return table(rows);
    }

    private static List<String> row(SessionView session, long nowMs) {
        return List.of(
                Words.printable(session.clientId()),
                state(session),
                Long.toString(session.queued()),
                Long.toString(session.unsettled()),
                Long.toString(session.queuedBytes()),
                Integer.toString(session.subscriptions().size()),
                Words.expiry(session, nowMs));
    }

    private static String state(SessionView session) {
        return session.attached() ? "attached" : "away";
    }

    static String of(SessionSource.Story story) {
        StringBuilder text = new StringBuilder(Words.printable(story.clientId())).append(": ");
        SessionView session = story.session();
        if (session == null) text.append("has no session now\n");
        else {
            text.append(String.format(
                    Locale.ROOT,
                    "%s, line %d, %d queued, %d in flight, expires %s%n",
                    state(session),
                    session.epoch(),
                    session.queued(),
                    session.unsettled(),
                    Words.expiry(session, story.atMs())));
            for (Subscription each : session.subscriptions()) {
                text.append("  subscribes to ")
                        .append(Words.printable(filterOf(each)))
                        .append('\n');
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (TimelineEntry each : story.timeline()) rows.add(row(each));
        return text.append(table(rows)).toString();
    }

    static String filterOf(Subscription subscription) {
        return subscription.group().isEmpty()
                ? subscription.filter()
                : "$share/" + subscription.group() + "/" + subscription.filter();
    }

    private static List<String> row(TimelineEntry entry) {
        return List.of(
                "  " + Words.time(entry.atMs()),
                "line " + entry.epoch(),
                entry.what().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                Words.printable(entry.detail()));
    }

    private static String table(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        int[] widths = widths(rows);
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++)
                widths[i] = Math.max(widths[i], row.get(i).length());
        }
        return widths;
    }
}
