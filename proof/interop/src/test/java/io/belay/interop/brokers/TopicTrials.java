package io.belay.interop.brokers;

import static io.belay.interop.brokers.Guest.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.Connection;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import java.util.List;

/** Topics, and the four kinds of subscription. */
final class TopicTrials {
    static final List<Trial> ALL = List.of(
            Trial.of("each subscriber of a topic gets each message", TopicTrials::fanOut),
            Trial.of("selectors of subscribers", TopicTrials::selector),
            Trial.of("`noLocal`", TopicTrials::noLocal),
            Trial.of("temporary topic", TopicTrials::temporary),
            Trial.of("a client id in use is refused", TopicTrials::clientId),
            Trial.of("durable subscription: keeps what comes while its client is away", TopicTrials::durable),
            Trial.of("`unsubscribe` ends it", TopicTrials::unsubscribe),
            Trial.of("shared subscription", TopicTrials::shared),
            Trial.of("shared durable subscription", TopicTrials::sharedDurable));

    private TopicTrials() {}

    private static void fanOut(Guest guest) throws JMSException {
        Session session = guest.session();
        Topic topic = guest.topic(session, "t");
        MessageConsumer one = session.createConsumer(topic);
        MessageConsumer two = guest.session().createConsumer(topic);
        send(session, topic, "1", "2");

        assertThat(guest.nextTexts(one, 2)).containsExactly("1", "2");
        assertThat(guest.nextTexts(two, 2)).containsExactly("1", "2");
    }

    private static void selector(Guest guest) throws JMSException {
        Session session = guest.session();
        Topic topic = guest.topic(session, "t");
        MessageConsumer dear = session.createConsumer(topic, "price > 5");
        for (int price = 4; price < 8; price++) {
            Message message = session.createTextMessage("of " + price);
            message.setIntProperty("price", price);
            session.createProducer(topic).send(message);
        }

        assertThat(guest.nextTexts(dear, 2)).containsExactly("of 6", "of 7");
    }

    private static void noLocal(Guest guest) throws JMSException {
        Session session = guest.session();
        Topic topic = guest.topic(session, "t");
        MessageConsumer others = session.createConsumer(topic, null, true);
        send(session, topic, "my own");
        send(guest.session(), topic, "another's");

        assertThat(guest.nextText(others)).isEqualTo("another's");
    }

    private static void temporary(Guest guest) throws JMSException {
        Session session = guest.session();
        TemporaryTopic topic = session.createTemporaryTopic();
        MessageConsumer one = session.createConsumer(topic);
        MessageConsumer two = session.createConsumer(topic);
        send(session, topic, "1");

        assertThat(guest.nextText(one)).isEqualTo("1");
        assertThat(guest.nextText(two)).isEqualTo("1");
    }

    private static void clientId(Guest guest) throws JMSException {
        guest.connectAs("till");

        assertThatExceptionOfType(InvalidClientIDException.class).isThrownBy(() -> guest.connectAs("till"));
    }

    /** Subscribes, goes away, and publishes; the topic. */
    private static Topic subscribeAndLeave(Guest guest) throws JMSException {
        Connection client = guest.connectAs("till");
        Session session = client.createSession();
        Topic topic = guest.topic(session, "t");
        session.createDurableConsumer(topic, guest.name("s")).close();
        client.close();
        send(guest.session(), topic, "1", "2");
        return topic;
    }

    private static void durable(Guest guest) throws JMSException {
        Topic topic = subscribeAndLeave(guest);

        Session back = guest.connectAs("till").createSession();
        assertThat(guest.nextTexts(back.createDurableConsumer(topic, guest.name("s")), 2))
                .containsExactly("1", "2");
    }

    private static void unsubscribe(Guest guest) throws JMSException {
        Topic topic = subscribeAndLeave(guest);
        Session back = guest.connectAs("till").createSession();

        back.unsubscribe(guest.name("s"));

        MessageConsumer anew = back.createDurableConsumer(topic, guest.name("s"));
        send(guest.session(), topic, "3");
        assertThat(guest.nextText(anew)).isEqualTo("3");
    }

    private static void shared(Guest guest) throws JMSException {
        Session one = few(guest);
        Topic topic = guest.topic(one, "t");
        MessageConsumer first = one.createSharedConsumer(topic, guest.name("s"));
        MessageConsumer second = few(guest).createSharedConsumer(topic, guest.name("s"));

        assertShared(guest, topic, first, second);
    }

    private static void sharedDurable(Guest guest) throws JMSException {
        Session one = few(guest);
        Topic topic = guest.topic(one, "t");
        MessageConsumer first = one.createSharedDurableConsumer(topic, guest.name("s"));
        MessageConsumer second = few(guest).createSharedDurableConsumer(topic, guest.name("s"));

        assertShared(guest, topic, first, second);
        first.close();
        second.close();
        send(guest.session(), topic, "away");
        assertThat(guest.nextText(few(guest).createSharedDurableConsumer(topic, guest.name("s"))))
                .isEqualTo("away");
    }

    private static Session few(Guest guest) throws JMSException {
        return guest.connect(guest.broker().amqpPort(), "prefetch=1", null).createSession();
    }

    /** Each of two gets one of two messages, for neither takes more than one at a time. */
    private static void assertShared(Guest guest, Topic topic, MessageConsumer first, MessageConsumer second)
            throws JMSException {
        send(guest.session(), topic, "1", "2");

        assertThat(List.of(guest.nextText(first), guest.nextText(second))).containsExactlyInAnyOrder("1", "2");
    }
}
