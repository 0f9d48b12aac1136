package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import jakarta.jms.CompletionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Message listeners, completion listeners, and what they may do. */
@ExtendWith(SharedBroker.class)
class ListenerTest {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private BelayConnection connection;
    private Session sending;

    @BeforeEach
    void connect(BrokerProcess broker) throws JMSException {
        ConnectionSettings settings = Connections.settings("amqp://127.0.0.1:" + broker.amqpPort());
        connection = Connections.open(settings.with(Setting.LISTENER_RETRY_DELAY_MS, "20"));
        connection.start();
        sending = connection.createSession();
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
    }

    private void send(Queue queue, String... texts) throws JMSException {
        MessageProducer producer = sending.createProducer(queue);
        for (String each : texts) producer.send(sending.createTextMessage(each));
        producer.close();
    }

    private String next() throws InterruptedException {
        String next = heard.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS);
        assertThat(next).as("something heard in time").isNotNull();
        return next;
    }

    /** Until a thread waits with a deadline, as it does where it waits for others and nowhere before. */
    private static void awaitWaiting(Thread thread) {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Connections.WAIT_MS);
        while (thread.getState() != Thread.State.TIMED_WAITING && System.nanoTime() < endNs) Thread.onSpinWait();
        assertThat(thread.getState()).isEqualTo(Thread.State.TIMED_WAITING);
    }

    /** What a listener does, which may fail in any way. */
    private interface Work {
        void with(Message message) throws Exception;
    }

    /** Notes what fails as well. */
    private jakarta.jms.MessageListener noting(Work work) {
        return message -> {
            try {
                work.with(message);
            } catch (RuntimeException thrown) {
                throw thrown;
            } catch (Exception failure) {
                heard.add(failure.getClass().getSimpleName());
            }
        };
    }

    private static String text(Message message) throws JMSException {
        String again = message.getJMSRedelivered() ? " again " + message.getIntProperty("JMSXDeliveryCount") : "";
        return ((TextMessage) message).getText() + again;
    }

    @Test
    @Clause("OMQ-30")
    void a_message_whose_listener_throws_comes_again_and_then_is_a_dead_letter() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("throws"));
        MessageConsumer dead = sending.createConsumer(
                sending.createQueue("DLQ"), "belay_dead_origin = '" + queue.getQueueName() + "'");
        session.createConsumer(queue).setMessageListener(noting(message -> {
            heard.add(text(message));
            if (text(message).startsWith("bad")) throw new IllegalArgumentException("no");
        }));

        send(queue, "bad", "good");

        assertThat(List.of(next(), next(), next())).containsExactly("bad", "bad again 2", "good");
        TextMessage letter = (TextMessage) dead.receive(Connections.WAIT_MS);
        assertThat(letter.getText()).isEqualTo("bad");
        assertThat(letter.getStringProperty("belay_dead_reason")).contains("IllegalArgumentException");
    }

    @Test
    void an_error_in_a_listener_is_a_failed_delivery_and_the_next_message_comes() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("error"));
        session.createConsumer(queue).setMessageListener(noting(message -> {
            heard.add(text(message));
            if (text(message).startsWith("bad")) throw new NoClassDefFoundError("a.Missing");
        }));

        send(queue, "bad", "good");

        assertThat(List.of(next(), next(), next())).containsExactly("bad", "bad again 2", "good");
    }

    @Test
    void an_error_in_a_completion_listener_does_not_cost_the_next() throws Exception {
        MessageProducer producer = sending.createProducer(sending.createQueue(Connections.unique("error")));
        CompletionListener failing = new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                heard.add("done");
                throw new NoClassDefFoundError("a.Missing");
            }

            @Override
            public void onException(Message message, Exception exception) {
                heard.add(exception.toString());
            }
        };

        producer.send(sending.createTextMessage("m0"), failing);
        producer.send(sending.createTextMessage("m1"), failing);

        assertThat(List.of(next(), next())).containsExactly("done", "done");
    }

    @Test
    @Clause("JMS-6.1.5")
    void stop_does_not_wait_for_the_pause_before_a_listener_is_called_again(BrokerProcess broker) throws Exception {
        ConnectionSettings patient = Connections.settings("amqp://127.0.0.1:" + broker.amqpPort())
                .with(Setting.LISTENER_RETRY_DELAY_MS, "600000");
        try (BelayConnection other = Connections.open(patient)) {
            other.start();
            Session session = other.createSession();
            Queue queue = session.createQueue(Connections.unique("pause"));
            session.createConsumer(queue).setMessageListener(noting(message -> {
                heard.add(text(message));
                if (!message.getJMSRedelivered()) throw new IllegalArgumentException("no");
            }));
            send(queue, "m0");
            assertThat(next()).isEqualTo("m0");

            other.stop();
            other.start();

            assertThat(next()).isEqualTo("m0 again 2");
        }
    }

    @Test
    @Clause("JMS-6.1.5")
    void while_stop_waits_for_one_listener_no_other_is_called() throws Exception {
        Session busy = connection.createSession();
        Session idle = connection.createSession();
        Queue in = busy.createQueue(Connections.unique("busy"));
        Queue other = idle.createQueue(Connections.unique("idle"));
        CountDownLatch isIn = new CountDownLatch(1);
        CountDownLatch mayGo = new CountDownLatch(1);
        busy.createConsumer(in).setMessageListener(noting(message -> {
            isIn.countDown();
            mayGo.await();
        }));
        idle.createConsumer(other).setMessageListener(noting(message -> heard.add(text(message))));
        send(in, "m0");
        isIn.await();
        Thread stopping = new Thread(() -> {
            try {
                connection.stop();
            } catch (JMSException late) {
                heard.add(late.toString());
            }
        });
        stopping.start();
        awaitWaiting(stopping);

        send(other, "m1");

        assertThat(heard.poll(300, TimeUnit.MILLISECONDS)).isNull();
        mayGo.countDown();
        stopping.join();
        connection.start();
        assertThat(next()).isEqualTo("m1");
    }

    @Test
    void a_listener_that_is_replaced_and_taken_away_leaves_none_behind() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("replaced"));
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.setMessageListener(message -> {});
        consumer.setMessageListener(message -> {});

        consumer.setMessageListener(null);
        send(queue, "m0");

        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("m0");
    }

    @Test
    void recover_in_a_listener_brings_the_message_again() throws Exception {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(Connections.unique("recover"));
        session.createConsumer(queue).setMessageListener(noting(message -> {
            heard.add(text(message));
            if (message.getJMSRedelivered()) message.acknowledge();
            else session.recover();
        }));

        send(queue, "m0", "m1");

        assertThat(List.of(next(), next(), next(), next())).containsExactly("m0", "m0 again 2", "m1", "m1 again 2");
    }

    @Test
    @Clause("JMS-6.2.10")
    void a_listener_that_throws_after_it_recovered_gets_the_message_again_once() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("recovered"));
        session.createConsumer(queue).setMessageListener(noting(message -> {
            heard.add(text(message));
            if (message.getJMSRedelivered() || !text(message).equals("m0")) return;
            session.recover();
            throw new IllegalArgumentException("no");
        }));

        send(queue, "m0", "m1");

        assertThat(List.of(next(), next(), next())).containsExactly("m0", "m0 again 2", "m1");
    }

    @Test
    @Clause("JMS-8.8")
    void a_listener_that_closes_its_consumer_and_throws_is_not_called_again() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("closes-and-throws"));
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.setMessageListener(noting(message -> {
            heard.add(text(message));
            consumer.close();
            throw new IllegalArgumentException("no");
        }));

        send(queue, "m0");

        assertThat(next()).isEqualTo("m0");
        assertThat(text(sending.createConsumer(queue).receive(Connections.WAIT_MS)))
                .isEqualTo("m0 again 2");
        assertThat(heard).isEmpty();
    }

    @Test
    void a_listener_that_is_taken_away_while_it_fails_is_not_called_again() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("taken-away"));
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.setMessageListener(noting(message -> {
            heard.add(text(message));
            consumer.setMessageListener(noting(again -> heard.add("other " + text(again))));
            throw new IllegalArgumentException("no");
        }));

        send(queue, "m0");

        assertThat(List.of(next(), next())).containsExactly("m0", "other m0 again 2");
    }

    @Test
    void a_listener_commits_what_it_was_given_and_sends() throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue(Connections.unique("moved"));
        Queue to = session.createQueue(Connections.unique("moved-to"));
        MessageProducer producer = session.createProducer(to);
        session.createConsumer(queue).setMessageListener(noting(message -> {
            producer.send(session.createTextMessage(text(message)));
            session.commit();
        }));

        send(queue, "m0", "m1");

        MessageConsumer consumer = sending.createConsumer(to);
        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("m0");
        assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("m1");
    }

    @Test
    @Clause("JMS-6.2.15")
    void a_listener_cannot_close_or_stop_what_calls_it_but_may_close_its_consumer() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("closes"));
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.setMessageListener(noting(message -> {
            for (Work each :
                    List.<Work>of(any -> session.close(), any -> connection.close(), any -> connection.stop())) {
                try {
                    each.with(message);
                    heard.add("done");
                } catch (IllegalStateException refused) {
                    heard.add("refused");
                }
            }
            consumer.close();
            heard.add("closed");
        }));

        send(queue, "m0", "m1");

        assertThat(List.of(next(), next(), next(), next())).containsExactly("refused", "refused", "refused", "closed");
        assertThat(text(sending.createConsumer(queue).receive(Connections.WAIT_MS)))
                .as("the first was acknowledged, the second was given back")
                .isEqualTo("m1");
    }

    @Test
    @Clause("JMS-6.1.5")
    void stop_waits_for_the_listener_and_lets_nothing_more_through() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("stop"));
        CountDownLatch isIn = new CountDownLatch(1);
        CountDownLatch mayGo = new CountDownLatch(1);
        session.createConsumer(queue).setMessageListener(noting(message -> {
            isIn.countDown();
            mayGo.await();
            heard.add(text(message));
        }));
        send(queue, "m0", "m1");
        isIn.await();
        FutureTask<Void> stop = new FutureTask<>(() -> {
            connection.stop();
            return null;
        });
        Thread stopping = new Thread(stop);
        stopping.start();
        awaitWaiting(stopping); // for the listener

        mayGo.countDown();
        stop.get();

        assertThat(heard).containsExactly("m0");
        assertThat(heard.take()).isEqualTo("m0");
        connection.start();
        assertThat(next()).isEqualTo("m1");
    }

    @Test
    void closing_a_session_lets_its_listener_finish() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("finish"));
        CountDownLatch isIn = new CountDownLatch(1);
        CountDownLatch mayGo = new CountDownLatch(1);
        session.createConsumer(queue).setMessageListener(noting(message -> {
            isIn.countDown();
            mayGo.await();
            heard.add(text(message));
        }));
        send(queue, "m0");
        isIn.await();
        new Thread(mayGo::countDown).start();

        session.close();

        assertThat(heard).containsExactly("m0");
        assertThat(sending.createConsumer(queue).receiveNoWait())
                .as("it was acknowledged")
                .isNull();
    }

    @Test
    @Clause("JMS-7.3.4")
    void a_completion_listener_cannot_close_commit_or_roll_back_what_calls_it() throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue(Connections.unique("completion")));

        producer.send(session.createTextMessage("m0"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                for (Work each : List.<Work>of(
                        any -> session.close(),
                        any -> connection.close(),
                        any -> session.commit(),
                        any -> session.rollback(),
                        any -> producer.close())) {
                    try {
                        each.with(message);
                        heard.add("done");
                    } catch (Exception refused) {
                        heard.add(refused instanceof IllegalStateException ? "refused" : refused.toString());
                    }
                }
            }

            @Override
            public void onException(Message message, Exception exception) {
                heard.add(exception.toString());
            }
        });

        for (int i = 0; i < 5; i++) assertThat(next()).isEqualTo("refused");
    }

    @Test
    void a_session_with_a_listener_does_not_receive() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("both"));
        session.createConsumer(queue).setMessageListener(message -> {});
        MessageConsumer other = session.createConsumer(queue);

        assertThatThrownBy(() -> other.receive(10)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_session_whose_deadline_has_passed_waits_for_no_listener() throws Exception {
        BelaySession session = (BelaySession) connection.createSession();
        Queue queue = session.createQueue(Connections.unique("late"));
        CountDownLatch mayGo = new CountDownLatch(1);
        session.createConsumer(queue).setMessageListener(noting(message -> {
            heard.add("in");
            mayGo.await(Connections.WAIT_MS, TimeUnit.MILLISECONDS);
        }));
        send(queue, "a");
        assertThat(next()).isEqualTo("in");

        assertThatThrownBy(() -> session.stopWork(SessionLink.deadline(-1))).hasMessageContaining("within 1 ms");
        mayGo.countDown();
    }

    @Test
    @Clause("JMS-2.14")
    void a_second_thread_in_a_session_is_told_who_is_in() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue(Connections.unique("threads"));
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        Thread receiving = new Thread(
                () -> {
                    try {
                        heard.add(String.valueOf(consumer.receive()));
                    } catch (JMSException failure) {
                        heard.add(failure.toString());
                    }
                },
                "the-receiver");
        receiving.start();
        awaitWaiting(receiving);

        assertThatThrownBy(() -> producer.send(session.createMessage()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the-receiver")
                .hasMessageContaining("receive");

        session.close();
        assertThat(next()).as("close wakes who waits").isEqualTo("null");
    }
}
