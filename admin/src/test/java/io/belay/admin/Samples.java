package io.belay.admin;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.core.Binding;
import io.belay.core.Holdings;
import io.belay.core.Lifetime;
import io.belay.core.QueuePolicy;
import io.belay.core.QueueSpec;
import io.belay.core.QueueView;
import io.belay.core.Session;
import io.belay.core.SessionView;
import io.belay.core.TimelineEntry;
import io.belay.core.TimelineEntry.What;
import io.belay.node.QueueAnswer;
import io.belay.node.QueueOrder;
import io.belay.node.QueueStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A broker with two sessions, seen from outside. */
public final class Samples {
    static final long NOW_MS = 1_800_000_000_000L;

    static final SessionView TILL =
            new SessionView(1, "till-7", "anonymous", true, 3, 300, Long.MAX_VALUE, 5, 2, 700, 1, List.of(), List.of());
    static final SessionView AWAY = new SessionView(
            2, "away\u001b[2J", "anonymous", false, 1, 300, NOW_MS + 90_000, 0, 0, 0, 0, List.of(), List.of());
    static final SessionView FOR_EVER = new SessionView(
            3, "for-ever", "anonymous", false, 1, Session.NEVER_S, Long.MAX_VALUE, 0, 0, 0, 0, List.of(), List.of());
    static final List<TimelineEntry> TIMELINE = List.of(
            new TimelineEntry(NOW_MS - 60_000, 1, What.BEGAN, "from 127.0.0.1:5000"),
            new TimelineEntry(
                    NOW_MS - 30_000,
                    1,
                    What.LOST,
                    Cause.RESET,
                    "connection reset by peer",
                    new Holdings(3, 5, 20, 1, 2, 0)),
            new TimelineEntry(
                    NOW_MS - 17_655, 2, What.RESUMED, null, "127.0.0.1:5001", new Holdings(0, 5, 20, 1, 2, 0)),
            new TimelineEntry(
                    NOW_MS - 10_000, 2, What.DISPLACED, Cause.TAKEN_OVER, "by user \u001b[2J", Holdings.NONE));
    static final List<EndedLine> REFUSED = List.of(new EndedLine(
            NOW_MS - 20_000,
            "till 7&x",
            "127.0.0.1:5002",
            false,
            new Break(Cause.LOGIN, "wrong user name or password")));

    static final QueueStatus ORDERS = new QueueStatus(
            new QueueView(1, new QueueSpec("orders", Lifetime.FOR_EVER, 0, QueuePolicy.DEFAULTS, null), 5, 700, true),
            2,
            1);
    static final QueueStatus NEWS = new QueueStatus(
            new QueueView(
                    2,
                    new QueueSpec(
                            "$durable/till-7/news",
                            Lifetime.FOR_EVER,
                            0,
                            QueuePolicy.DEFAULTS,
                            new Binding("news/#", "size > 3", false, "")),
                    0,
                    0,
                    false),
            0,
            0);
    static final QueueStatus REPLIES = new QueueStatus(
            new QueueView(
                    3,
                    new QueueSpec("re\u001b[2J", Lifetime.SESSION, 9, QueuePolicy.FOR_DEAD_LETTERS, null),
                    1,
                    2,
                    false),
            0,
            0);

    /** Answers at once with the samples. */
    public static final SessionSource SOURCE = new SessionSource() {
        @Override
        public CompletableFuture<Sessions> sessions() {
            return CompletableFuture.completedFuture(new Sessions(NOW_MS, List.of(TILL, AWAY, FOR_EVER)));
        }

        @Override
        public CompletableFuture<Story> story(String clientId) {
            boolean known = clientId.equals("till 7&x");
            return CompletableFuture.completedFuture(new Story(
                    NOW_MS, clientId, known ? TILL : null, known ? TIMELINE : List.of(), known ? REFUSED : List.of()));
        }

        @Override
        public List<EndedLine> ended() {
            return REFUSED;
        }
    };

    /** Three queues, and a broker that does whatever it is told. */
    public static final QueueSource QUEUES = new QueueSource() {
        @Override
        public CompletableFuture<List<QueueStatus>> queues() {
            return CompletableFuture.completedFuture(List.of(ORDERS, NEWS, REPLIES));
        }

        @Override
        public CompletableFuture<QueueAnswer> order(QueueOrder order) {
            return CompletableFuture.completedFuture(new QueueAnswer.Done(true, 5));
        }
    };

    /** Has nothing to read again. */
    public static final ReloadSource RELOADS =
            () -> CompletableFuture.completedFuture(new ReloadSource.Reloaded(true, List.of()));

    private Samples() {}
}
