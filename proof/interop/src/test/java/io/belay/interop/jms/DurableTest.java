package io.belay.interop.jms;

import static io.belay.interop.jms.QpidJms.drain;
import static io.belay.interop.jms.QpidJms.nextText;
import static io.belay.interop.jms.QpidJms.nextTexts;
import static io.belay.interop.jms.QpidJms.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belay.testkit.Clause;
import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Durable subscriptions of one client: they go on while it is away, and end when it says so. */
class DurableTest {
    @RegisterExtension
    final QpidJms jms = new QpidJms();

    private Session publisher;
    private Topic topic;
    private String clientId;

    @BeforeEach
    void open() throws JMSException {
        publisher = jms.session();
        topic = publisher.createTopic(jms.name("t"));
        clientId = jms.name("client");
    }

    @Test
    @Clause("OMQ-108")
    void what_is_published_while_the_client_is_away_waits_for_it_in_order() throws JMSException {
        Connection first = jms.connectAs(clientId);
        MessageConsumer subscriber = first.createSession().createDurableConsumer(topic, "news");
        send(publisher, topic, "1", "2");
        assertThat(nextText(subscriber)).isEqualTo("1");
        first.close();
        send(publisher, topic, "3", "4");

        MessageConsumer again = jms.connectAs(clientId).createSession().createDurableConsumer(topic, "news");

        assertThat(nextTexts(again, 3)).containsExactly("2", "3", "4");
    }

    @Test
    void closing_the_consumer_alone_keeps_the_subscription() throws JMSException {
        Session session = jms.connectAs(clientId).createSession();
        session.createDurableConsumer(topic, "news").close();
        send(publisher, topic, "1");

        assertThat(drain(session.createDurableConsumer(topic, "news"))).containsExactly("1");
    }

    @Test
    void what_was_received_but_not_acknowledged_comes_again() throws JMSException {
        Connection first = jms.connectAs(clientId);
        Session session = first.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer subscriber = session.createDurableConsumer(topic, "news");
        send(publisher, topic, "1", "2");
        QpidJms.next(subscriber).acknowledge();
        assertThat(nextText(subscriber)).isEqualTo("2");
        first.close();

        MessageConsumer again = jms.connectAs(clientId).createSession().createDurableConsumer(topic, "news");

        assertThat(drain(again)).containsExactly("2");
    }

    @Test
    void an_unsubscribed_one_is_gone_with_what_it_kept() throws JMSException {
        Session session = jms.connectAs(clientId).createSession();
        session.createDurableConsumer(topic, "news").close();
        send(publisher, topic, "1");

        session.unsubscribe("news");

        assertThat(drain(session.createDurableConsumer(topic, "news"))).isEmpty();
    }

    @Test
    void one_that_is_not_there_cannot_be_unsubscribed() throws JMSException {
        Session session = jms.connectAs(clientId).createSession();

        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> session.unsubscribe("never heard of"));
    }

    @Test
    void one_that_is_in_use_cannot_be_unsubscribed() throws JMSException {
        Session session = jms.connectAs(clientId).createSession();
        MessageConsumer subscriber = session.createDurableConsumer(topic, "news");

        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> session.unsubscribe("news"));

        send(publisher, topic, "1");
        assertThat(nextText(subscriber)).isEqualTo("1");
    }

    @Test
    void the_same_name_means_another_subscription_for_another_client() throws JMSException {
        Session mine = jms.connectAs(clientId).createSession();
        Session theirs = jms.connectAs(clientId + "-2").createSession();
        mine.createDurableConsumer(topic, "news").close();
        theirs.createDurableConsumer(topic, "news").close();
        send(publisher, topic, "1");
        mine.unsubscribe("news");

        assertThat(drain(theirs.createDurableConsumer(topic, "news"))).containsExactly("1");
    }

    @Test
    void another_topic_under_the_same_name_is_a_new_subscription() throws JMSException {
        Topic other = publisher.createTopic(jms.name("other"));
        Session session = jms.connectAs(clientId).createSession();
        session.createDurableConsumer(topic, "news").close();
        send(publisher, topic, "old");

        MessageConsumer changed = session.createDurableConsumer(other, "news");

        send(publisher, topic, "old");
        send(publisher, other, "new");
        assertThat(drain(changed)).containsExactly("new");
    }

    @Test
    void another_selector_under_the_same_name_is_a_new_subscription() throws JMSException {
        Session session = jms.connectAs(clientId).createSession();
        session.createDurableConsumer(topic, "news", "color = 'red'", false).close();
        publish("red");
        publish("blue");

        MessageConsumer changed = session.createDurableConsumer(topic, "news", "color = 'blue'", false);

        publish("red");
        publish("blue");
        assertThat(drain(changed)).containsExactly("blue");
    }

    @Test
    void its_selector_and_no_local_work_while_the_client_is_away() throws JMSException {
        Connection connection = jms.connectAs(clientId);
        Session session = connection.createSession();
        session.createDurableConsumer(topic, "reds", "color = 'red'", false).close();
        session.createDurableConsumer(topic, "foreign", null, true).close();
        publish("red");
        publish("blue");
        send(session, topic, "own");

        assertThat(drain(session.createDurableConsumer(topic, "reds", "color = 'red'", false)))
                .containsExactly("red");
        assertThat(drain(session.createDurableConsumer(topic, "foreign", null, true)))
                .containsExactly("red", "blue");
    }

    @Test
    void one_subscription_has_one_consumer_at_a_time() throws JMSException {
        Session session = jms.connectAs(clientId).createSession();
        session.createDurableConsumer(topic, "news");

        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> session.createDurableConsumer(topic, "news"));
    }

    private void publish(String color) throws JMSException {
        TextMessage message = publisher.createTextMessage(color);
        message.setStringProperty("color", color);
        publisher.createProducer(topic).send(message);
    }
}
