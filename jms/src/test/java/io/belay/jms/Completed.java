package io.belay.jms;

import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Hears what became of asynchronous sends: the text of what is stored, the exception of what is not. */
final class Completed implements CompletionListener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @Override
    public void onCompletion(Message message) {
        try {
            heard.add(((TextMessage) message).getText());
        } catch (JMSException unreadable) {
            heard.add(unreadable.toString());
        }
    }

    @Override
    public void onException(Message message, Exception exception) {
        heard.add(exception.toString());
    }

    /** The next outcome, for which it waits; null if there is none in time. */
    String next() throws InterruptedException {
        return heard.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS);
    }
}
