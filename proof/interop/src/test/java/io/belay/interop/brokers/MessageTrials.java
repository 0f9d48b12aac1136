package io.belay.interop.brokers;

import static io.belay.interop.brokers.Guest.send;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What a message keeps on its way. */
final class MessageTrials {
    static final List<Trial> ALL = List.of(
            Trial.of("text, bytes, map, stream, object messages and empty ones", MessageTrials::kinds),
            Trial.of("properties of all types", MessageTrials::properties),
            Trial.of("JMSCorrelationID, JMSType, JMSReplyTo, JMSMessageID, JMSTimestamp", MessageTrials::header),
            Trial.of("a message of 3 MiB", MessageTrials::large),
            Trial.of("time to live: what has expired does not come", MessageTrials::expiry),
            Trial.of("priority: the higher one comes first", MessageTrials::priority),
            Trial.of("delivery delay", MessageTrials::delay));
    private static final int LARGE_LENGTH = 3 << 20;
    private static final int DELAY_MS = 300;

    private MessageTrials() {}

    /** What arrives when that is sent. */
    private static Message through(Guest guest, Session session, Message message) throws JMSException {
        Queue queue = guest.queue(session, "q");
        session.createProducer(queue).send(message);
        MessageConsumer consumer = session.createConsumer(queue);
        Message arrived = guest.next(consumer);
        consumer.close();
        return arrived;
    }

    private static void kinds(Guest guest) throws JMSException {
        Session session = guest.session();
        assertThat(through(guest, session, session.createTextMessage("five €")).getBody(String.class))
                .isEqualTo("five €");
        assertThat(through(guest, session, session.createTextMessage())).isInstanceOf(TextMessage.class);
        assertThat(through(guest, session, session.createObjectMessage(42)).getBody(Integer.class))
                .isEqualTo(42);
        BytesMessage bytes = session.createBytesMessage();
        bytes.writeBytes(new byte[] {1, 2, 3});
        assertThat(through(guest, session, bytes).getBody(byte[].class)).containsExactly(1, 2, 3);
        MapMessage map = session.createMapMessage();
        map.setLong("price", 7);
        map.setString("name", "till");
        MapMessage gotMap = (MapMessage) through(guest, session, map);
        assertThat(gotMap.getLong("price")).isEqualTo(7);
        assertThat(gotMap.getString("name")).isEqualTo("till");
        StreamMessage stream = session.createStreamMessage();
        stream.writeDouble(0.5);
        stream.writeString("end");
        StreamMessage gotStream = (StreamMessage) through(guest, session, stream);
        assertThat(gotStream.readDouble()).isEqualTo(0.5);
        assertThat(gotStream.readString()).isEqualTo("end");
        assertThat(through(guest, session, session.createMessage())).isNotInstanceOf(TextMessage.class);
    }

    private static void properties(Guest guest) throws JMSException {
        Session session = guest.session();
        Message message = session.createMessage();
        List<Object> values = List.of(true, (byte) 1, (short) 2, 3, 4L, 0.5f, 0.25, "text");
        for (Object value : values)
            message.setObjectProperty("p" + value.getClass().getSimpleName(), value);

        Message arrived = through(guest, session, message);

        for (Object value : values) {
            String name = "p" + value.getClass().getSimpleName();
            assertThat(arrived.getObjectProperty(name)).as(name).isEqualTo(value);
        }
    }

    private static void header(Guest guest) throws JMSException {
        Session session = guest.session();
        Message message = session.createMessage();
        Queue replies = guest.queue(session, "replies");
        message.setJMSCorrelationID("order-7");
        message.setJMSType("order");
        message.setJMSReplyTo(replies);

        Message arrived = through(guest, session, message);

        assertThat(arrived.getJMSCorrelationID()).isEqualTo("order-7");
        assertThat(arrived.getJMSType()).isEqualTo("order");
        assertThat(arrived.getJMSReplyTo()).isEqualTo(replies);
        assertThat(arrived.getJMSMessageID()).isEqualTo(message.getJMSMessageID());
        assertThat(arrived.getJMSTimestamp()).isEqualTo(message.getJMSTimestamp());
        assertThat(arrived.getJMSDestination()).isEqualTo(message.getJMSDestination());
    }

    private static void large(Guest guest) throws JMSException {
        Session session = guest.session();
        byte[] content = new byte[LARGE_LENGTH];
        new Random(LARGE_LENGTH).nextBytes(content);
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(content);

        byte[] arrived = through(guest, session, message).getBody(byte[].class);

        assertThat(Arrays.equals(arrived, content)).isTrue();
    }

    private static void expiry(Guest guest) throws JMSException {
        Session session = guest.session();
        Queue queue = guest.queue(session, "q");
        MessageProducer producer = session.createProducer(queue);
        producer.setTimeToLive(1);
        Message message = session.createTextMessage("too late");
        producer.send(message);
        while (System.currentTimeMillis() <= message.getJMSExpiration() + 1) Thread.onSpinWait();
        send(session, queue, "in time");

        assertThat(guest.nextText(session.createConsumer(queue))).isEqualTo("in time");
    }

    private static void priority(Guest guest) throws JMSException {
        Session session = guest.session();
        Queue queue = guest.queue(session, "q");
        MessageProducer producer = session.createProducer(queue);
        for (int priority : new int[] {1, 4, 9}) {
            producer.setPriority(priority);
            producer.send(session.createTextMessage("of priority " + priority));
        }

        assertThat(guest.nextTexts(session.createConsumer(queue), 3))
                .containsExactly("of priority 9", "of priority 4", "of priority 1");
    }

    private static void delay(Guest guest) throws JMSException {
        Session session = guest.session();
        Queue queue = guest.queue(session, "q");
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryDelay(DELAY_MS);
        Message later = session.createTextMessage("later");
        producer.send(later);
        long dueMs = later.getJMSDeliveryTime();

        assertThat(guest.nextText(consumer)).isEqualTo("later");
        assertThat(System.currentTimeMillis()).as("not before its time").isGreaterThanOrEqualTo(dueMs);
    }
}
