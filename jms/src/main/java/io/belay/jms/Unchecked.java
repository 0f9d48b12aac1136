package io.belay.jms;

import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import org.jspecify.annotations.Nullable;

/** The classic API's exceptions as those of the simplified API, which nobody must catch (Jakarta Messaging §10.3). */
final class Unchecked {
    private Unchecked() {}

    /** Something that answers. */
    interface Question<T extends @Nullable Object> {
        T ask() throws JMSException;
    }

    /** Something that is only done. */
    interface Step {
        void go() throws JMSException;
    }

    static <T extends @Nullable Object> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (JMSException e) {
            throw of(e);
        }
    }

    static void go(Step step) {
        try {
            step.go();
        } catch (JMSException e) {
            throw of(e);
        }
    }

    /** The same failure: its words, its code, and itself as the cause. */
    static JMSRuntimeException of(JMSException e) {
        String words = e.getMessage();
        String code = e.getErrorCode();
        if (e instanceof IllegalStateException) return new IllegalStateRuntimeException(words, code, e);
        if (e instanceof InvalidClientIDException) return new InvalidClientIDRuntimeException(words, code, e);
        if (e instanceof InvalidDestinationException) return new InvalidDestinationRuntimeException(words, code, e);
        if (e instanceof InvalidSelectorException) return new InvalidSelectorRuntimeException(words, code, e);
        if (e instanceof JMSSecurityException) return new JMSSecurityRuntimeException(words, code, e);
        if (e instanceof MessageFormatException) return new MessageFormatRuntimeException(words, code, e);
        if (e instanceof MessageNotWriteableException) return new MessageNotWriteableRuntimeException(words, code, e);
        if (e instanceof ResourceAllocationException) return new ResourceAllocationRuntimeException(words, code, e);
        if (e instanceof TransactionInProgressException)
            return new TransactionInProgressRuntimeException(words, code, e);
        if (e instanceof TransactionRolledBackException)
            return new TransactionRolledBackRuntimeException(words, code, e);
        return new JMSRuntimeException(words, code, e);
    }
}
