package io.belay.server.settings;

import io.belay.config.Key;
import io.belay.config.Section;
import io.belay.config.Settings;
import io.belay.node.limit.ConnectOptions;
import io.belay.node.limit.SlowOptions;
import java.time.Duration;
import java.util.List;

/** How many clients may come, and how fast. */
final class ConnectKeys {
    private static final ConnectOptions UNSET = ConnectOptions.DEFAULTS;

    private static final Key<Integer> PER_SECOND_MAX = Key.of(
            "connects.per-second-max",
            Spans.count(0),
            UNSET.perSecondMax(),
            "Connections that come to the broker in a second, after twice as many at once. The others are told when to"
                    + " return (MQTT 5.0: 0x9F; AMQP: Close with belay:retry-after); beyond four times as many they are"
                    + " closed unheard. 0 for any number.");
    private static final Key<Integer> PER_ADDRESS_MAX = Key.of(
            "connects.per-address-max",
            Spans.count(0),
            UNSET.perAddressMax(),
            "Connections from one address (IPv6: from one /64); one more is refused. 0 for any number.");
    private static final Key<Integer> PER_ADDRESS_PER_SECOND_MAX = Key.of(
            "connects.per-address-per-second-max",
            Spans.count(0),
            UNSET.perAddressPerSecondMax(),
            "Connections that come from one address in a second, likewise. 0 for any number.");
    private static final Key<Integer> PER_USER_MAX = Key.of(
            "connects.per-user-max",
            Spans.count(0),
            UNSET.perUserMax(),
            "Connections of one user; one more is refused. Who needs no name is not counted. 0 for any number.");
    private static final Key<Integer> PER_USER_PER_SECOND_MAX = Key.of(
            "connects.per-user-per-second-max",
            Spans.count(0),
            UNSET.perUserPerSecondMax(),
            "Connections that come of one user in a second, likewise. 0 for any number.");

    private static final Key<Integer> REMEMBERED_MAX = Key.of(
            "connects.remembered-max",
            Spans.count(1),
            UNSET.rememberedMax(),
            "Addresses, and users, whose pace is remembered; the longest unseen are forgotten.");

    static final Section SECTION = new Section(
            "connects",
            "How many clients may come, and how fast.",
            List.of(
                    PER_SECOND_MAX,
                    PER_ADDRESS_MAX,
                    PER_ADDRESS_PER_SECOND_MAX,
                    PER_USER_MAX,
                    PER_USER_PER_SECOND_MAX,
                    REMEMBERED_MAX,
                    NodeKeys.SESSIONS_PER_USER_MAX));

    private static final Key<Duration> STALLED_AFTER = Key.of(
            "slow.stalled-after",
            Spans.millis(0),
            Duration.ofMillis(SlowOptions.DEFAULTS.stalledAfterMs()),
            "A peer that takes no byte for so long while bytes wait for it loses its line; its session stays. 0s for"
                    + " never.");
    private static final Key<Duration> UNANSWERED_AFTER = Key.of(
            "slow.unanswered-after",
            Spans.millis(0),
            Duration.ofMillis(SlowOptions.DEFAULTS.unansweredAfterMs()),
            "A client that has deliveries and answers none of them for so long loses its line; its session stays. 0s"
                    + " for never, which suits clients that work long at one message.");

    static final Section SLOW_SECTION =
            new Section("slow", "When a client is too slow.", List.of(STALLED_AFTER, UNANSWERED_AFTER));

    private ConnectKeys() {}

    static SlowOptions slow(Settings settings) {
        return new SlowOptions(
                settings.value(STALLED_AFTER).toMillis(),
                settings.value(UNANSWERED_AFTER).toMillis());
    }

    static ConnectOptions options(Settings settings) {
        return new ConnectOptions(
                settings.value(PER_SECOND_MAX),
                settings.value(PER_ADDRESS_MAX),
                settings.value(PER_ADDRESS_PER_SECOND_MAX),
                settings.value(PER_USER_MAX),
                settings.value(PER_USER_PER_SECOND_MAX),
                settings.value(REMEMBERED_MAX));
    }
}
