package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.BrokerProcess;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message that is larger than the broker takes is refused by the send, whoever waits for what, and is nobody else's trouble. */
@ExtendWith(SharedBroker.class)
class LargeMessageTest {
    private static final int LENGTH_MAX = 8 << 20; // of the broker, the whole message
    private static final int ALLOWED = LENGTH_MAX - 4_096;

    private BelayConnection connection;

    @BeforeEach
    void connect(BrokerProcess broker) throws JMSException {
        connection = Connections.open("amqp://127.0.0.1:" + broker.amqpPort());
        connection.start();
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
    }

    private static Message of(Session session, int length) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(new byte[length]);
        return message;
    }

    private static void assertTooLarge(ThrowingCallable send) {
        assertThatThrownBy(send)
                .isExactlyInstanceOf(JMSException.class)
                .hasMessageContaining("the broker takes " + LENGTH_MAX)
                .extracting(thrown -> ((JMSException) thrown).getErrorCode())
                .isEqualTo("amqp:link:message-size-exceeded");
    }

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    void a_send_says_so(int mode) throws JMSException {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("large"));
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(mode);

        assertTooLarge(() -> producer.send(of(session, LENGTH_MAX)));

        producer.send(session.createTextMessage("small"));
        assertThat(Connections.texts(session, queue, 1)).containsExactly("small");
    }

    @Test
    void so_does_one_to_a_destination_that_it_names() throws JMSException {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("named"));
        MessageProducer producer = session.createProducer(null);

        assertTooLarge(() -> producer.send(queue, of(session, LENGTH_MAX)));
    }

    @Test
    void a_transaction_goes_on_without_it() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(Connections.unique("transacted"));
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("before"));

        assertTooLarge(() -> producer.send(of(session, LENGTH_MAX)));
        producer.send(session.createTextMessage("after"));
        session.commit();

        assertThat(Connections.texts(connection.createSession(), queue, 2)).containsExactly("before", "after");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_completion_listener_hears_of_it_in_its_turn(boolean isTransacted) throws Exception {
        Session session =
                connection.createSession(isTransacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue(Connections.unique("asynchronous"));
        MessageProducer producer = session.createProducer(queue);
        Completed completed = new Completed();

        producer.send(session.createTextMessage("before"), completed);
        producer.send(of(session, LENGTH_MAX), completed);
        producer.send(session.createTextMessage("after"), completed);

        assertThat(completed.next()).isEqualTo("before");
        assertThat(completed.next()).contains("message-size-exceeded");
        assertThat(completed.next()).isEqualTo("after");
        if (isTransacted) session.commit();
        assertThat(Connections.texts(connection.createSession(), queue, 2)).containsExactly("before", "after");
    }

    @Test
    void what_is_just_not_too_large_comes() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(Connections.unique("allowed"));

        session.createProducer(queue).send(of(session, ALLOWED));
        session.commit();

        BytesMessage message = (BytesMessage) session.createConsumer(queue).receive(Connections.WAIT_MS);
        assertThat(message.getBodyLength()).isEqualTo(ALLOWED);
        session.commit();
    }
}
