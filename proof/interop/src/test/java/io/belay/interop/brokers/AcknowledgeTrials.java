package io.belay.interop.brokers;

import static io.belay.interop.brokers.Guest.send;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What is acknowledged is gone, what is not comes again. */
final class AcknowledgeTrials {
    static final List<Trial> ALL = List.of(
            Trial.of("AUTO_ACKNOWLEDGE: what was received does not come again", AcknowledgeTrials::auto),
            Trial.of("a listener", AcknowledgeTrials::listener),
            Trial.of("CLIENT_ACKNOWLEDGE: the rest comes again", AcknowledgeTrials::client),
            Trial.of("JMSRedelivered and JMSXDeliveryCount when it does", AcknowledgeTrials::marks),
            Trial.of("`recover`", AcknowledgeTrials::recover),
            Trial.of("INDIVIDUAL_ACKNOWLEDGE (101)", AcknowledgeTrials::individual));
    private static final int INDIVIDUAL = 101;

    private AcknowledgeTrials() {}

    private static void auto(Guest guest) throws JMSException {
        Connection connection = guest.connect();
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        Queue queue = guest.queue(session, "q");
        send(session, queue, "1", "2");
        assertThat(guest.nextTexts(session.createConsumer(queue), 1)).containsExactly("1");
        connection.close();

        assertThat(guest.nextText(guest.session().createConsumer(queue))).isEqualTo("2");
    }

    private static void listener(Guest guest) throws Exception {
        Session session = guest.session();
        Queue queue = guest.queue(session, "q");
        CompletableFuture<Message> heard = new CompletableFuture<>();
        session.createConsumer(queue).setMessageListener(heard::complete);
        send(guest.session(), queue, "1");

        assertThat(heard.get(guest.waitMs(), TimeUnit.MILLISECONDS).getBody(String.class))
                .isEqualTo("1");
    }

    /** Receives three, acknowledges so many of them, and ends; where they were. */
    private static Queue receiveThree(Guest guest, int mode, int acknowledged) throws JMSException {
        Connection connection = guest.connect();
        Session session = connection.createSession(mode);
        Queue queue = guest.queue(session, "q");
        send(guest.session(), queue, "1", "2", "3");
        MessageConsumer consumer = session.createConsumer(queue);
        for (int count = 1; count <= 3; count++) {
            Message message = guest.next(consumer);
            if (count == acknowledged) message.acknowledge();
        }
        connection.close();
        return queue;
    }

    private static void client(Guest guest) throws JMSException {
        Queue queue = receiveThree(guest, Session.CLIENT_ACKNOWLEDGE, 2);

        assertThat(guest.nextText(guest.session().createConsumer(queue))).isEqualTo("3");
    }

    private static void marks(Guest guest) throws JMSException {
        Queue queue = receiveThree(guest, Session.CLIENT_ACKNOWLEDGE, 2);

        Message again = guest.next(guest.session().createConsumer(queue));
        assertThat(again.getJMSRedelivered()).as("JMSRedelivered").isTrue();
        assertThat(again.getIntProperty("JMSXDeliveryCount"))
                .as("JMSXDeliveryCount")
                .isEqualTo(2);
    }

    private static void recover(Guest guest) throws JMSException {
        Session session = guest.session(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = guest.queue(session, "q");
        send(guest.session(), queue, "1", "2");
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(guest.nextTexts(consumer, 2)).containsExactly("1", "2");

        session.recover();

        assertThat(guest.nextTexts(consumer, 2)).containsExactly("1", "2");
    }

    private static void individual(Guest guest) throws JMSException {
        Queue queue = receiveThree(guest, INDIVIDUAL, 2);

        assertThat(guest.nextTexts(guest.session().createConsumer(queue), 2)).containsExactly("1", "3");
    }
}
