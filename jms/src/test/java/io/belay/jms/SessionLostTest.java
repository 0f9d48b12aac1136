package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.BrokerProcess;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When the session cannot come back, or somebody else wants its name. */
@ExtendWith(SharedBroker.class)
class SessionLostTest {
    private static String address(BrokerProcess broker) {
        return "amqp://127.0.0.1:" + broker.amqpPort();
    }

    @Test
    void a_second_client_of_the_same_name_is_refused(BrokerProcess broker) throws JMSException {
        String name = Connections.unique("till");
        ConnectionSettings named = Connections.settings(address(broker)).with(Setting.CLIENT_ID, name);
        try (BelayConnection first = Connections.open(named)) {
            assertThat(first.getClientID()).isEqualTo(name);

            assertThatThrownBy(() -> Connections.open(named)).isInstanceOf(InvalidClientIDException.class);

            assertThat(first.createSession().getAcknowledgeMode()).isEqualTo(Session.AUTO_ACKNOWLEDGE);
        }
    }

    @Test
    void the_name_that_the_program_sets_is_refused_too_and_another_will_do(BrokerProcess broker) throws JMSException {
        String name = Connections.unique("till");
        try (BelayConnection first = Connections.open(address(broker));
                BelayConnection second = Connections.open(address(broker))) {
            first.setClientID(name);

            assertThatThrownBy(() -> second.setClientID(name)).isInstanceOf(InvalidClientIDException.class);
            second.setClientID(name + "-2");

            assertThat(second.getClientID()).isEqualTo(name + "-2");
            assertThat(first.createSession().createTemporaryQueue().getQueueName())
                    .isNotEmpty();
        }
    }

    @Test
    void a_client_that_displaces_ends_the_other_which_does_not_come_back(BrokerProcess broker) throws Exception {
        ConnectionSettings named =
                Connections.settings(address(broker)).with(Setting.CLIENT_ID, Connections.unique("till"));
        BelayConnection first = Connections.open(named);
        BlockingQueue<ConnectionEvent> events = Connections.events(first);
        BlockingQueue<JMSException> exceptions = new LinkedBlockingQueue<>();
        first.setExceptionListener(exceptions::add);
        first.start();
        Session session = first.createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue(Connections.unique("displaced")));
        Session listening = first.createSession();
        listening
                .createConsumer(session.createQueue(Connections.unique("heard")))
                .setMessageListener(any -> {});

        try (BelayConnection second = Connections.open(named.with(Setting.DISPLACE, "true"))) {
            assertThat(Connections.next(events, ConnectionEvent.Failed.class).code())
                    .isEqualTo("E500");
            assertThat(exceptions.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS))
                    .isNotNull();
            assertThatThrownBy(() -> consumer.receive(Connections.WAIT_MS)).isInstanceOf(JMSException.class);
            assertThatThrownBy(first::createSession).isInstanceOf(JMSException.class);
            assertNobodyListens((BelaySession) listening);
            assertThat(second.createSession().createTemporaryQueue()).isNotNull();
        }
        first.close();
        assertThat(exceptions).as("told once").isEmpty();
    }

    /** Else the program would go on for ever, though nothing will come any more. */
    private static void assertNobodyListens(BelaySession session) {
        assertThat(session.dispatcher().isOver()).isTrue();
    }

    @Test
    void a_session_that_expired_is_told_once_and_all_is_made_anew(BrokerProcess broker) throws Exception {
        try (CutProxy proxy = new CutProxy(broker.amqpPort())) {
            ConnectionSettings brief = Connections.settings(proxy.address()).with(Setting.SESSION_EXPIRY_S, "1");
            BelayConnection connection = Connections.open(brief);
            connection.start();
            BlockingQueue<ConnectionEvent> events = Connections.events(connection);
            BlockingQueue<JMSException> exceptions = new LinkedBlockingQueue<>();
            connection.setExceptionListener(exceptions::add);
            Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
            Queue queue = session.createQueue(Connections.unique("expired"));
            MessageProducer producer = session.createProducer(queue);
            MessageConsumer consumer = session.createConsumer(queue);
            producer.send(session.createTextMessage("m0"));
            Message held = consumer.receive(Connections.WAIT_MS);

            proxy.refuse(true);
            proxy.cut();
            Connections.next(events, ConnectionEvent.Interrupted.class);
            awaitExpiry(events);
            proxy.refuse(false);

            assertThat(Connections.next(events, ConnectionEvent.SessionLost.class)
                            .voided())
                    .isEqualTo(1);
            Connections.next(events, ConnectionEvent.Resumed.class);
            assertThat(exceptions.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS))
                    .hasMessageContaining("the session is lost")
                    .hasMessageContaining(proxy.address())
                    .extracting(JMSException::getErrorCode)
                    .as("not E500: the connection goes on")
                    .isEqualTo("belay:session-lost");
            held.acknowledge(); // changes nothing
            TextMessage again = (TextMessage) consumer.receive(Connections.WAIT_MS);
            assertThat(again.getText()).isEqualTo("m0");
            assertThat(again.getJMSRedelivered()).isTrue();
            again.acknowledge();
            producer.send(session.createTextMessage("m1"));
            assertThat(((TextMessage) consumer.receive(Connections.WAIT_MS)).getText())
                    .isEqualTo("m1");
            connection.close();
            assertThat(exceptions).as("told once").isEmpty();
        }
    }

    /** The failed attempts of much more than a second. */
    private static void awaitExpiry(BlockingQueue<ConnectionEvent> events) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(4_000);
        while (System.nanoTime() < endNs) Connections.next(events, ConnectionEvent.AttemptFailed.class);
    }

    @Test
    void a_send_that_never_left_before_its_deadline_is_not_done(BrokerProcess broker) throws Exception {
        assertThat(afterLateSend(broker, false)).containsExactly("m0", "m1");
    }

    @Test
    void a_send_that_left_before_its_deadline_is_in_doubt_and_arrives_once(BrokerProcess broker) throws Exception {
        assertThat(afterLateSend(broker, true)).containsExactly("m0", "late", "m1");
    }

    /** What is in the queue after a send that could not be answered in time. */
    private static List<String> afterLateSend(BrokerProcess broker, boolean leaves) throws Exception {
        try (CutProxy proxy = new CutProxy(broker.amqpPort())) {
            ConnectionSettings hasty = Connections.settings(proxy.address()).with(Setting.SEND_TIMEOUT_MS, "2000");
            BelayConnection connection = Connections.open(hasty);
            connection.start();
            BlockingQueue<ConnectionEvent> events = Connections.events(connection);
            Session session = connection.createSession();
            Queue queue = session.createQueue(Connections.unique("deadline"));
            MessageProducer producer = session.createProducer(queue);
            Completed completed = new Completed(); // of sends that may take as long as they want
            producer.send(session.createTextMessage("m0"), completed);
            assertThat(completed.next()).isEqualTo("m0");
            proxy.refuse(true);
            if (leaves) {
                proxy.cutAt(CutProxy.Way.TO_BROKER, CutProxy.Fate.LOST, 'l', 'a', 't', 'e');
            } else {
                proxy.cut();
                Connections.next(events, ConnectionEvent.Interrupted.class);
            }

            var failure = assertThatThrownBy(() -> producer.send(session.createTextMessage("late")));

            if (leaves) {
                failure.isInstanceOfSatisfying(
                        MessageInDoubtException.class,
                        doubt -> assertThat(doubt.outlook()).isEqualTo(MessageInDoubtException.Outlook.WILL_BE_KNOWN));
            } else {
                failure.isInstanceOf(JMSException.class).isNotInstanceOf(MessageInDoubtException.class);
            }
            proxy.refuse(false);
            Connections.next(events, ConnectionEvent.Resumed.class);
            producer.send(session.createTextMessage("m1"), completed);
            assertThat(completed.next()).isEqualTo("m1");
            List<String> received = Connections.texts(session, queue, leaves ? 3 : 2);
            connection.close();
            return received;
        }
    }

    @Test
    void a_broker_that_is_not_there_is_told_in_time() throws IOException {
        int port;
        try (java.net.ServerSocket nobody = new java.net.ServerSocket(0)) {
            port = nobody.getLocalPort();
        }
        ConnectionSettings settings =
                Connections.settings("amqp://127.0.0.1:" + port).with(Setting.START_PASSES, "1");

        assertThatThrownBy(() -> Connections.open(settings))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining(Integer.toString(port));
    }
}
