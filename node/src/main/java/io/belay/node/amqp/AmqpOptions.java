package io.belay.node.amqp;

import io.belay.amqp.AmqpLimits;
import io.belay.base.Check;
import io.belay.selector.SelectorLimits;
import java.util.List;

/**
 * What AMQP clients may do.
 *
 * @param line limits of one line
 * @param containerId what the broker calls itself, not empty
 * @param saslMechanisms offered, the most wanted first; those that the authenticator does not know are left out
 * @param containerIdLengthMax of a client's container-id, UTF-8 bytes, 1 to 65535; a longer one is refused with
 *     amqp:invalid-field
 * @param addressLengthMax of a queue's name, topic name or filter, UTF-8 bytes, 1 to 65535; a longer one is refused with
 *     amqp:invalid-field
 * @param topicLevelsMax levels of a topic name or filter, 1 to 1000; refused likewise
 * @param senderCreditMax messages that a sending client may have on their way on one link, 1 or more
 * @param consumerCreditMax messages that one consumer gets ahead of its answers, 1 or more; more credit counts as this
 * @param selectorLengthMax of a selector, characters, 1 or more; a longer one is refused with amqp:invalid-field
 * @param transactionsMax transactions of one line that are open at a time, 1 or more; one more is refused with
 *     amqp:resource-limit-exceeded
 * @param transactionMessagesMax sends and acknowledgements of all open transactions of a line, 1 or more; one more is
 *     refused with amqp:resource-limit-exceeded, and its transaction rolls back
 * @param transactionBytesMax of the messages that these send, and of the reasons of what they reject, 1 or more; likewise
 * @param transactionTimeoutMs after which a transaction rolls back, from the first that is done in it, 1 or more
 * @param unansweredBytesMax messages of one line that wait for the disk, bytes; beyond it the line is not read
 * @param restored of which backup the broker is, and since when, for clients to compare; empty if of none
 */
public record AmqpOptions(
        AmqpLimits line,
        String containerId,
        List<String> saslMechanisms,
        int containerIdLengthMax,
        int addressLengthMax,
        int topicLevelsMax,
        int senderCreditMax,
        int consumerCreditMax,
        int selectorLengthMax,
        int transactionsMax,
        int transactionMessagesMax,
        long transactionBytesMax,
        long transactionTimeoutMs,
        long unansweredBytesMax,
        String restored) {
    /**
     * Default line limits, "belay", all mechanisms, 1,024 bytes of container-id, 4,096 of address, 128 levels, 1,000
     * messages from a sender and 10,000 to a consumer, 8,192 characters of selector, 256 transactions of 100,000 messages
     * and 64 MiB in all, 300 s each, 1 MiB unanswered.
     */
    public static final AmqpOptions DEFAULTS = new AmqpOptions(
            AmqpLimits.DEFAULT,
            "belay",
            List.of("EXTERNAL", "SCRAM-SHA-512", "SCRAM-SHA-256", "OAUTHBEARER", "PLAIN", "ANONYMOUS"),
            1_024,
            4_096,
            128,
            1_000,
            10_000,
            8_192,
            256,
            100_000,
            64L << 20,
            300_000,
            1 << 20);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is not kept
     */
    public AmqpOptions {
        saslMechanisms = List.copyOf(saslMechanisms);
        Check.argument(!containerId.isEmpty(), "a container-id", 0);
        Check.argument(!saslMechanisms.isEmpty(), "one mechanism or more", 0);
        Check.argument(containerIdLengthMax >= 1 && containerIdLengthMax <= 65_535, "1 to 65535", containerIdLengthMax);
        Check.argument(addressLengthMax >= 1 && addressLengthMax <= 65_535, "1 to 65535", addressLengthMax);
        Check.argument(topicLevelsMax >= 1 && topicLevelsMax <= 1_000, "1 to 1000", topicLevelsMax);
        Check.argument(senderCreditMax >= 1, "1 or more", senderCreditMax);
        Check.argument(consumerCreditMax >= 1, "1 or more", consumerCreditMax);
        Check.argument(selectorLengthMax >= 1, "1 or more", selectorLengthMax);
        Check.argument(transactionsMax >= 1, "1 or more", transactionsMax);
        Check.argument(transactionMessagesMax >= 1, "1 or more", transactionMessagesMax);
        Check.argument(transactionBytesMax >= 1, "1 or more", transactionBytesMax);
        Check.argument(transactionTimeoutMs >= 1, "1 or more", transactionTimeoutMs);
        Check.argument(unansweredBytesMax >= 1, "1 or more", unansweredBytesMax);
    }

    /** Of a broker that was never restored. */
    public AmqpOptions(
            AmqpLimits line,
            String containerId,
            List<String> saslMechanisms,
            int containerIdLengthMax,
            int addressLengthMax,
            int topicLevelsMax,
            int senderCreditMax,
            int consumerCreditMax,
            int selectorLengthMax,
            int transactionsMax,
            int transactionMessagesMax,
            long transactionBytesMax,
            long transactionTimeoutMs,
            long unansweredBytesMax) {
        this(
                line,
                containerId,
                saslMechanisms,
                containerIdLengthMax,
                addressLengthMax,
                topicLevelsMax,
                senderCreditMax,
                consumerCreditMax,
                selectorLengthMax,
                transactionsMax,
                transactionMessagesMax,
                transactionBytesMax,
                transactionTimeoutMs,
                unansweredBytesMax,
                "");
    }

    /** The same of a broker that was restored. */
    public AmqpOptions restored(String mark) {
        return with(line, mark);
    }

    /** The same with these limits of a line. */
    public AmqpOptions with(AmqpLimits limits) {
        return with(limits, restored);
    }

    private AmqpOptions with(AmqpLimits limits, String mark) {
        return new AmqpOptions(
                limits,
                containerId,
                saslMechanisms,
                containerIdLengthMax,
                addressLengthMax,
                topicLevelsMax,
                senderCreditMax,
                consumerCreditMax,
                selectorLengthMax,
                transactionsMax,
                transactionMessagesMax,
                transactionBytesMax,
                transactionTimeoutMs,
                unansweredBytesMax,
                mark);
    }

    /** What a selector may be. */
    SelectorLimits selectors() {
        SelectorLimits defaults = SelectorLimits.DEFAULT;
        return new SelectorLimits(selectorLengthMax, defaults.depthMax(), defaults.gappedPartMax());
    }
}
