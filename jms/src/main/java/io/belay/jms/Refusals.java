package io.belay.jms;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Symbol;
import io.belay.client.ClientFailure;
import io.belay.client.ClientFailure.Known;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.TransactionRolledBackException;
import org.jspecify.annotations.Nullable;

/** Failures of the session in the words of Jakarta Messaging (§12, and the AMQP JMS mapping §5). */
final class Refusals {
    private static final Symbol INVALID_FIELD = Symbol.of("invalid-field");
    private static final Symbol CONTAINER_ID = Symbol.of("container-id");
    private static final Symbol FILTER = Symbol.of("filter");
    private static final Symbol ADDRESS = Symbol.of("address");

    private Refusals() {}

    /**
     * The exception for a request that was not granted.
     *
     * @param what the request, for people
     */
    static JMSException exception(String what, ClientFailure failure) {
        String words =
                what + ": " + failure.words() + " (" + failure.condition().text() + ")";
        if (failure.known() == Known.PENDING) {
            return new MessageInDoubtException(words, MessageInDoubtException.Outlook.WILL_BE_KNOWN, null);
        }
        if (failure.known() == Known.UNKNOWN) {
            return new MessageInDoubtException(words, MessageInDoubtException.Outlook.UNKNOWN, null);
        }
        return refused(words, failure.condition(), failure.error());
    }

    private static JMSException refused(String words, Symbol condition, @Nullable AmqpError error) {
        String code = condition.text();
        if (condition.equals(ClientFailure.CLOSED)) return new IllegalStateException(words, code);
        if (isOfField(error, CONTAINER_ID)) return new InvalidClientIDException(words, code);
        if (isOfField(error, FILTER) || isToldInWords(error)) return new InvalidSelectorException(words, code);
        if (isOfField(error, ADDRESS)) return new InvalidDestinationException(words, code);
        if (condition.equals(ErrorCondition.UNAUTHORIZED_ACCESS)) return new JMSSecurityException(words, code);
        if (condition.equals(ErrorCondition.NOT_FOUND)) return new InvalidDestinationException(words, code);
        if (condition.equals(ErrorCondition.RESOURCE_DELETED)) return new InvalidDestinationException(words, code);
        if (condition.equals(ClientFailure.DESTINATION_LOST)) return new InvalidDestinationException(words, code);
        if (condition.equals(ErrorCondition.RESOURCE_LIMIT_EXCEEDED))
            return new ResourceAllocationException(words, code);
        if (condition.equals(ErrorCondition.RESOURCE_LOCKED)) return new IllegalStateException(words, code);
        if (condition.equals(ErrorCondition.ILLEGAL_STATE)) return new IllegalStateException(words, code);
        if (condition.equals(ErrorCondition.TRANSACTION_ROLLBACK))
            return new TransactionRolledBackException(words, code);
        return new JMSException(words, code);
    }

    /** Artemis and Qpid Broker-J say only in words which field it is. */
    private static boolean isToldInWords(@Nullable AmqpError error) {
        if (error == null || !error.condition().equals(ErrorCondition.INVALID_FIELD)) return false;
        String words = error.description();
        return words != null && (words.equals("Invalid filter") || words.startsWith("Invalid JMS Selector"));
    }

    private static boolean isOfField(@Nullable AmqpError error, Symbol field) {
        return error != null && field.equals(error.info().get(INVALID_FIELD));
    }

    /** The loop does not answer: a bug, or a machine that stands still. */
    static JMSException unanswered(String what, long timeoutMs) {
        return new MessageInDoubtException(
                what + ": no answer within " + timeoutMs + " ms", MessageInDoubtException.Outlook.WILL_BE_KNOWN, null);
    }

    static JMSException interrupted(String what) {
        return new MessageInDoubtException(
                what + ": the thread was interrupted while it waited",
                MessageInDoubtException.Outlook.WILL_BE_KNOWN,
                null);
    }
}
