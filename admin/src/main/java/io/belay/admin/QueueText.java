package io.belay.admin;

import io.belay.admin.text.TextTable;
import io.belay.admin.text.Words;
import io.belay.base.Many;
import io.belay.core.Binding;
import io.belay.core.Lifetime;
import io.belay.core.QueuePolicy;
import io.belay.core.QueueSpec;
import io.belay.core.WhenFull;
import io.belay.node.QueueStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Queues in words for people. */
final class QueueText {
    private static final List<String> HEAD =
            List.of("QUEUE", "KIND", "MESSAGES", "BYTES", "CONSUMERS", "SENDERS", "STATE");

    private QueueText() {}

    static String of(List<QueueStatus> queues) {
        if (queues.isEmpty()) return "no queues\n";
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (QueueStatus each : queues) rows.add(row(each));
        return TextTable.of(rows);
    }

    private static List<String> row(QueueStatus status) {
        return List.of(
                Words.printable(status.queue().spec().name()),
                kind(status.queue().spec()),
                Long.toString(status.queue().messages()),
                Long.toString(status.queue().bytes()),
                Integer.toString(status.consumers()),
                Integer.toString(status.senders()),
                status.queue().paused() ? "paused" : "runs");
    }

    /** {@code queue}, {@code queue of itself}, {@code temporary}, or {@code subscription of} a topic filter. */
    static String kind(QueueSpec spec) {
        Binding binding = spec.binding();
        if (binding != null) return "subscription of " + Words.printable(binding.filter());
        if (spec.lifetime() == Lifetime.AUTO) return "queue that made itself";
        return spec.lifetime() == Lifetime.FOR_EVER ? "queue" : "temporary";
    }

    /** What a queue is, in one line: {@code queue, at most 10 messages and 1000 bytes, then refuse; …}. */
    static String of(QueueSpec spec) {
        return kind(spec) + ", " + of(spec.policy());
    }

    private static String of(QueuePolicy policy) {
        String full = String.format(
                Locale.ROOT,
                "at most %s and %s, then %s",
                Many.of(policy.messagesMax(), "message"),
                Many.of(policy.bytesMax(), "byte"),
                of(policy.whenFull()));
        return full + "; " + dead(policy) + (policy.exclusive() ? "; one consumer gets all" : "");
    }

    private static String dead(QueuePolicy policy) {
        String where = policy.deadLetter().isEmpty() ? "are dropped" : "go to " + Words.printable(policy.deadLetter());
        String when = policy.deliveriesMax() == 0 ? "" : " after " + Many.of(policy.deliveriesMax(), "failed delivery");
        return "dead letters " + where + when;
    }

    /** As the command line and JSON say it: {@code refuse}, {@code drop-oldest}, {@code block}. */
    static String of(WhenFull whenFull) {
        return whenFull.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
