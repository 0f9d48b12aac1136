package io.belay.interop.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers and properties arrive as they were sent; nothing is turned into another type on the way. */
class MessageHeadersTest {
    @RegisterExtension
    final QpidJms jms = new QpidJms();

    private Session session;
    private Queue queue;

    @BeforeEach
    void open() throws JMSException {
        session = jms.session();
        queue = session.createQueue(jms.name("q"));
    }

    @Test
    void properties_of_every_type() throws JMSException {
        Message sent = session.createMessage();
        sent.setBooleanProperty("aBoolean", true);
        sent.setByteProperty("aByte", (byte) -1);
        sent.setShortProperty("aShort", Short.MAX_VALUE);
        sent.setIntProperty("anInt", Integer.MIN_VALUE);
        sent.setLongProperty("aLong", Long.MIN_VALUE);
        sent.setFloatProperty("aFloat", Float.MIN_VALUE);
        sent.setDoubleProperty("aDouble", Double.MAX_VALUE);
        sent.setStringProperty("aString", "ž");
        sent.setStringProperty("anEmptyString", "");
        sent.setObjectProperty("aNull", null);

        Message arrived = through(sent);

        assertThat(arrived.getObjectProperty("aBoolean")).isEqualTo(true);
        assertThat(arrived.getObjectProperty("aByte")).isEqualTo((byte) -1);
        assertThat(arrived.getObjectProperty("aShort")).isEqualTo(Short.MAX_VALUE);
        assertThat(arrived.getObjectProperty("anInt")).isEqualTo(Integer.MIN_VALUE);
        assertThat(arrived.getObjectProperty("aLong")).isEqualTo(Long.MIN_VALUE);
        assertThat(arrived.getObjectProperty("aFloat")).isEqualTo(Float.MIN_VALUE);
        assertThat(arrived.getObjectProperty("aDouble")).isEqualTo(Double.MAX_VALUE);
        assertThat(arrived.getObjectProperty("aString")).isEqualTo("ž");
        assertThat(arrived.getObjectProperty("anEmptyString")).isEqualTo("");
        assertThat(arrived.propertyExists("aNull")).isTrue();
    }

    @Test
    void a_thousand_properties() throws JMSException {
        Message sent = session.createMessage();
        for (int number = 0; number < 1000; number++) sent.setIntProperty("property" + number, number);

        Message arrived = through(sent);

        assertThat(IntStream.range(0, 1000)).allMatch(number -> hasProperty(arrived, number));
    }

    @Test
    void what_the_sender_sets() throws JMSException {
        Message sent = session.createTextMessage("x");
        Queue answers = session.createQueue(jms.name("answers"));
        sent.setJMSType("kind");
        sent.setJMSCorrelationID("the-seventh");
        sent.setJMSReplyTo(answers);
        sent.setStringProperty("JMSXGroupID", "group");
        sent.setIntProperty("JMSXGroupSeq", 3);

        Message arrived = through(sent);

        assertThat(arrived.getJMSType()).isEqualTo("kind");
        assertThat(arrived.getJMSCorrelationID()).isEqualTo("the-seventh");
        assertThat(arrived.getJMSReplyTo()).isEqualTo(answers);
        assertThat(arrived.getStringProperty("JMSXGroupID")).isEqualTo("group");
        assertThat(arrived.getIntProperty("JMSXGroupSeq")).isEqualTo(3);
    }

    @Test
    void what_the_producer_sets() throws JMSException {
        Message sent = session.createTextMessage("x");
        MessageProducer producer = session.createProducer(queue);
        producer.send(sent, DeliveryMode.NON_PERSISTENT, 7, 3_600_000);

        Message arrived = QpidJms.next(session.createConsumer(queue));

        assertThat(arrived.getJMSMessageID()).startsWith("ID:").isEqualTo(sent.getJMSMessageID());
        assertThat(arrived.getJMSTimestamp()).isEqualTo(sent.getJMSTimestamp());
        assertThat(arrived.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(arrived.getJMSPriority()).isEqualTo(7);
        assertThat(arrived.getJMSExpiration()).isCloseTo(sent.getJMSTimestamp() + 3_600_000, within(2000L));
        assertThat(arrived.getJMSDestination()).isEqualTo(queue);
        assertThat(arrived.getJMSRedelivered()).isFalse();
        assertThat(arrived.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }

    @Test
    void persistent_of_normal_priority_and_without_expiry_unless_the_producer_says_otherwise() throws JMSException {
        Message arrived = through(session.createMessage());

        assertThat(arrived.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(arrived.getJMSPriority()).isEqualTo(Message.DEFAULT_PRIORITY);
        assertThat(arrived.getJMSExpiration()).isZero();
        assertThat(arrived.getJMSType()).isNull();
        assertThat(arrived.getJMSCorrelationID()).isNull();
        assertThat(arrived.getJMSReplyTo()).isNull();
    }

    @Test
    void a_producer_may_leave_out_id_and_time() throws JMSException {
        MessageProducer producer = session.createProducer(queue);
        producer.setDisableMessageID(true);
        producer.setDisableMessageTimestamp(true);
        producer.send(session.createTextMessage("bare"));

        Message arrived = QpidJms.next(session.createConsumer(queue));

        assertThat(arrived.getJMSMessageID()).isNull();
        assertThat(arrived.getJMSTimestamp()).isZero();
        assertThat(arrived.getBody(String.class)).isEqualTo("bare");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID:AMQP_UUID:6c84fb90-12c4-11e1-840d-7b25c5ee775a",
                "ID:AMQP_ULONG:18446744073709551615",
                "ID:AMQP_BINARY:00FF10",
                "ID:AMQP_STRING:ID:AMQP_BINARY:00",
                "ID:of-this-kind",
                "application's own"
            })
    void a_correlation_id_keeps_the_type_that_another_client_gave_it(String id) throws JMSException {
        Message sent = session.createMessage();
        sent.setJMSCorrelationID(id);

        assertThat(through(sent).getJMSCorrelationID()).isEqualTo(id);
    }

    @Test
    void a_correlation_id_of_bytes() throws JMSException {
        Message sent = session.createMessage();
        byte[] id = "\u0001binär".getBytes(StandardCharsets.UTF_8);
        sent.setJMSCorrelationIDAsBytes(id);

        assertThat(through(sent).getJMSCorrelationIDAsBytes()).isEqualTo(id);
    }

    @Test
    void replies_may_be_wanted_at_every_kind_of_destination() throws JMSException {
        List<Destination> destinations = List.of(
                session.createQueue(jms.name("answers")),
                session.createTopic(jms.name("answers")),
                session.createTemporaryQueue(),
                session.createTemporaryTopic());
        for (Destination destination : destinations) {
            Message sent = session.createMessage();
            sent.setJMSReplyTo(destination);

            assertThat(through(sent).getJMSReplyTo()).isEqualTo(destination);
        }
    }

    private Message through(Message sent) throws JMSException {
        session.createProducer(queue).send(sent);
        try (var consumer = session.createConsumer(queue)) {
            return QpidJms.next(consumer);
        }
    }

    private static boolean hasProperty(Message message, int number) {
        try {
            return message.getIntProperty("property" + number) == number;
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
