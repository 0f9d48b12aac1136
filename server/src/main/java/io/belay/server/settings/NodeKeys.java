package io.belay.server.settings;

import io.belay.config.Key;
import io.belay.config.Kinds;
import io.belay.config.Section;
import io.belay.config.Settings;
import io.belay.core.Limits;
import io.belay.node.NodeOptions;
import io.belay.node.QueueOptions;
import io.belay.node.ReturnOptions;
import java.time.Duration;
import java.util.List;

/** What the broker holds at most, in memory and in all, and how consumers are served and come back. */
final class NodeKeys {
    private static final Limits LIMITS = Limits.DEFAULTS;
    private static final NodeOptions NODE = NodeOptions.DEFAULTS;
    private static final QueueOptions QUEUES = QueueOptions.DEFAULTS;
    private static final ReturnOptions RETURNS = ReturnOptions.DEFAULTS;

    private static final Key<Integer> SESSIONS_MAX = Key.of(
            "broker.sessions-max",
            Spans.count(1),
            LIMITS.sessionsMax(),
            "Sessions, attached or not; one more is refused (MQTT: 0x97).");
    private static final Key<Integer> SUBSCRIPTIONS_PER_SESSION_MAX = Key.of(
            "broker.subscriptions-per-session-max",
            Spans.count(1),
            LIMITS.subscriptionsPerSessionMax(),
            "Subscriptions of one session; one more is refused with 0x97.");
    private static final Key<Integer> QUEUED_MESSAGES_MAX = Key.of(
            "broker.queued-messages-max",
            Spans.count(1),
            LIMITS.queuedMessagesMax(),
            "Messages that wait for one MQTT session or group; one more is refused, QoS 0 dropped.");
    private static final Key<Long> QUEUED_BYTES_MAX =
            Key.of("broker.queued-bytes-max", Spans.manyBytes(1), LIMITS.queuedBytesMax(), "Their bytes; likewise.");
    private static final Key<Integer> RETAINED_MAX = Key.of(
            "broker.retained-max",
            Spans.count(1),
            LIMITS.retainedMax(),
            "Topics with a retained message; one more is refused with 0x97.");
    private static final Key<Integer> TAGS_PER_SESSION_MAX = Key.of(
            "broker.tags-per-session-max",
            Spans.count(1),
            LIMITS.tagsPerSessionMax(),
            "Exchanges of one publisher that it has not released; one more is refused with 0x97.");
    private static final Key<Integer> QUEUES_MAX = Key.of(
            "broker.queues-max",
            Spans.count(1),
            LIMITS.queuesMax(),
            "Queues, of whatever lifetime; dead letter queues that make themselves come on top.");

    static final Key<Integer> SESSIONS_PER_USER_MAX = Key.of(
            "connects.sessions-per-user-max",
            Spans.count(0),
            LIMITS.sessionsPerUserMax(),
            "Sessions of one user, attached or not; one more is refused. 0 for any number.");

    private static final Key<Long> BODY_BYTES_MAX = Key.of(
            "memory.body-bytes-max",
            Spans.manyBytes(0),
            NODE.bodyBytesMax(),
            "Bodies of messages kept in memory; older ones are read back from the log.");
    private static final Key<Long> LINE_BYTES_MAX = Key.of(
            "memory.line-bytes-max",
            Spans.manyBytes(NodeOptions.LINE_BYTES_MIN),
            NODE.lineBytesMax(),
            "Deliveries handed to one line and not yet taken by it; the rest waits as references.");
    private static final Key<Long> LOAD_BYTES_MAX = Key.of(
            "memory.load-bytes-max",
            Spans.manyBytes(1),
            NODE.loadBytesMax(),
            "Bodies that are being read back for all lines; the next line waits its turn.");
    private static final Key<Long> UNASSURED_BYTES_MAX = Key.of(
            "memory.unassured-bytes-max",
            Spans.manyBytes(0),
            NODE.unassuredBytesMax(),
            "QoS 0 messages that wait for one slow line; beyond it the oldest is dropped.");

    private static final Key<Long> BUDGET_BYTES_MAX = Key.of(
            "memory.budget-bytes-max",
            Spans.manyBytes(0),
            NODE.budgetBytesMax(),
            "What grows with the load, of all lines together: messages that came and are not written, that wait for"
                    + " sockets, that are not whole, in open transactions. When a part of it is used up, whoever fills"
                    + " it is held back. 0B stands for half of the heap.");

    private static final Key<Integer> UNSETTLED_MAX = Key.of(
            "consumers.unsettled-max",
            Spans.count(1),
            QUEUES.unsettledMax(),
            "Deliveries of a queue that one consumer has not settled; then it gets no more until it settles some.");
    private static final Key<Integer> AHEAD_MAX = Key.of(
            "consumers.ahead-max",
            Spans.count(1),
            QUEUES.aheadMax(),
            "Deliveries of queues that wait for one line; the rest stays in the queues.");
    private static final Key<Integer> LOOK_AHEAD_MAX = Key.of(
            "consumers.look-ahead-max",
            Spans.count(1),
            QUEUES.lookAheadMax(),
            "Entries that a consumer with a selector, or a browser, looks at ahead.");
    private static final Key<Long> FETCH_BYTES_MAX = Key.of(
            "consumers.fetch-bytes-max",
            Spans.manyBytes(1),
            QUEUES.fetchBytesMax(),
            "Messages that are being read back to be looked at; the next queue waits its turn.");
    private static final Key<Duration> AUTO_DELETE_AFTER = Key.of(
            "consumers.auto-delete-after",
            Kinds.duration(Duration.ofMillis(1), Duration.ofDays(3_650), Duration.ofMillis(1)),
            Duration.ofMillis(QUEUES.autoDeleteAfterMs()),
            "A queue that made itself and is empty and unused for so long ends.");

    private static final Key<Duration> EXPIRY_MAX = Key.of(
            "returns.expiry-max",
            Kinds.duration(Duration.ZERO, Duration.ofSeconds(0xFFFF_FFFFL), Duration.ofSeconds(1)),
            Duration.ofSeconds(RETURNS.expiryMaxS()),
            "The longest that an AMQP client's session outlives its line; who asks for more gets this, and hears so.");
    private static final Key<Duration> GRACE = Key.of(
            "returns.grace",
            Spans.millis(0),
            Duration.ofMillis(RETURNS.graceMs()),
            "How long a client that is back may take to attach its consumers again; after a start, how long queues"
                    + " wait for those who may have had some of their messages.");
    private static final Key<Integer> PER_SECOND_MAX = Key.of(
            "returns.per-second-max",
            Spans.count(1),
            RETURNS.perSecondMax(),
            "Clients that come back in one second; the others are told when to come.");
    private static final Key<Duration> LEISURE = Key.of(
            "returns.leisure",
            Spans.millis(0),
            Duration.ofMillis(RETURNS.leisureMs()),
            "How long word that tags may be forgotten waits for company on its way to the disk.");

    static final List<Section> SECTIONS = List.of(
            new Section(
                    "broker",
                    "What the broker holds at most.",
                    List.of(
                            SESSIONS_MAX,
                            SUBSCRIPTIONS_PER_SESSION_MAX,
                            QUEUED_MESSAGES_MAX,
                            QUEUED_BYTES_MAX,
                            RETAINED_MAX,
                            TAGS_PER_SESSION_MAX,
                            QUEUES_MAX)),
            new Section(
                    "memory",
                    "What the broker holds in memory.",
                    List.of(BUDGET_BYTES_MAX, BODY_BYTES_MAX, LINE_BYTES_MAX, LOAD_BYTES_MAX, UNASSURED_BYTES_MAX)),
            new Section(
                    "consumers",
                    "How consumers of queues are served.",
                    List.of(UNSETTLED_MAX, AHEAD_MAX, LOOK_AHEAD_MAX, FETCH_BYTES_MAX, AUTO_DELETE_AFTER)),
            new Section(
                    "returns",
                    "How AMQP clients come back to their sessions.",
                    List.of(EXPIRY_MAX, GRACE, PER_SECOND_MAX, LEISURE)));

    private NodeKeys() {}

    static NodeOptions options(Settings settings) {
        return new NodeOptions(
                limits(settings),
                settings.value(BODY_BYTES_MAX),
                settings.value(LINE_BYTES_MAX),
                settings.value(LOAD_BYTES_MAX),
                settings.value(UNASSURED_BYTES_MAX),
                queues(settings),
                returns(settings),
                settings.value(BUDGET_BYTES_MAX));
    }

    private static Limits limits(Settings settings) {
        return new Limits(
                settings.value(SESSIONS_MAX),
                settings.value(SUBSCRIPTIONS_PER_SESSION_MAX),
                settings.value(QUEUED_MESSAGES_MAX),
                settings.value(QUEUED_BYTES_MAX),
                settings.value(RETAINED_MAX),
                settings.value(TAGS_PER_SESSION_MAX),
                settings.value(QUEUES_MAX),
                settings.value(SESSIONS_PER_USER_MAX));
    }

    private static QueueOptions queues(Settings settings) {
        return new QueueOptions(
                settings.value(UNSETTLED_MAX),
                settings.value(AHEAD_MAX),
                settings.value(LOOK_AHEAD_MAX),
                settings.value(FETCH_BYTES_MAX),
                settings.value(AUTO_DELETE_AFTER).toMillis());
    }

    private static ReturnOptions returns(Settings settings) {
        return new ReturnOptions(
                settings.value(EXPIRY_MAX).toSeconds(),
                settings.value(GRACE).toMillis(),
                settings.value(PER_SECOND_MAX),
                settings.value(LEISURE).toMillis());
    }
}
