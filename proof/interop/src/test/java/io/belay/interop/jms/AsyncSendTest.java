package io.belay.interop.jms;

import static io.belay.interop.jms.QpidJms.drain;
import static io.belay.interop.jms.QpidJms.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sending without waiting: the answer comes to a listener, in order, for good and for bad. */
class AsyncSendTest {
    @RegisterExtension
    final QpidJms jms = new QpidJms();

    private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    private final CompletionListener listener = new CompletionListener() {
        @Override
        public void onCompletion(Message message) {
            try {
                answers.add(message.getBody(String.class));
            } catch (JMSException e) {
                answers.add(e);
            }
        }

        @Override
        public void onException(Message message, Exception exception) {
            answers.add(exception);
        }
    };

    @Test
    void every_send_is_answered_in_order_and_the_messages_are_there() throws Exception {
        Session session = jms.session();
        Destination queue = session.createQueue(jms.name("q"));
        MessageProducer producer = session.createProducer(queue);
        for (String number : numbers(1000)) producer.send(session.createTextMessage(number), listener);

        assertThat(nextAnswers(1000)).containsExactly((Object[]) numbers(1000));

        assertThat(drain(jms.session().createConsumer(queue))).containsExactly(numbers(1000));
    }

    @Test
    void closing_the_producer_loses_no_answer() throws Exception {
        Session session = jms.session();
        Destination queue = session.createQueue(jms.name("q"));
        MessageProducer producer = session.createProducer(queue);
        for (String number : numbers(100)) producer.send(session.createTextMessage(number), listener);

        producer.close();

        assertThat(nextAnswers(100)).containsExactly((Object[]) numbers(100));
    }

    @Test
    void a_refusal_comes_to_the_listener_too() throws Exception {
        Session session = jms.session();
        Session other = jms.session();
        TemporaryQueue mine = other.createTemporaryQueue();
        Destination gone = jms.asOthersSeeIt(mine);
        MessageProducer anonymous = session.createProducer(null);
        mine.delete();

        anonymous.send(gone, session.createTextMessage("late"), listener);

        assertThat(nextAnswers(1)).hasOnlyElementsOfType(InvalidDestinationException.class);
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> anonymous.send(gone, session.createTextMessage("late")));
    }

    @Test
    void a_client_that_never_waits_is_served_too() throws Exception {
        Session session = jms.connect("jms.forceAsyncSend=true").createSession();
        Destination queue = session.createQueue(jms.name("q"));
        MessageProducer producer = session.createProducer(queue);
        for (String number : numbers(1000)) producer.send(session.createTextMessage(number));

        assertThat(drain(session.createConsumer(queue))).containsExactly(numbers(1000));
    }

    @Test
    void settled_sends_arrive_though_nobody_answers_them() throws Exception {
        Session session = jms.connect("jms.presettlePolicy.presettleAll=true").createSession();
        Destination queue = session.createQueue(jms.name("q"));
        MessageProducer producer = session.createProducer(queue);
        for (String number : numbers(1000)) producer.send(session.createTextMessage(number));

        assertThat(QpidJms.nextTexts(session.createConsumer(queue), 1000)).containsExactly(numbers(1000));
    }

    private List<Object> nextAnswers(int count) throws InterruptedException {
        List<Object> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) taken.add(answers.poll(QpidJms.WAIT_MS, TimeUnit.MILLISECONDS));
        return taken;
    }
}
