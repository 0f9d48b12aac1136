package io.belay.interop.jms;

import static io.belay.interop.jms.QpidJms.drain;
import static io.belay.interop.jms.QpidJms.next;
import static io.belay.interop.jms.QpidJms.numbers;
import static io.belay.interop.jms.QpidJms.send;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Browsing shows what is there and takes nothing. */
class BrowserTest {
    @RegisterExtension
    final QpidJms jms = new QpidJms();

    private Session session;
    private Queue queue;

    @BeforeEach
    void open() throws JMSException {
        session = jms.session();
        queue = session.createQueue(jms.name("q"));
    }

    @Test
    void an_empty_queue_shows_nothing() throws JMSException {
        assertThat(browse()).isEmpty();
    }

    @Test
    void everything_is_shown_in_order_as_often_as_one_looks_and_stays() throws JMSException {
        send(session, queue, numbers(2500));

        assertThat(browse()).containsExactly(numbers(2500));
        assertThat(browse()).containsExactly(numbers(2500));

        assertThat(drain(session.createConsumer(queue))).containsExactly(numbers(2500));
        assertThat(browse()).isEmpty();
    }

    @Test
    void one_browser_can_look_several_times() throws JMSException {
        QueueBrowser browser = session.createBrowser(queue);
        send(session, queue, "1");
        assertThat(QpidJms.list(browser.getEnumeration())).hasSize(1);
        send(session, queue, "2");

        assertThat(QpidJms.list(browser.getEnumeration())).hasSize(2);
    }

    @Test
    void looking_does_not_count_as_a_delivery() throws JMSException {
        send(session, queue, "1");
        browse();

        Message message = next(session.createConsumer(queue));

        assertThat(message.getJMSRedelivered()).isFalse();
        assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }

    @Test
    void a_browser_that_is_closed_half_way_leaves_everything() throws JMSException {
        send(session, queue, numbers(100));
        QueueBrowser browser = session.createBrowser(queue);
        assertThat(browser.getEnumeration().hasMoreElements()).isTrue();

        browser.close();

        assertThat(drain(session.createConsumer(queue))).containsExactly(numbers(100));
    }

    @Test
    void what_a_transaction_has_sent_is_shown_after_the_commit() throws JMSException {
        Session transacted = jms.session(Session.SESSION_TRANSACTED);
        send(transacted, queue, "1");
        assertThat(browse()).isEmpty();

        transacted.commit();

        assertThat(browse()).containsExactly("1");
    }

    private List<String> browse() throws JMSException {
        List<String> texts = new ArrayList<>();
        try (QueueBrowser browser = session.createBrowser(queue)) {
            for (Object one : QpidJms.list(browser.getEnumeration())) {
                texts.add(((Message) one).getBody(String.class));
            }
        }
        return texts;
    }
}
