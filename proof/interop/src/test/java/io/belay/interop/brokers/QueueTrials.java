package io.belay.interop.brokers;

import static io.belay.interop.brokers.Guest.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Queues. */
final class QueueTrials {
    static final List<Trial> ALL = List.of(
            Trial.of("a queue is there when it is named, and keeps the order", QueueTrials::order),
            Trial.of("two consumers share a queue", QueueTrials::sharing),
            Trial.of("`receiveNoWait` knows that a queue is empty", QueueTrials::noWait),
            Trial.of("selectors", QueueTrials::selector),
            Trial.of("what is no selector is refused as such", QueueTrials::badSelector),
            Trial.of("browser", QueueTrials::browser),
            Trial.of("a producer without destination", QueueTrials::anyDestination),
            Trial.of("asynchronous send", QueueTrials::completion),
            Trial.of("request and reply over a temporary queue", QueueTrials::requestReply));
    private static final int COUNT = 20;

    private QueueTrials() {}

    private static String[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
    }

    private static void order(Guest guest) throws JMSException {
        Session session = guest.session();
        Queue queue = guest.queue(session, "q");
        send(session, queue, numbers(COUNT));

        assertThat(guest.nextTexts(session.createConsumer(queue), COUNT)).containsExactly(numbers(COUNT));
    }

    private static void sharing(Guest guest) throws JMSException {
        Session session = guest.session();
        Queue queue = guest.queue(session, "q");
        MessageConsumer one = few(guest).createConsumer(queue);
        MessageConsumer two = few(guest).createConsumer(queue);
        send(session, queue, numbers(COUNT));

        List<String> seen = new ArrayList<>(guest.nextTexts(one, 1));
        seen.addAll(guest.nextTexts(two, 1));
        while (seen.size() < COUNT) {
            MessageConsumer next = seen.size() % 2 == 0 ? one : two;
            Message more = next.receive(200);
            if (more == null) more = guest.next(next == one ? two : one);
            seen.add(more.getBody(String.class));
        }
        assertThat(seen).containsExactlyInAnyOrder(numbers(COUNT));
    }

    private static Session few(Guest guest) throws JMSException {
        Connection connection = guest.connect(guest.broker().amqpPort(), "prefetch=5", null);
        return connection.createSession(Session.AUTO_ACKNOWLEDGE);
    }

    private static void noWait(Guest guest) throws JMSException {
        Session session = guest.session();
        Queue queue = guest.queue(session, "q");
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(consumer.receiveNoWait()).isNull();
        send(session, queue, "one");
        assertThat(guest.nextText(consumer)).isEqualTo("one");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    private static void selector(Guest guest) throws JMSException {
        Session session = guest.session();
        Queue queue = guest.queue(session, "q");
        for (int price = 0; price < 10; price++) {
            Message message = session.createTextMessage("of " + price);
            message.setIntProperty("price", price);
            message.setJMSType(price % 2 == 0 ? "even" : "odd");
            session.createProducer(queue).send(message);
        }

        MessageConsumer some = session.createConsumer(queue, "price BETWEEN 3 AND 6 AND JMSType = 'even'");
        assertThat(guest.nextTexts(some, 2)).containsExactly("of 4", "of 6");
        some.close();
        MessageConsumer rest = session.createConsumer(queue);
        assertThat(guest.nextTexts(rest, 8)).contains("of 0", "of 9").doesNotContain("of 4", "of 6");
    }

    private static void badSelector(Guest guest) throws JMSException {
        Session session = guest.session();
        Queue queue = guest.queue(session, "q");

        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> session.createConsumer(queue, "this is no selector"));
    }

    private static void browser(Guest guest) throws JMSException {
        Session session = guest.session();
        Queue queue = guest.queue(session, "q");
        send(session, queue, numbers(COUNT));

        QueueBrowser browser = session.createBrowser(queue);
        List<String> seen = new ArrayList<>();
        for (Enumeration<?> all = browser.getEnumeration(); all.hasMoreElements(); ) {
            seen.add(((Message) all.nextElement()).getBody(String.class));
        }
        browser.close();
        assertThat(seen).containsExactly(numbers(COUNT));
        assertThat(guest.nextTexts(session.createConsumer(queue), COUNT)).containsExactly(numbers(COUNT));
    }

    private static void anyDestination(Guest guest) throws JMSException {
        Session session = guest.session();
        Queue one = guest.queue(session, "one");
        Queue two = guest.queue(session, "two");
        session.createConsumer(one).close(); // On some brokers only those are known that somebody has named.
        session.createConsumer(two).close();
        var producer = session.createProducer(null);
        producer.send(one, session.createTextMessage("to one"));
        producer.send(two, session.createTextMessage("to two"));

        assertThat(guest.nextText(session.createConsumer(one))).isEqualTo("to one");
        assertThat(guest.nextText(session.createConsumer(two))).isEqualTo("to two");
    }

    private static void completion(Guest guest) throws Exception {
        Session session = guest.session();
        Queue queue = guest.queue(session, "q");
        CompletableFuture<Message> done = new CompletableFuture<>();
        session.createProducer(queue).send(session.createTextMessage("m"), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                done.complete(message);
            }

            @Override
            public void onException(Message message, Exception exception) {
                done.completeExceptionally(exception);
            }
        });

        done.get(guest.waitMs(), TimeUnit.MILLISECONDS);
        assertThat(guest.nextText(session.createConsumer(queue))).isEqualTo("m");
    }

    private static void requestReply(Guest guest) throws JMSException {
        Session client = guest.session();
        Session server = guest.session();
        Queue requests = guest.queue(client, "requests");
        TemporaryQueue replies = client.createTemporaryQueue();
        MessageConsumer answers = client.createConsumer(replies);
        Message request = client.createTextMessage("ping");
        request.setJMSReplyTo(replies);
        client.createProducer(requests).send(request);

        Message heard = guest.next(server.createConsumer(requests));
        send(server, heard.getJMSReplyTo(), "pong");

        assertThat(guest.nextText(answers)).isEqualTo("pong");
    }
}
