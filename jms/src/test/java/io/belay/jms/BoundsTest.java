package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.BrokerProcess;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** While the line is away: how long calls wait, how much is kept, and what a broker does that keeps no sessions. */
@ExtendWith(SharedBroker.class)
class BoundsTest {
    /** Soon, on any machine: what waits for its deadline takes a minute. */
    private static final long BEFORE_DEADLINE_NS = TimeUnit.SECONDS.toNanos(40);

    private CutProxy proxy;

    @BeforeEach
    void stand(BrokerProcess broker) throws IOException {
        proxy = new CutProxy(broker.amqpPort());
    }

    @AfterEach
    void fall() throws IOException {
        proxy.close();
    }

    /** Open, started, and without a line until the proxy lets it through again. */
    private BelayConnection away(BelayConnection connection) throws JMSException, InterruptedException {
        BlockingQueue<ConnectionEvent> events = Connections.events(connection);
        proxy.refuse(true);
        proxy.cut();
        Connections.next(events, ConnectionEvent.Interrupted.class);
        return connection;
    }

    @Test
    void sends_that_nobody_answers_are_bounded_and_the_next_waits_for_its_deadline() throws Exception {
        ConnectionSettings few = Connections.settings(proxy.address())
                .with(Setting.UNSETTLED_MESSAGES_MAX, "3")
                .with(Setting.SEND_TIMEOUT_MS, "300");
        BelayConnection connection = Connections.open(few);
        connection.start();
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("full"));
        MessageProducer producer = session.createProducer(queue);
        Completed completed = new Completed();
        away(connection);
        for (int i = 0; i < 3; i++) producer.send(session.createTextMessage("m" + i), completed);

        long beganNs = System.nanoTime();
        assertThatThrownBy(() -> producer.send(session.createTextMessage("m3"), completed))
                .isInstanceOf(ResourceAllocationException.class)
                .hasMessageContaining("not sent");

        assertThat(System.nanoTime() - beganNs).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
        proxy.refuse(false);
        for (int i = 0; i < 3; i++) assertThat(completed.next()).isEqualTo("m" + i);
        producer.send(session.createTextMessage("m4"), completed); // no deadline of 300 ms for the broker
        assertThat(completed.next()).isEqualTo("m4");
        assertThat(Connections.texts(session, queue, 4)).containsExactly("m0", "m1", "m2", "m4");
        connection.close();
    }

    @Test
    void a_connection_with_nothing_under_way_closes_at_once_while_its_line_is_away() throws Exception {
        BelayConnection connection = Connections.open(proxy.address());
        connection.start();
        Session session = connection.createSession();
        session.createConsumer(session.createQueue(Connections.unique("idle")));
        away(connection);

        long beganNs = System.nanoTime();
        connection.close();

        assertThat(System.nanoTime() - beganNs).as("the deadline is a minute").isLessThan(BEFORE_DEADLINE_NS);
    }

    @Test
    void a_connection_that_closes_waits_for_what_is_under_way_and_says_what_is_in_doubt() throws Exception {
        BelayConnection connection =
                Connections.open(Connections.settings(proxy.address()).with(Setting.CLOSE_TIMEOUT_MS, "500"));
        connection.start();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue(Connections.unique("doubt")));
        proxy.refuse(true);
        CutProxy.Trap trap = proxy.cutAt(CutProxy.Way.TO_BROKER, CutProxy.Fate.DELIVERED, 'l', 'a', 's', 't');
        producer.setDeliveryMode(jakarta.jms.DeliveryMode.NON_PERSISTENT);
        producer.send(session.createTextMessage("last"));
        assertThat(trap.await()).isTrue();

        assertThatThrownBy(connection::close).isInstanceOf(MessageInDoubtException.class);

        assertThatThrownBy(connection::createSession).isInstanceOf(jakarta.jms.IllegalStateException.class);
    }

    @Test
    void receive_without_waiting_does_not_wait_for_a_line() throws Exception {
        BelayConnection connection = Connections.open(proxy.address());
        connection.start();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue(Connections.unique("nothing")));
        away(connection);

        long beganNs = System.nanoTime();
        assertThat(consumer.receiveNoWait()).isNull();

        assertThat(System.nanoTime() - beganNs).isLessThan(BEFORE_DEADLINE_NS);
        proxy.refuse(false);
        connection.close();
    }

    @Test
    void receive_without_waiting_has_no_message_if_the_broker_does_not_answer() throws Exception {
        ConnectionSettings unaware = Connections.settings(proxy.address())
                .with(Setting.PING_MS, "600000")
                .with(Setting.CLOSE_TIMEOUT_MS, "500");
        BelayConnection connection = Connections.open(unaware);
        connection.start();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue(Connections.unique("silent")));
        proxy.blackhole();

        long beganNs = System.nanoTime();
        assertThat(consumer.receiveNoWait()).isNull();

        assertThat(System.nanoTime() - beganNs).isLessThan(BEFORE_DEADLINE_NS);
        connection.close();
    }

    @Test
    void an_interrupted_call_says_so_and_the_thread_stays_interrupted() throws Exception {
        BelayConnection connection = Connections.open(proxy.address());
        connection.start();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue(Connections.unique("interrupted")));
        MessageConsumer consumer = session.createConsumer(session.createQueue(Connections.unique("none")));
        away(connection);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> producer.send(session.createMessage())).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        Thread.currentThread().interrupt();
        assertThatThrownBy(consumer::receive).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();

        proxy.refuse(false);
        connection.close();
    }

    @Test
    void without_sessions_at_the_broker_sends_go_on_and_an_open_transaction_rolls_back() throws Exception {
        ConnectionSettings plain = Connections.settings(proxy.address()).with(Setting.SESSION_EXPIRY_S, "0");
        BelayConnection connection = Connections.open(plain);
        connection.start();
        BlockingQueue<ConnectionEvent> events = Connections.events(connection);
        Session session = connection.createSession();
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(Connections.unique("plain"));
        MessageProducer producer = session.createProducer(queue);
        MessageProducer inTransaction = transacted.createProducer(queue);
        producer.send(session.createTextMessage("m0"));
        inTransaction.send(transacted.createTextMessage("lost"));

        proxy.cut();
        Connections.next(events, ConnectionEvent.Resumed.class);

        assertThatThrownBy(transacted::commit).isInstanceOf(TransactionRolledBackException.class);
        inTransaction.send(transacted.createTextMessage("m1"));
        transacted.commit();
        producer.send(session.createTextMessage("m2"));
        assertThat(Connections.texts(session, queue, 3)).containsExactly("m0", "m1", "m2");
        connection.close();
    }
}
