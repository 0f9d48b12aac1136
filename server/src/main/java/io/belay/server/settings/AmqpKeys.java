package io.belay.server.settings;

import io.belay.config.Key;
import io.belay.config.Kinds;
import io.belay.config.Section;
import io.belay.config.Settings;
import io.belay.node.amqp.AmqpOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What AMQP clients may do. */
final class AmqpKeys {
    private static final AmqpOptions UNSET = AmqpOptions.DEFAULTS;

    private static final Key<Long> CONTAINER_ID_LENGTH_MAX = Key.of(
            "amqp.container-id-length-max",
            Kinds.bytes(1, 65_535),
            (long) UNSET.containerIdLengthMax(),
            "The longest container-id, UTF-8; a longer one ends the line.");
    private static final Key<Long> ADDRESS_LENGTH_MAX = Key.of(
            "amqp.address-length-max",
            Kinds.bytes(1, 65_535),
            (long) UNSET.addressLengthMax(),
            "The longest queue name, topic name or filter, UTF-8; a longer one is refused.");
    private static final Key<Integer> TOPIC_LEVELS_MAX = Key.of(
            "amqp.topic-levels-max",
            Kinds.whole(1, 1_000),
            UNSET.topicLevelsMax(),
            "The most levels of a topic name or filter; refused likewise.");
    private static final Key<Integer> SENDER_CREDIT_MAX = Key.of(
            "amqp.sender-credit-max",
            Spans.count(1),
            UNSET.senderCreditMax(),
            "Messages that a sender may have on their way on one link.");
    private static final Key<Integer> CONSUMER_CREDIT_MAX = Key.of(
            "amqp.consumer-credit-max",
            Spans.count(1),
            UNSET.consumerCreditMax(),
            "Messages that one consumer gets ahead of its answers, whatever credit it gives.");
    private static final Key<Integer> SELECTOR_LENGTH_MAX = Key.of(
            "amqp.selector-length-max",
            Spans.count(1),
            UNSET.selectorLengthMax(),
            "The longest selector, characters; a longer one is refused.");
    private static final Key<Integer> TRANSACTIONS_MAX = Key.of(
            "amqp.transactions-max",
            Spans.count(1),
            UNSET.transactionsMax(),
            "Transactions of one line that are open at a time; one more is rejected.");
    private static final Key<Integer> TRANSACTION_MESSAGES_MAX = Key.of(
            "amqp.transaction-messages-max",
            Spans.count(1),
            UNSET.transactionMessagesMax(),
            "Sends and acknowledgements of all open transactions of a line; one more is rejected.");
    private static final Key<Long> TRANSACTION_BYTES_MAX = Key.of(
            "amqp.transaction-bytes-max",
            Spans.manyBytes(1),
            UNSET.transactionBytesMax(),
            "The messages that these send, and the reasons of what they reject; likewise.");
    private static final Key<Duration> TRANSACTION_TIMEOUT = Key.of(
            "amqp.transaction-timeout",
            Spans.millis(1),
            Duration.ofMillis(UNSET.transactionTimeoutMs()),
            "After which a transaction rolls back, from the first that is done in it.");
    private static final Key<Long> UNANSWERED_BYTES_MAX = Key.of(
            "amqp.unanswered-bytes-max",
            Spans.manyBytes(1),
            UNSET.unansweredBytesMax(),
            "Messages of one line that wait for the disk; beyond it the line is not read.");

    static final Section SECTION = new Section("amqp", "AMQP 1.0: its ports, and what its clients may do.", keys());

    private AmqpKeys() {}

    private static List<Key<?>> keys() {
        List<Key<?>> keys = new ArrayList<>(List.of(PortKeys.AMQP, PortKeys.AMQP_TLS));
        keys.addAll(List.of(
                CONTAINER_ID_LENGTH_MAX,
                ADDRESS_LENGTH_MAX,
                TOPIC_LEVELS_MAX,
                SENDER_CREDIT_MAX,
                CONSUMER_CREDIT_MAX,
                SELECTOR_LENGTH_MAX,
                TRANSACTIONS_MAX,
                TRANSACTION_MESSAGES_MAX,
                TRANSACTION_BYTES_MAX,
                TRANSACTION_TIMEOUT,
                UNANSWERED_BYTES_MAX));
        keys.addAll(AmqpLineKeys.KEYS);
        return keys;
    }

    static AmqpOptions options(Settings settings) {
        return new AmqpOptions(
                AmqpLineKeys.limits(settings),
                UNSET.containerId(),
                UNSET.saslMechanisms(),
                Spans.length(settings, CONTAINER_ID_LENGTH_MAX),
                Spans.length(settings, ADDRESS_LENGTH_MAX),
                settings.value(TOPIC_LEVELS_MAX),
                settings.value(SENDER_CREDIT_MAX),
                settings.value(CONSUMER_CREDIT_MAX),
                settings.value(SELECTOR_LENGTH_MAX),
                settings.value(TRANSACTIONS_MAX),
                settings.value(TRANSACTION_MESSAGES_MAX),
                settings.value(TRANSACTION_BYTES_MAX),
                settings.value(TRANSACTION_TIMEOUT).toMillis(),
                settings.value(UNANSWERED_BYTES_MAX));
    }
}
