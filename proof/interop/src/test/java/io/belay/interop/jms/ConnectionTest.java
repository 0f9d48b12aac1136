package io.belay.interop.jms;

import static io.belay.interop.jms.QpidJms.nextText;
import static io.belay.interop.jms.QpidJms.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.demo.Fault;
import io.belay.demo.Proxy;
import jakarta.jms.Connection;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How connections begin, end and break. */
class ConnectionTest {
    @RegisterExtension
    final QpidJms jms = new QpidJms();

    @Test
    void a_client_id_belongs_to_one_connection_at_a_time() throws JMSException {
        Connection first = jms.connectAs(jms.name("client"));

        assertThatExceptionOfType(InvalidClientIDException.class).isThrownBy(() -> jms.connectAs(jms.name("client")));

        first.createSession(); // The first one has not suffered.
        first.close();
        jms.connectAs(jms.name("client"));
    }

    @Test
    void a_user_and_a_password_are_accepted_while_none_are_configured() throws JMSException {
        try (Connection connection = jms.factory("").createConnection("user", "password")) {
            connection.start();

            assertThat(connection.createSession()).isNotNull();
        }
    }

    @Test
    void many_sessions_producers_and_consumers_share_a_connection() throws JMSException {
        Connection connection = jms.connect();
        List<MessageConsumer> consumers = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            Session session = connection.createSession();
            Queue queue = session.createQueue(jms.name("q" + number));
            consumers.add(session.createConsumer(queue));
            send(session, queue, "" + number);
        }

        for (int number = 0; number < 50; number++) {
            assertThat(nextText(consumers.get(number))).isEqualTo("" + number);
        }
    }

    @Test
    void a_link_that_is_one_too_many_is_refused_alone() throws JMSException {
        Session session = jms.connect().createSession();
        Queue queue = session.createQueue(jms.name("q"));
        MessageConsumer consumer = session.createConsumer(queue);

        int count = 0;
        JMSException refused = null;
        while (refused == null) {
            refused = catchThrowableOfType(JMSException.class, () -> session.createProducer(queue));
            if (refused == null) count++;
        }

        assertThat(count).isGreaterThan(2_000);
        assertThat(refused).isInstanceOf(ResourceAllocationException.class);
        send(jms.session(), queue, "1");
        assertThat(nextText(consumer)).isEqualTo("1");
    }

    @Test
    void a_session_that_is_one_too_many_is_refused_alone_and_there_is_room_when_another_is_closed()
            throws JMSException {
        Connection connection = jms.connect();
        Queue queue = used(connection).createQueue(jms.name("q"));
        Session last = used(connection);
        JMSException refused = null;
        for (int count = 2; refused == null; count++) {
            refused = catchThrowableOfType(JMSException.class, () -> used(connection));
            assertThat(count).isLessThan(1_100);
        }

        assertThat(refused).isInstanceOf(ResourceAllocationException.class);
        send(last, queue, "1");
        last.close();
        assertThat(nextText(used(connection).createConsumer(queue))).isEqualTo("1");
    }

    private Session used(Connection connection) throws JMSException {
        Session session = connection.createSession();
        session.createProducer(session.createQueue(jms.name("p"))).close();
        return session;
    }

    @Test
    void a_link_with_too_long_a_name_is_refused_alone() throws JMSException {
        Connection connection = jms.connectAs(jms.name("client"));
        Session session = connection.createSession();
        Queue queue = session.createQueue(jms.name("q"));
        MessageConsumer consumer = session.createConsumer(queue);

        for (int length : new int[] {1_025, 20_000}) {
            assertThatExceptionOfType(JMSException.class)
                    .isThrownBy(() ->
                            session.createDurableSubscriber(session.createTopic(jms.name("t")), "n".repeat(length)));
        }

        send(jms.session(), queue, "1");
        assertThat(nextText(consumer)).isEqualTo("1");
    }

    @Test
    void sessions_may_come_and_go() throws JMSException {
        Connection connection = jms.connect();
        for (int number = 0; number < 300; number++) {
            Session session = connection.createSession();
            session.createConsumer(session.createQueue(jms.name("q")));
            session.close();
        }

        Session last = connection.createSession();
        send(last, last.createQueue(jms.name("q")), "1");
        assertThat(nextText(last.createConsumer(last.createQueue(jms.name("q")))))
                .isEqualTo("1");
    }

    @Test
    void nothing_comes_while_the_connection_is_stopped() throws JMSException {
        Connection connection = jms.connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(jms.name("q"));
        MessageConsumer consumer = session.createConsumer(queue);
        connection.stop();
        send(jms.session(), queue, "1");
        assertThat(consumer.receiveNoWait()).isNull();

        connection.start();

        assertThat(nextText(consumer)).isEqualTo("1");
    }

    @Test
    void a_broken_line_is_told_to_the_program_and_what_it_had_received_goes_to_others() throws Exception {
        InetSocketAddress address =
                new InetSocketAddress("127.0.0.1", jms.broker().amqpPort());
        BlockingQueue<JMSException> news = new LinkedBlockingQueue<>();
        Session other = jms.session();
        Queue queue = other.createQueue(jms.name("q"));
        send(other, queue, "1");
        try (Proxy proxy = new Proxy(address)) {
            JmsConnectionFactory factory = new JmsConnectionFactory("amqp://127.0.0.1:" + proxy.port());
            Connection breaking = factory.createConnection();
            breaking.setExceptionListener(news::add);
            breaking.start();
            Session session = breaking.createSession(Session.CLIENT_ACKNOWLEDGE);
            assertThat(nextText(session.createConsumer(queue))).isEqualTo("1");

            proxy.inflict(Fault.RESET, 0);

            assertThat(news.poll(QpidJms.WAIT_MS, TimeUnit.MILLISECONDS)).isNotNull();
            assertThat(nextText(other.createConsumer(queue))).isEqualTo("1");
        }
    }

    @Test
    void a_line_that_is_silent_for_longer_than_agreed_is_given_up_by_the_client() throws Exception {
        InetSocketAddress address =
                new InetSocketAddress("127.0.0.1", jms.broker().amqpPort());
        BlockingQueue<JMSException> news = new LinkedBlockingQueue<>();
        try (Proxy proxy = new Proxy(address)) {
            JmsConnectionFactory factory =
                    new JmsConnectionFactory("amqp://127.0.0.1:" + proxy.port() + "?amqp.idleTimeout=4000");
            Connection connection = factory.createConnection();
            connection.setExceptionListener(news::add);
            connection.start();
            assertThat(news.poll(5000, TimeUnit.MILLISECONDS))
                    .as("the broker's heartbeats keep it")
                    .isNull();

            proxy.inflict(Fault.BLACKHOLE, 9000);

            assertThat(news.poll(QpidJms.WAIT_MS, TimeUnit.MILLISECONDS)).isNotNull();
        }
    }
}
