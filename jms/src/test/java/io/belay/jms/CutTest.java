package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.jms.CutProxy.Fate;
import io.belay.jms.CutProxy.Way;
import io.belay.testkit.BrokerProcess;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application sees of a line that is cut: nothing. */
@ExtendWith(SharedBroker.class)
class CutTest {
    private static final int COUNT = 60;
    /** A transfer that carries a discharge, and the disposition that accepts something. */
    private static final int[] DISCHARGE = {0x00, 0x53, 0x32};

    private static final int[] ACCEPTED = {0x00, 0x53, 0x24};

    private CutProxy proxy;
    private BelayConnection connection;
    private BlockingQueue<ConnectionEvent> events;

    @BeforeEach
    void connect(BrokerProcess broker) throws JMSException, IOException {
        proxy = new CutProxy(broker.amqpPort());
        connection = Connections.open(proxy.address());
        connection.start();
        events = Connections.events(connection);
    }

    @AfterEach
    void close() throws JMSException, IOException {
        connection.close();
        proxy.close();
    }

    private static String text(Message message) throws JMSException {
        return message == null ? null : ((TextMessage) message).getText();
    }

    private static List<String> numbers(int count) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) numbers.add("m" + i);
        return numbers;
    }

    @Test
    void sends_over_cuts_arrive_once_and_in_order() throws JMSException {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("sends"));
        MessageProducer producer = session.createProducer(queue);

        for (int i = 0; i < COUNT; i++) {
            if (i % 10 == 5) proxy.cut();
            producer.send(session.createTextMessage("m" + i));
        }

        assertThat(Connections.texts(session, queue, COUNT)).containsExactlyElementsOf(numbers(COUNT));
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void a_send_whose_transfer_or_answer_is_lost_is_stored_once(Fate fate) throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("send-" + fate));
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("m0"));

        CutProxy.Trap trap = proxy.cutAt(Way.TO_BROKER, fate, 'm', '1');
        producer.send(session.createTextMessage("m1"));
        producer.send(session.createTextMessage("m2"));

        assertThat(trap.await()).isTrue();
        assertThat(Connections.texts(session, queue, 3)).containsExactly("m0", "m1", "m2");
        assertThat(Connections.next(events, ConnectionEvent.Resumed.class).voided())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                Session.AUTO_ACKNOWLEDGE,
                Session.DUPS_OK_ACKNOWLEDGE,
                Session.CLIENT_ACKNOWLEDGE,
                Session.SESSION_TRANSACTED,
                AcknowledgeMode.INDIVIDUAL_ACKNOWLEDGE
            })
    void what_is_received_over_cuts_comes_once_and_in_order(int mode) throws JMSException {
        Session sending = connection.createSession();
        Session session = connection.createSession(mode);
        Queue queue = session.createQueue(Connections.unique("received-" + mode));
        MessageProducer producer = sending.createProducer(queue);
        for (int i = 0; i < COUNT; i++) producer.send(sending.createTextMessage("m" + i));
        MessageConsumer consumer = session.createConsumer(queue);

        List<String> received = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            if (i % 20 == 7) proxy.cut();
            Message message = consumer.receive(Connections.WAIT_MS);
            received.add(text(message) + (message.getJMSRedelivered() ? " again" : ""));
            if (i % 20 == 12) proxy.cut();
            if (i % 10 == 9 && mode == Session.SESSION_TRANSACTED) session.commit();
            boolean acknowledges =
                    mode == AcknowledgeMode.INDIVIDUAL_ACKNOWLEDGE || i % 10 == 9 && mode == Session.CLIENT_ACKNOWLEDGE;
            if (acknowledges) message.acknowledge();
        }

        assertThat(received).containsExactlyElementsOf(numbers(COUNT));
        consumer.close();
        assertThat(Connections.texts(sending, queue, 0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void a_commit_that_is_cut_happens_once_and_says_so(Fate fate) throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Session sending = connection.createSession();
        Queue in = session.createQueue(Connections.unique("commit-in"));
        Queue out = session.createQueue(Connections.unique("commit-out"));
        sending.createProducer(in).send(sending.createTextMessage("m0"));
        MessageConsumer consumer = session.createConsumer(in);
        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("m0");
        session.createProducer(out).send(session.createTextMessage("m0"));

        CutProxy.Trap trap = proxy.cutAt(Way.TO_BROKER, fate, DISCHARGE);
        session.commit();

        assertThat(trap.await()).isTrue();
        assertThat(consumer.receive(300)).isNull();
        session.rollback();
        consumer.close();
        assertThat(Connections.texts(sending, in, 0)).isEmpty();
        assertThat(Connections.texts(sending, out, 1)).containsExactly("m0");
    }

    @Test
    void a_commit_of_which_the_answer_came_but_not_our_last_word_happens_once() throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue out = session.createQueue(Connections.unique("commit-answered"));
        MessageProducer producer = session.createProducer(out);
        producer.send(session.createTextMessage("m0"));

        CutProxy.Trap trap = proxy.cutAt(Way.TO_CLIENT, Fate.DELIVERED, ACCEPTED);
        session.commit();
        producer.send(session.createTextMessage("m1"));
        session.commit();

        assertThat(trap.await()).isTrue();
        assertThat(Connections.texts(session, out, 2)).containsExactly("m0", "m1");
    }

    @Test
    void an_open_transaction_goes_on_with_all_that_is_in_it() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Session sending = connection.createSession();
        Queue in = session.createQueue(Connections.unique("open-in"));
        Queue out = session.createQueue(Connections.unique("open-out"));
        for (int i = 0; i < 4; i++) sending.createProducer(in).send(sending.createTextMessage("m" + i));
        MessageConsumer consumer = session.createConsumer(in);
        MessageProducer producer = session.createProducer(out);

        for (int i = 0; i < 4; i++) {
            producer.send(session.createTextMessage(text(consumer.receive(Connections.WAIT_MS))));
            proxy.cut();
        }
        session.commit();

        consumer.close();
        assertThat(Connections.texts(sending, in, 0)).isEmpty();
        assertThat(Connections.texts(sending, out, 4)).containsExactly("m0", "m1", "m2", "m3");
    }

    @Test
    void asynchronous_sends_over_cuts_complete_in_order() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("async"));
        MessageProducer producer = session.createProducer(queue);
        Completed completed = new Completed();

        for (int i = 0; i < COUNT; i++) {
            if (i % 20 == 10) proxy.cut();
            producer.send(session.createTextMessage("m" + i), completed);
        }

        List<String> heard = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) heard.add(completed.next());
        assertThat(heard).containsExactlyElementsOf(numbers(COUNT));
        assertThat(Connections.texts(session, queue, COUNT)).containsExactlyElementsOf(numbers(COUNT));
    }

    @Test
    void a_listener_hears_each_message_once() throws Exception {
        Session sending = connection.createSession();
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("listener"));
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        session.createConsumer(queue).setMessageListener(message -> {
            try {
                heard.add(text(message));
            } catch (JMSException unreadable) {
                heard.add(unreadable.toString());
            }
        });
        MessageProducer producer = sending.createProducer(queue);

        for (int i = 0; i < COUNT; i++) {
            if (i % 10 == 3) proxy.cut();
            producer.send(sending.createTextMessage("m" + i));
        }

        List<String> all = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) all.add(heard.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS));
        assertThat(all).containsExactlyElementsOf(numbers(COUNT));
        assertThat(heard.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void a_subscriber_without_durability_misses_nothing() throws JMSException {
        Session session = connection.createSession();
        jakarta.jms.Topic topic = session.createTopic(Connections.unique("gap"));
        MessageConsumer subscriber = session.createConsumer(topic);
        MessageProducer producer = session.createProducer(topic);

        for (int i = 0; i < COUNT; i++) {
            if (i % 10 == 5) proxy.cut();
            producer.send(session.createTextMessage("m" + i));
        }

        for (int i = 0; i < COUNT; i++)
            assertThat(text(subscriber.receive(Connections.WAIT_MS))).isEqualTo("m" + i);
        assertThat(subscriber.receive(300)).isNull();
    }

    @Test
    void a_temporary_queue_keeps_its_name_and_what_is_in_it() throws JMSException {
        Session session = connection.createSession();
        jakarta.jms.TemporaryQueue replies = session.createTemporaryQueue();
        MessageProducer producer = session.createProducer(replies);
        producer.send(session.createTextMessage("before"));

        proxy.cut();
        producer.send(session.createTextMessage("after"));

        MessageConsumer consumer = session.createConsumer(replies);
        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("before");
        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("after");
    }

    @Test
    void a_browser_goes_on_where_it_was() throws Exception {
        ConnectionSettings few = Connections.settings(proxy.address()).with(Setting.BROWSER_PREFETCH, "7");
        try (BelayConnection other = Connections.open(few)) {
            Session session = other.createSession();
            Queue queue = session.createQueue(Connections.unique("browsed"));
            MessageProducer producer = session.createProducer(queue);
            for (int i = 0; i < COUNT; i++) producer.send(session.createTextMessage("m" + i));
            BelayQueueBrowser browser = (BelayQueueBrowser) session.createBrowser(queue);
            var look = browser.getEnumeration();

            List<String> seen = new ArrayList<>();
            while (look.hasMoreElements()) {
                seen.add(text(look.nextElement()));
                if (seen.size() % 15 == 4) proxy.cut();
            }

            assertThat(seen).containsExactlyElementsOf(numbers(COUNT));
        }
    }

    /** How soon is shown on a clock of its own by {@code DeadlinesTest} of the module client. */
    @Test
    void a_line_that_went_silent_is_found_by_its_pings() throws Exception {
        connection.close(); // it would find out much later
        ConnectionSettings settings = Connections.settings(proxy.address()).with(Setting.PING_MS, "500");
        try (BelayConnection pinging = Connections.open(settings)) {
            Session session = pinging.createSession();
            Queue queue = session.createQueue(Connections.unique("blackhole"));
            MessageProducer producer = session.createProducer(queue);
            producer.send(session.createTextMessage("m0"));
            BlockingQueue<ConnectionEvent> told = Connections.events(pinging);

            proxy.blackhole();
            producer.send(session.createTextMessage("m1"));

            assertThat(Connections.next(told, ConnectionEvent.Interrupted.class))
                    .satisfies(
                            cause -> assertThat(cause.code()).as(cause.text()).isEqualTo("E207"));
            pinging.start();
            assertThat(Connections.texts(session, queue, 2)).containsExactly("m0", "m1");
        }
    }

    @Test
    void an_attempt_that_nobody_answers_is_overtaken_by_another() throws Exception {
        connection.close(); // it would try the next only much later
        ConnectionSettings settings = Connections.settings(proxy.address()).with(Setting.PING_MS, "1000");
        try (BelayConnection pinging = Connections.open(settings)) {
            Session session = pinging.createSession();
            Queue queue = session.createQueue(Connections.unique("swallowed"));
            MessageProducer producer = session.createProducer(queue);
            CountDownLatch ended = proxy.swallowNext();

            proxy.cut();
            producer.send(session.createTextMessage("m0"));

            assertThat(ended.await(Connections.WAIT_MS, TimeUnit.MILLISECONDS)).isTrue();
            assertThat(proxy.overtook()).isTrue();
            pinging.start();
            assertThat(Connections.texts(session, queue, 1)).containsExactly("m0");
        }
    }
}
