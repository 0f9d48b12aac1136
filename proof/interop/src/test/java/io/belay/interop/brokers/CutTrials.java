package io.belay.interop.brokers;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.jms.ConnectionEvent;
import io.belay.jms.MessageInDoubtException;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import jakarta.jms.TransactionRolledBackException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Lines that are cut, and a broker that is killed: what goes on, and what the program is told where it cannot. */
final class CutTrials {
    static final List<Trial> ALL = List.of(
            new Trial(
                    "after a cut: senders and receivers go on, in order, nothing lost, nothing twice",
                    CutTrials::goesOn),
            new Trial("a send whose answer was lost", CutTrials::send),
            new Trial("what was received and not acknowledged", CutTrials::unacknowledged),
            new Trial("an open transaction", CutTrials::transaction),
            new Trial("a commit whose answer was lost", CutTrials::commit),
            new Trial("a temporary queue", CutTrials::temporary),
            new Trial("a durable subscription: what came meanwhile", CutTrials::durable),
            new Trial("any other subscription: what came meanwhile", CutTrials::passing),
            Trial.of(
                    "the broker is killed and started again: confirmed messages, and the connection", CutTrials::kill));
    private static final int COUNT = 6;

    private CutTrials() {}

    private static Outcome goesOn(Guest guest) throws Exception {
        BrokenLine line = new BrokenLine(guest, null);
        Session session = line.connection().createSession(Session.AUTO_ACKNOWLEDGE);
        Queue queue = guest.queue(session, "q");
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue);
        Outcome outcome = Outcome.YES;

        for (int number = 0; number < COUNT; number++) {
            producer.send(session.createTextMessage("m" + number));
            if (number % 2 == 0) line.cut();
            if (comesAgain(guest, consumer, number)) outcome = Outcome.TOLD;
            if (number % 2 == 1 && number < COUNT - 1) line.cut();
        }

        line.connection().close();
        guest.assertHolds(queue);
        return outcome;
    }

    /** Receives the message of that number; whether the one before it came again first, marked as such. */
    private static boolean comesAgain(Guest guest, MessageConsumer consumer, int number) throws JMSException {
        Message message = guest.next(consumer);
        boolean isAgain = message.getBody(String.class).equals("m" + (number - 1));
        if (isAgain) {
            assertThat(message.getJMSRedelivered())
                    .as("the mark of what comes again")
                    .isTrue();
            message = guest.next(consumer);
        }
        assertThat(message.getBody(String.class)).isEqualTo("m" + number);
        return isAgain;
    }

    /** What a call ended with; null if it did not fail. */
    private static CompletableFuture<Exception> begin(Callable<?> call) {
        CompletableFuture<Exception> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                call.call();
                end.complete(null);
            } catch (Exception failed) {
                end.complete(failed);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    /** Waits until somebody else finds so many messages in a queue. */
    private static void awaitMessages(Guest guest, Queue queue, int count) throws JMSException {
        Session session = guest.session();
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(guest.waitMs());
        int found = 0;
        while (found < count && System.nanoTime() < endNs) {
            QueueBrowser browser = session.createBrowser(queue);
            found = 0;
            for (var all = browser.getEnumeration(); all.hasMoreElements(); all.nextElement()) found++;
            browser.close();
        }
        assertThat(found).as("messages that arrived").isEqualTo(count);
    }

    /** After a call whose answer was lost: that it was done, or that nobody knows was said. */
    private static Outcome judge(Guest guest, BrokenLine line, CompletableFuture<Exception> end) throws Exception {
        line.cutNow();
        Exception failed = end.get(2L * guest.waitMs(), TimeUnit.MILLISECONDS);
        if (failed == null) return Outcome.YES;
        assertThat(failed).isInstanceOf(MessageInDoubtException.class);
        assertThat(((MessageInDoubtException) failed).outlook()).isEqualTo(MessageInDoubtException.Outlook.UNKNOWN);
        ConnectionEvent.SessionLost lost = line.await(ConnectionEvent.SessionLost.class);
        assertThat(lost.inDoubt() + lost.commitsInDoubt()).as(lost.text()).isEqualTo(1);
        return Outcome.TOLD;
    }

    private static Outcome send(Guest guest) throws Exception {
        BrokenLine line = new BrokenLine(guest, null);
        Session session = line.connection().createSession();
        Queue queue = guest.queue(session, "q");
        MessageProducer producer = session.createProducer(queue);
        line.mute();
        Message message = session.createTextMessage("m");
        CompletableFuture<Exception> end = begin(() -> {
            producer.send(message);
            return null;
        });
        awaitMessages(guest, queue, 1);

        Outcome outcome = judge(guest, line, end);

        producer.send(session.createTextMessage("next"));
        guest.assertHolds(queue, "m", "next");
        return outcome;
    }

    private static Outcome unacknowledged(Guest guest) throws Exception {
        BrokenLine line = new BrokenLine(guest, null);
        Session session = line.connection().createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = guest.queue(session, "q");
        Guest.send(guest.session(), queue, "m");
        MessageConsumer consumer = session.createConsumer(queue);
        Message received = guest.next(consumer);

        line.cut();
        Exception failed = begin(() -> {
                    received.acknowledge();
                    return null;
                })
                .get(guest.waitMs(), TimeUnit.MILLISECONDS);
        Guest.send(guest.session(), queue, "next");

        Message then = guest.next(consumer);
        if (then.getBody(String.class).equals("next")) {
            assertThat(failed).isNull();
            return Outcome.YES;
        }
        assertThat(then.getJMSRedelivered()).as("the mark of what comes again").isTrue();
        assertThat(guest.nextText(consumer)).isEqualTo("next");
        return Outcome.TOLD;
    }

    private static Outcome transaction(Guest guest) throws Exception {
        BrokenLine line = new BrokenLine(guest, null);
        Session session = line.connection().createSession(Session.SESSION_TRANSACTED);
        Queue queue = guest.queue(session, "q");
        Queue results = guest.queue(session, "results");
        Guest.send(guest.session(), queue, "m");
        MessageConsumer consumer = session.createConsumer(queue);
        Guest.send(session, results, "for " + guest.nextText(consumer));

        line.cut();
        boolean isResumed = !isRolledBack(session);

        if (!isResumed) {
            assertThat(guest.nextText(consumer)).as("comes again").isEqualTo("m");
            Guest.send(session, results, "for m");
            session.commit();
        }
        line.connection().close();
        guest.assertHolds(queue);
        guest.assertHolds(results, "for m");
        return isResumed ? Outcome.YES : Outcome.TOLD;
    }

    private static boolean isRolledBack(Session session) throws JMSException {
        try {
            session.commit();
            return false;
        } catch (TransactionRolledBackException told) {
            return true;
        }
    }

    private static Outcome commit(Guest guest) throws Exception {
        BrokenLine line = new BrokenLine(guest, null);
        Session session = line.connection().createSession(Session.SESSION_TRANSACTED);
        Queue queue = guest.queue(session, "q");
        Guest.send(session, queue, "first");
        session.commit();
        Guest.send(session, queue, "m");
        line.mute();
        CompletableFuture<Exception> end = begin(() -> {
            session.commit();
            return null;
        });
        awaitMessages(guest, queue, 2);

        Outcome outcome = judge(guest, line, end);

        guest.assertHolds(queue, "first", "m");
        return outcome;
    }

    private static Outcome temporary(Guest guest) throws Exception {
        BrokenLine line = new BrokenLine(guest, null);
        Session session = line.connection().createSession();
        TemporaryQueue replies = session.createTemporaryQueue();
        MessageConsumer answers = session.createConsumer(replies);
        Queue requests = guest.queue(session, "requests");
        Session server = guest.session();
        MessageConsumer asked = server.createConsumer(requests);
        ask(session, requests, replies);
        Destination heard = guest.next(asked).getJMSReplyTo();

        line.cut();

        try {
            Guest.send(server, heard, "pong");
        } catch (JMSException gone) {
            assertThat(gone).isNotInstanceOf(MessageInDoubtException.class);
        }
        try {
            assertThat(guest.nextText(answers)).isEqualTo("pong");
            return Outcome.YES;
        } catch (InvalidDestinationException told) {
            assertThat(told).hasMessageContaining(replies.getQueueName());
        }
        TemporaryQueue others = session.createTemporaryQueue();
        MessageConsumer later = session.createConsumer(others);
        ask(session, requests, others);
        Guest.send(server, guest.next(asked).getJMSReplyTo(), "pong");
        assertThat(guest.nextText(later)).isEqualTo("pong");
        return Outcome.TOLD;
    }

    private static void ask(Session session, Queue requests, TemporaryQueue replies) throws JMSException {
        Message request = session.createTextMessage("ping");
        request.setJMSReplyTo(replies);
        session.createProducer(requests).send(request);
    }

    private static Outcome durable(Guest guest) throws Exception {
        BrokenLine line = new BrokenLine(guest, guest.name("till"));
        Session session = line.connection().createSession();
        Topic topic = guest.topic(session, "t");
        return meanwhile(guest, line, topic, session.createDurableConsumer(topic, guest.name("s")));
    }

    private static Outcome passing(Guest guest) throws Exception {
        BrokenLine line = new BrokenLine(guest, null);
        Session session = line.connection().createSession();
        Topic topic = guest.topic(session, "t");
        return meanwhile(guest, line, topic, session.createConsumer(topic));
    }

    /** One message before, one while nothing passes, and one after. */
    private static Outcome meanwhile(Guest guest, BrokenLine line, Topic topic, MessageConsumer consumer)
            throws Exception {
        Session publisher = guest.session();
        Guest.send(publisher, topic, "before");
        assertThat(guest.nextText(consumer)).isEqualTo("before");
        line.mute();
        Guest.send(publisher, topic, "meanwhile");
        line.cut();
        Guest.send(publisher, topic, "after");

        String next = guest.nextText(consumer);
        if (next.equals("after")) return Outcome.MISSED;
        assertThat(next).isEqualTo("meanwhile");
        assertThat(guest.nextText(consumer)).isEqualTo("after");
        return Outcome.YES;
    }

    private static void kill(Guest guest) throws Exception {
        BrokenLine line = new BrokenLine(guest, null);
        Connection connection = line.connection();
        Session session = connection.createSession();
        Queue queue = guest.queue(session, "q");
        Guest.send(session, queue, "before");

        guest.broker().kill();
        guest.broker().restart();
        line.awaitReturn();
        Guest.send(session, queue, "after");

        assertThat(guest.nextTexts(session.createConsumer(queue), 2)).containsExactly("before", "after");
    }
}
