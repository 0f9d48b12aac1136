package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.client.ClientFailure;
import io.belay.testkit.BrokerProcess;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the broker keeps no sessions: what goes with a line, and who is told. */
@ExtendWith(SharedBroker.class)
class NoSessionTest {
    private final BlockingQueue<JMSException> exceptions = new LinkedBlockingQueue<>();
    private CutProxy proxy;
    private BelayConnection connection;
    private BlockingQueue<ConnectionEvent> events;
    private Session session;

    @BeforeEach
    void connect(BrokerProcess broker) throws Exception {
        proxy = new CutProxy(broker.amqpPort());
        connection = Connections.open(Connections.settings(proxy.address()).with(Setting.SESSION_EXPIRY_S, "0"));
        connection.start();
        connection.setExceptionListener(exceptions::add);
        events = Connections.events(connection);
        session = connection.createSession();
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
        proxy.close();
    }

    private void cut() throws InterruptedException {
        proxy.cut();
        Connections.next(events, ConnectionEvent.Resumed.class);
    }

    @Test
    void what_nobody_waited_for_is_told_in_one_report() throws Exception {
        MessageProducer producer = session.createProducer(session.createQueue(Connections.unique("unheard")));
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        proxy.cutAt(CutProxy.Way.TO_BROKER, CutProxy.Fate.LOST, 'c', 'u', 't');

        for (int i = 0; i < 200; i++) producer.send(session.createTextMessage(i == 100 ? "cut" : "m"));

        JMSException told = nextUnheard();
        assertThat(told).isInstanceOf(MessageInDoubtException.class).hasMessageContaining("ID:");
        Connections.next(events, ConnectionEvent.Resumed.class);
        connection.close();
        assertThat(exceptions).noneMatch(NoSessionTest::isOfUnheard);
    }

    @Test
    void what_nobody_waited_for_is_told_before_the_end_of_the_connection() throws Exception {
        ConnectionSettings brief = Connections.settings(proxy.address()).with(Setting.SESSION_EXPIRY_S, "0");
        try (BelayConnection other = Connections.open(brief.with(Setting.ADDRESS_PASSES, "1"))) {
            other.setExceptionListener(told -> {
                exceptions.add(told);
                if (!isOfUnheard(told)) closeQuietly(other);
            });
            Session its = other.createSession();
            MessageProducer producer = its.createProducer(its.createQueue(Connections.unique("unheard")));
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            proxy.refuse(true);
            proxy.cutAt(CutProxy.Way.TO_BROKER, CutProxy.Fate.LOST, 'c', 'u', 't');

            producer.send(its.createTextMessage("cut"));

            JMSException first = exceptions.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS);
            assertThat(first).isNotNull().matches(NoSessionTest::isOfUnheard);
            JMSException last = exceptions.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS);
            assertThat(last).hasMessageContaining("the connection is over");
        }
    }

    private static void closeQuietly(BelayConnection connection) {
        try {
            connection.close();
        } catch (JMSException over) {
            // Which the listener was just told.
        }
    }

    @Test
    void what_failed_just_before_the_close_is_told() throws Exception {
        var cut = new ClientFailure(ClientFailure.Known.UNKNOWN, ClientFailure.LINE_LOST, "cut");
        connection.loop().post(() -> connection.unheard().failed("<m>", cut));
        connection.close();

        JMSException told = exceptions.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS);
        assertThat(told).isNotNull().matches(NoSessionTest::isOfUnheard);
    }

    private JMSException nextUnheard() throws InterruptedException {
        JMSException next = exceptions.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS);
        while (next != null && !isOfUnheard(next)) next = exceptions.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS);
        return next;
    }

    private static boolean isOfUnheard(JMSException told) {
        return told.getMessage().contains("that nobody waited for");
    }

    @Test
    void event_and_exception_listener_name_a_temporary_queue_that_is_gone_once() throws Exception {
        TemporaryQueue mine = session.createTemporaryQueue();
        session.createConsumer(mine);

        proxy.cut();

        ConnectionEvent.DestinationLost lost = Connections.next(events, ConnectionEvent.DestinationLost.class);
        assertThat(lost.destination()).isEqualTo(mine.getQueueName());
        assertThat(lost.address()).isEqualTo(proxy.address());
        assertThat(lost.text()).contains(mine.getQueueName(), "keeps no sessions");
        JMSException told = exceptions.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS);
        assertThat(told).isInstanceOf(InvalidDestinationException.class).hasMessageContaining(mine.getQueueName());
        Connections.next(events, ConnectionEvent.Resumed.class);
        connection.close();
        assertThat(exceptions).isEmpty();
    }

    @Test
    void who_receives_from_such_a_queue_is_told_now_and_later() throws Exception {
        TemporaryQueue mine = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(mine);
        var heard = new LinkedBlockingQueue<Object>();
        Thread waits = new Thread(() -> {
            try {
                heard.add(String.valueOf(consumer.receive()));
            } catch (JMSException told) {
                heard.add(told);
            }
        });
        waits.start();

        cut();

        assertThat(heard.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS))
                .isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(consumer::receiveNoWait)
                .isInstanceOf(InvalidDestinationException.class)
                .hasMessageContaining(mine.getQueueName());
        assertThatThrownBy(() -> session.createConsumer(mine)).isInstanceOf(InvalidDestinationException.class);
        consumer.close();
        mine.delete(); // is done already
    }

    @Test
    void who_sends_to_such_a_queue_is_told_and_the_session_goes_on() throws Exception {
        TemporaryQueue mine = session.createTemporaryQueue();
        MessageProducer its = session.createProducer(mine);
        MessageProducer any = session.createProducer(null);
        Message message = session.createTextMessage("m");

        cut();

        assertThatThrownBy(() -> its.send(message)).isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> any.send(mine, message)).isInstanceOf(InvalidDestinationException.class);
        TemporaryQueue fresh = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(fresh);
        any.send(fresh, message);
        assertThat(consumer.receive(Connections.WAIT_MS).getBody(String.class)).isEqualTo("m");
    }
}
