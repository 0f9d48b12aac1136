package io.belay.jms;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageListener;
import org.jspecify.annotations.Nullable;

/** A consumer of the simplified API. One thread at a time, but for {@link #close}. */
public final class BelayConsumer implements JMSConsumer {
    private final BelayContext context;
    private final MessageConsumer consumer;
    private @Nullable MessageListener listener; // As the application gave it.

    BelayConsumer(BelayContext context, MessageConsumer consumer) {
        this.context = context;
        this.consumer = consumer;
    }

    @Override
    public @Nullable String getMessageSelector() {
        return Unchecked.ask(consumer::getMessageSelector);
    }

    @Override
    public @Nullable MessageListener getMessageListener() {
        return Unchecked.ask(() -> consumer.getMessageListener() == null ? null : listener);
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) {
        Unchecked.go(() -> {
            consumer.setMessageListener(listener == null ? null : noting(listener));
            this.listener = listener;
        });
    }

    private MessageListener noting(MessageListener listener) {
        return message -> {
            context.received(message);
            listener.onMessage(message);
        };
    }

    @Override
    public @Nullable Message receive() {
        return noted(consumer::receive);
    }

    @Override
    public @Nullable Message receive(long timeout) {
        return noted(() -> consumer.receive(timeout));
    }

    @Override
    public @Nullable Message receiveNoWait() {
        return noted(consumer::receiveNoWait);
    }

    private @Nullable Message noted(Unchecked.Question<@Nullable Message> question) {
        Message message = Unchecked.ask(question);
        context.received(message);
        return message;
    }

    @Override
    public void close() {
        Unchecked.go(consumer::close);
    }

    @Override
    public <T> @Nullable T receiveBody(Class<T> type) {
        return body(type, ConditionalReceiver.FOREVER_MS);
    }

    @Override
    public <T> @Nullable T receiveBody(Class<T> type, long timeout) {
        return body(type, timeout == 0 ? ConditionalReceiver.FOREVER_MS : timeout);
    }

    @Override
    public <T> @Nullable T receiveBodyNoWait(Class<T> type) {
        return body(type, 0);
    }

    /**
     * Where the session acknowledges by itself or nobody does, what does not have such a body stays the next message, as if
     * nobody had asked. Else it has been received all the same, and is the application's to acknowledge.
     */
    private <T> @Nullable T body(Class<T> type, long timeoutMs) {
        return Unchecked.ask(() -> {
            BodyWish wish = new BodyWish(type, context.mode().isBySession() || context.mode() == AcknowledgeMode.NONE);
            Message message = ((ConditionalReceiver) consumer).receive(timeoutMs, wish::takes);
            context.received(message);
            if (wish.isUnfit())
                throw new MessageFormatException("the next message has no body of type " + type.getName());
            return message == null ? null : message.getBody(type);
        });
    }

    /** What is asked of the next message. */
    private static final class BodyWish {
        private final Class<?> type;
        private final boolean isLeftIfUnfit;
        private boolean isUnfit;

        BodyWish(Class<?> type, boolean isLeftIfUnfit) {
            this.type = type;
            this.isLeftIfUnfit = isLeftIfUnfit;
        }

        boolean takes(Message message) {
            isUnfit = !fits(message);
            return !isUnfit || !isLeftIfUnfit;
        }

        private boolean fits(Message message) {
            try {
                return message.isBodyAssignableTo(type) && message.getBody(type) != null;
            } catch (JMSException e) {
                return false; // A body that cannot be read is of no type.
            }
        }

        boolean isUnfit() {
            return isUnfit;
        }
    }
}
