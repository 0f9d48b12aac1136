package io.belay.client;

import io.belay.amqp.AmqpLimits;
import io.belay.node.amqp.AmqpOptions;

/** Options of a broker that takes and sends small frames only, so that a client must tell what it has in parts. */
final class SmallFrames {
    private SmallFrames() {}

    /** In a frame of 1,024 bytes a client tells some thirty deliveries. */
    static AmqpOptions of(int size) {
        return of(size, size);
    }

    /** Different ones, to take and to send. */
    static AmqpOptions of(int in, int out) {
        AmqpLimits usual = AmqpLimits.DEFAULT;
        return with(new AmqpLimits(
                in,
                out,
                usual.sessionsMax(),
                usual.handlesMax(),
                usual.linksMax(),
                usual.nameLengthMax(),
                usual.messageLengthMax(),
                usual.gatheredLengthMax(),
                usual.incomingWindow(),
                usual.unsettledMax(),
                usual.outgoingLengthMax(),
                usual.heldLengthMax(),
                usual.openTimeoutMs(),
                usual.idleTimeoutMs()));
    }

    private static AmqpOptions with(AmqpLimits limits) {
        AmqpOptions usual = AmqpOptions.DEFAULTS;
        return new AmqpOptions(
                limits,
                usual.containerId(),
                usual.saslMechanisms(),
                usual.containerIdLengthMax(),
                usual.addressLengthMax(),
                usual.topicLevelsMax(),
                usual.senderCreditMax(),
                usual.consumerCreditMax(),
                usual.selectorLengthMax(),
                usual.transactionsMax(),
                usual.transactionMessagesMax(),
                usual.transactionBytesMax(),
                usual.transactionTimeoutMs(),
                usual.unansweredBytesMax());
    }
}
