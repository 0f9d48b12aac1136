package io.belay.jms.mq;

// As the program had it, with io.belay.jms.mq for com.sun.messaging; what is in that package itself needs no import
// here.

import io.belay.jms.mq.jms.Connection;
import io.belay.jms.mq.jms.notification.ConnectionReconnectedEvent;
import io.belay.jms.mq.jms.notification.Event;
import io.belay.jms.mq.jms.notification.EventListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A program that was written for Open Message Queue: nothing in it but its imports is Belay's. */
final class OrdersProgram implements EventListener {
    private final ConnectionFactory factory = new ConnectionFactory();
    private final List<String> codes = new CopyOnWriteArrayList<>();
    private jakarta.jms.Connection connection;
    private Session session;
    private Queue queue;

    void open(String address, String queueName) throws JMSException {
        factory.setProperty(ConnectionConfiguration.imqAddressList, address);
        factory.setProperty(ConnectionConfiguration.imqReconnectEnabled, "true");
        factory.setProperty(ConnectionConfiguration.imqReconnectAttempts, "-1");
        factory.setProperty(ConnectionConfiguration.imqReconnectInterval, "50");
        factory.setProperty(ConnectionConfiguration.imqPingInterval, "1");
        connection = factory.createConnection();
        ((Connection) connection).setEventListener(this);
        session = connection.createSession(true, Session.SESSION_TRANSACTED);
        queue = new Queue(queueName);
        connection.start();
    }

    void send(String order) throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        TextMessage message = session.createTextMessage();
        message.setText(order);
        producer.send(message);
        session.commit();
        producer.close();
    }

    String receive() throws JMSException {
        MessageConsumer consumer = session.createConsumer(queue);
        TextMessage message = (TextMessage) consumer.receive(60_000);
        session.commit();
        consumer.close();
        return message == null ? null : message.getText();
    }

    /** Takes three, and says by and by which are done; others get what is not. */
    void receiveThree() throws JMSException {
        Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        Message message1 = consumer.receive(60_000);
        Message message2 = consumer.receive(60_000);
        consumer.receive(60_000);
        ((io.belay.jms.mq.jms.Message) message2).acknowledgeThisMessage();
        ((io.belay.jms.mq.jms.Message) message1).acknowledgeUpThroughThisMessage();
        session.close();
    }

    /** Takes one that nobody acknowledges. */
    String receiveUnacknowledged() throws JMSException {
        Session session = ((Connection) connection).createSession(io.belay.jms.mq.jms.Session.NO_ACKNOWLEDGE);
        TextMessage message = (TextMessage) session.createConsumer(queue).receive(60_000);
        session.close();
        return message == null ? null : message.getText();
    }

    @Override
    public void onEvent(Event event) {
        codes.add(event.getEventCode());
        if (event instanceof ConnectionReconnectedEvent back)
            codes.add(((Connection) back.getConnection()).getBrokerAddress());
    }

    List<String> codes() {
        return codes;
    }

    void close() throws JMSException {
        connection.close();
    }
}
