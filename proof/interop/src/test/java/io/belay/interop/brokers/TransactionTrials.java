package io.belay.interop.brokers;

import static io.belay.interop.brokers.Guest.send;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;

/** Local transactions. */
final class TransactionTrials {
    static final List<Trial> ALL = List.of(
            Trial.of("transaction: what was sent comes with the commit, and only then", TransactionTrials::sending),
            Trial.of("what was received is gone with the commit", TransactionTrials::receiving),
            Trial.of("after a rollback all is as before", TransactionTrials::rollback));

    private TransactionTrials() {}

    private static void sending(Guest guest) throws JMSException {
        Session session = guest.session(Session.SESSION_TRANSACTED);
        Queue queue = guest.queue(session, "q");
        MessageConsumer consumer = guest.session().createConsumer(queue);
        send(session, queue, "1", "2");
        assertThat(consumer.receiveNoWait()).as("before the commit").isNull();

        session.commit();

        assertThat(guest.nextTexts(consumer, 2)).containsExactly("1", "2");
    }

    private static void receiving(Guest guest) throws JMSException {
        Work work = Work.of(guest);

        work.session.commit();

        work.session.close();
        guest.assertHolds(work.queue);
        guest.assertHolds(work.results, "for 1");
    }

    private static void rollback(Guest guest) throws JMSException {
        Work work = Work.of(guest);

        work.session.rollback();

        assertThat(guest.nextText(work.consumer)).isEqualTo("1");
        work.session.commit();
        work.session.close();
        guest.assertHolds(work.queue);
        guest.assertHolds(work.results);
    }

    /** A transaction that is open: one message was received from a queue, and its result sent to another. */
    private record Work(Session session, Queue queue, Queue results, MessageConsumer consumer) {
        static Work of(Guest guest) throws JMSException {
            Session session = guest.session(Session.SESSION_TRANSACTED);
            Queue queue = guest.queue(session, "q");
            Queue results = guest.queue(session, "results");
            send(guest.session(), queue, "1");
            MessageConsumer consumer = session.createConsumer(queue);
            send(session, results, "for " + guest.nextText(consumer));
            return new Work(session, queue, results, consumer);
        }
    }
}
