package io.belay.admin;

import io.belay.admin.text.TextTable;
import io.belay.admin.text.Words;
import io.belay.core.SessionView;
import io.belay.core.Subscription;
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
        return TextTable.of(rows);
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
        return text.append(StoryText.of(story)).toString();
    }

    static String filterOf(Subscription subscription) {
        return subscription.group().isEmpty()
                ? subscription.filter()
                : "$share/" + subscription.group() + "/" + subscription.filter();
    }
}
