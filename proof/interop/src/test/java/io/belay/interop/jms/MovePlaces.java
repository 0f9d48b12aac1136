package io.belay.interop.jms;

import io.belay.interop.jms.MoveLedger.Found;
import io.belay.interop.jms.MoveLedger.Move;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;

/** Where the messages of one round are moved from and to: two queues, and a topic with a durable subscription. */
record MovePlaces(String name) {
    private static final int WAIT_MS = 500; // for the next of what was there before

    Queue from(Session session) throws JMSException {
        return session.createQueue(name + "-from");
    }

    Queue to(Session session) throws JMSException {
        return session.createQueue(name + "-to");
    }

    Topic news(Session session) throws JMSException {
        return session.createTopic(name + "-news");
    }

    /** Subscribes, and puts numbers from 0 to {@code count - 1} where they are moved from. */
    void prepare(Session transacted, int count) throws JMSException {
        subscriber(transacted).close();
        QpidJms.send(transacted, from(transacted), QpidJms.numbers(count));
        transacted.commit();
    }

    /** Takes all that is there. */
    Found empty(Session session) throws JMSException {
        List<Integer> left = new ArrayList<>();
        for (Message message : all(session.createConsumer(from(session)))) {
            left.add(Integer.parseInt(message.getBody(String.class)));
        }
        return new Found(left, moves(session.createConsumer(to(session))), moves(subscriber(session)));
    }

    private MessageConsumer subscriber(Session session) throws JMSException {
        return session.createSharedDurableConsumer(news(session), name);
    }

    /** Waits for each, so that the verdict does not hang on how the broker answers who does not wait. */
    private static List<Message> all(MessageConsumer consumer) throws JMSException {
        List<Message> messages = new ArrayList<>();
        for (Message message = consumer.receive(WAIT_MS); message != null; message = consumer.receive(WAIT_MS)) {
            messages.add(message);
        }
        return messages;
    }

    private static List<Move> moves(MessageConsumer consumer) throws JMSException {
        List<Move> moves = new ArrayList<>();
        for (Message message : all(consumer)) {
            moves.add(new Move(
                    message.getStringProperty("transaction"), Integer.parseInt(message.getBody(String.class))));
        }
        return moves;
    }
}
