package io.belay.server.settings;

import io.belay.amqp.AmqpLimits;
import io.belay.config.Key;
import io.belay.config.Kinds;
import io.belay.config.Rule;
import io.belay.config.Settings;
import java.time.Duration;
import java.util.List;

/** What the connection of an AMQP client may do. */
final class AmqpLineKeys {
    private static final AmqpLimits UNSET = AmqpLimits.DEFAULT;

    private static final Key<Long> FRAME_SIZE_MAX = Key.of(
            "amqp.frame-size-max",
            Spans.bytes(512),
            (long) UNSET.frameSizeMax(),
            "The largest frame; told to the client, a larger one ends the line.");
    private static final Key<Long> FRAME_SIZE_MAX_OUT = Key.of(
            "amqp.frame-size-max-out",
            Spans.bytes(512),
            (long) UNSET.frameSizeMaxOut(),
            "The largest frame that is sent, whatever the client would take; an attach may be as large as one that is taken.");
    private static final Key<Integer> SESSIONS_MAX = Key.of(
            "amqp.sessions-max",
            Kinds.whole(1, 65_536),
            UNSET.sessionsMax(),
            "AMQP sessions of one line; told as channel-max, one more gets no links.");
    private static final Key<Integer> HANDLES_MAX = Key.of(
            "amqp.handles-max",
            Kinds.whole(1, 65_536),
            UNSET.handlesMax(),
            "Links of one AMQP session; told as handle-max, which many clients do not heed: one more ends the line.");
    private static final Key<Integer> LINKS_MAX = Key.of(
            "amqp.links-max",
            Spans.count(1),
            UNSET.linksMax(),
            "Links of all AMQP sessions of one line; one more is refused.");
    private static final Key<Integer> NAME_LENGTH_MAX = Key.of(
            "amqp.name-length-max",
            Spans.count(1),
            UNSET.nameLengthMax(),
            "The longest name of a link, characters; a longer one is refused.");
    private static final Key<Long> MESSAGE_LENGTH_MAX = Key.of(
            "amqp.message-length-max",
            Spans.bytes(1),
            (long) UNSET.messageLengthMax(),
            "The longest message; told as max-message-size, a longer one closes its link. Less where there is never"
                    + " memory for it (an eighth of memory.budget-bytes-max) or the log cannot hold it (a quarter of"
                    + " log.segment-length).");
    private static final Key<Long> GATHERED_LENGTH_MAX = Key.of(
            "amqp.gathered-length-max",
            Spans.bytes(1),
            (long) UNSET.gatheredLengthMax(),
            "Messages of one line of which frames are still to come, together; more ends the line.");
    private static final Key<Integer> INCOMING_WINDOW = Key.of(
            "amqp.incoming-window",
            Spans.count(1),
            UNSET.incomingWindow(),
            "Frames that one AMQP session may send ahead; one more ends the AMQP session.");
    private static final Key<Integer> UNSETTLED_MAX = Key.of(
            "amqp.unsettled-max",
            Spans.count(1),
            UNSET.unsettledMax(),
            "Deliveries of one AMQP session and direction that are not settled; one more of the client's ends it.");
    private static final Key<Long> OUTGOING_LENGTH_MAX = Key.of(
            "amqp.outgoing-length-max",
            Spans.bytes(1),
            (long) UNSET.outgoingLengthMax(),
            "What waits for the line; from there on deliveries wait where they are.");
    private static final Key<Long> HELD_LENGTH_MAX = Key.of(
            "amqp.held-length-max",
            Spans.bytes(0),
            (long) UNSET.heldLengthMax(),
            "What a client may send while SASL or Open waits for the broker; more ends the line.");
    private static final Key<Duration> OPEN_TIMEOUT = Key.of(
            "amqp.open-timeout",
            Spans.millis(1),
            Duration.ofMillis(UNSET.openTimeoutMs()),
            "How long the next step of headers, SASL and Open may take; then the line ends.");
    private static final Key<Duration> IDLE_TIMEOUT = Key.of(
            "amqp.idle-timeout",
            Spans.millis(0),
            Duration.ofMillis(UNSET.idleTimeoutMs()),
            "Silence that ends the line; half of it is told as idle-time-out. 0s for never.");

    static final List<Key<?>> KEYS = List.of(
            FRAME_SIZE_MAX,
            FRAME_SIZE_MAX_OUT,
            SESSIONS_MAX,
            HANDLES_MAX,
            LINKS_MAX,
            NAME_LENGTH_MAX,
            MESSAGE_LENGTH_MAX,
            GATHERED_LENGTH_MAX,
            INCOMING_WINDOW,
            UNSETTLED_MAX,
            OUTGOING_LENGTH_MAX,
            HELD_LENGTH_MAX,
            OPEN_TIMEOUT,
            IDLE_TIMEOUT);
    static final Rule GATHERS_ONE_MESSAGE = Rule.atMost(MESSAGE_LENGTH_MAX, GATHERED_LENGTH_MAX);

    private AmqpLineKeys() {}

    static AmqpLimits limits(Settings settings) {
        return new AmqpLimits(
                Spans.length(settings, FRAME_SIZE_MAX),
                Spans.length(settings, FRAME_SIZE_MAX_OUT),
                settings.value(SESSIONS_MAX),
                settings.value(HANDLES_MAX),
                settings.value(LINKS_MAX),
                settings.value(NAME_LENGTH_MAX),
                Spans.length(settings, MESSAGE_LENGTH_MAX),
                Spans.length(settings, GATHERED_LENGTH_MAX),
                settings.value(INCOMING_WINDOW),
                settings.value(UNSETTLED_MAX),
                Spans.length(settings, OUTGOING_LENGTH_MAX),
                Spans.length(settings, HELD_LENGTH_MAX),
                Spans.ms(settings, OPEN_TIMEOUT),
                Spans.ms(settings, IDLE_TIMEOUT));
    }
}
