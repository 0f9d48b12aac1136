package io.belay.interop.jms;

import static io.belay.interop.jms.QpidJms.drain;
import static io.belay.interop.jms.QpidJms.nextTexts;
import static io.belay.interop.jms.QpidJms.numbers;
import static io.belay.interop.jms.QpidJms.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions that several consumers share, durable and not, of one client and of all clients. */
class SharedTest {
    @RegisterExtension
    final QpidJms jms = new QpidJms();

    private Session publisher;
    private Topic topic;

    @BeforeEach
    void open() throws JMSException {
        publisher = jms.session();
        topic = publisher.createTopic(jms.name("t"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void two_connections_without_client_id_share_what_is_published(boolean durable) throws JMSException {
        MessageConsumer one = subscribe(few(null), durable);
        MessageConsumer two = subscribe(few(null), durable);
        send(publisher, topic, numbers(20));

        assertThat(all(one, two)).containsExactlyInAnyOrder(numbers(20));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void two_sessions_of_one_client_share_what_is_published(boolean durable) throws JMSException {
        Connection client = few(jms.name("client"));
        MessageConsumer one = subscribe(client, durable);
        MessageConsumer two = subscribe(client, durable);
        send(publisher, topic, numbers(20));

        assertThat(all(one, two)).containsExactlyInAnyOrder(numbers(20));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_subscription_of_a_client_is_not_that_of_all_nor_of_another(boolean durable) throws JMSException {
        MessageConsumer ofAll = subscribe(jms.connect(), durable);
        MessageConsumer ofOne = subscribe(jms.connectAs(jms.name("one")), durable);
        MessageConsumer ofTwo = subscribe(jms.connectAs(jms.name("two")), durable);
        send(publisher, topic, "for each");

        for (MessageConsumer consumer : List.of(ofAll, ofOne, ofTwo)) {
            assertThat(nextTexts(consumer, 1)).containsExactly("for each");
        }
    }

    @Test
    void what_one_member_left_behind_goes_to_the_other() throws JMSException {
        Connection leaving = jms.connect();
        MessageConsumer one = subscribe(leaving, false);
        MessageConsumer two = subscribe(jms.connect(), false);
        send(publisher, topic, numbers(20));
        List<String> seen = new ArrayList<>(nextTexts(one, 1));

        leaving.close();

        seen.addAll(nextTexts(two, 19));
        assertThat(seen).containsExactlyInAnyOrder(numbers(20));
    }

    @Test
    void one_that_is_not_durable_ends_with_its_last_member() throws JMSException {
        Session session = jms.session();
        MessageConsumer first = session.createSharedConsumer(topic, "s");
        MessageConsumer second = session.createSharedConsumer(topic, "s");
        first.close();
        send(publisher, topic, "kept by the second");
        assertThat(drain(second)).containsExactly("kept by the second");
        second.close();
        send(publisher, topic, "missed");

        assertThat(drain(session.createSharedConsumer(topic, "s"))).isEmpty();
    }

    @Test
    void a_durable_one_goes_on_without_any_member() throws JMSException {
        Session session = jms.session();
        String name = jms.name("s");
        session.createSharedDurableConsumer(topic, name).close();
        send(publisher, topic, "1", "2");

        assertThat(drain(jms.session().createSharedDurableConsumer(topic, name)))
                .containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_durable_one_ends_when_it_is_unsubscribed(boolean hasClientId) throws JMSException {
        Session session =
                jms.connect("", hasClientId ? jms.name("client") : null).createSession();
        String name = jms.name("s");
        session.createSharedDurableConsumer(topic, name).close();
        send(publisher, topic, "1");

        session.unsubscribe(name);

        assertThat(drain(session.createSharedDurableConsumer(topic, name))).isEmpty();
        assertThatExceptionOfType(InvalidDestinationException.class).isThrownBy(() -> session.unsubscribe("unknown"));
    }

    @Test
    void a_durable_one_with_members_cannot_be_unsubscribed() throws JMSException {
        Session session = jms.session();
        String name = jms.name("s");
        session.createSharedDurableConsumer(topic, name);

        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> session.unsubscribe(name));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_member_may_not_bring_another_topic_or_selector(boolean durable) throws JMSException {
        Session session = jms.session();
        String name = jms.name("s");
        Topic other = session.createTopic(jms.name("other"));
        subscribe(session, topic, name, null, durable);

        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> subscribe(session, other, name, null, durable));
        assertThatExceptionOfType(JMSException.class)
                .isThrownBy(() -> subscribe(session, topic, name, "a = 1", durable));
    }

    @Test
    void an_unshared_durable_one_and_a_shared_one_do_not_mix_under_one_name() throws JMSException {
        Session session = jms.connectAs(jms.name("client")).createSession();
        session.createDurableConsumer(topic, "mine");
        session.createSharedDurableConsumer(topic, "ours");

        assertThatExceptionOfType(JMSException.class)
                .isThrownBy(() -> session.createSharedDurableConsumer(topic, "mine"));
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> session.createDurableConsumer(topic, "ours"));
    }

    private Connection few(String clientId) throws JMSException {
        return jms.connect("jms.prefetchPolicy.all=10", clientId); // or the first would take all
    }

    private MessageConsumer subscribe(Connection connection, boolean durable) throws JMSException {
        return subscribe(connection.createSession(), topic, jms.name("s"), null, durable);
    }

    private static MessageConsumer subscribe(
            Session session, Topic topic, String name, String selector, boolean durable) throws JMSException {
        return durable
                ? session.createSharedDurableConsumer(topic, name, selector)
                : session.createSharedConsumer(topic, name, selector);
    }

    /** All that two members have, of which each has some. */
    private static List<String> all(MessageConsumer one, MessageConsumer two) throws JMSException {
        List<String> texts = new ArrayList<>(nextTexts(one, 1));
        texts.addAll(nextTexts(two, 1));
        texts.addAll(drain(one));
        texts.addAll(drain(two));
        return texts;
    }
}
