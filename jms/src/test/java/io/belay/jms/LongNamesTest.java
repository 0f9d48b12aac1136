package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.BrokerProcess;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names that are too long are refused at once, with what is too long, and cost nothing else. */
@ExtendWith(SharedBroker.class)
class LongNamesTest {
    private CutProxy proxy;
    private ConnectionSettings settings;

    @BeforeEach
    void listen(BrokerProcess broker) throws Exception {
        proxy = new CutProxy(broker.amqpPort());
        settings = Connections.settings(proxy.address());
    }

    @AfterEach
    void close() throws Exception {
        proxy.close();
    }

    private static String name(int length) {
        String unique = UUID.randomUUID().toString();
        return unique + "x".repeat(length - unique.length());
    }

    private int longestClientId() {
        var options = new ConnectionOptions(settings, null, null, ObjectPolicy.CLOSED);
        return options.client("x").containerIdLengthMax();
    }

    @Test
    void the_longest_client_id_is_let_in_and_comes_back() throws Exception {
        String longest = name(longestClientId());
        try (BelayConnection connection = Connections.open(settings.with(Setting.CLIENT_ID, longest))) {
            BlockingQueue<ConnectionEvent> events = Connections.events(connection);

            proxy.cut();

            Connections.next(events, ConnectionEvent.Resumed.class);
        }
    }

    @Test
    void a_longer_one_is_refused_before_anybody_is_asked() throws Exception {
        int most = longestClientId();
        for (int length : new int[] {most + 1, 70_000}) {
            assertThatThrownBy(() -> Connections.open(settings.with(Setting.CLIENT_ID, name(length))))
                    .isInstanceOf(InvalidClientIDException.class)
                    .hasMessageContaining("a client id of " + length + " bytes, at most " + most + " are allowed");
        }
        try (BelayConnection connection = Connections.open(settings)) {
            assertThatThrownBy(() -> connection.setClientID(name(70_000))).isInstanceOf(InvalidClientIDException.class);
            connection.setClientID(name(most));
        }
    }

    private BelayConnection open(String user, String password) throws JMSException {
        var options = new ConnectionOptions(settings, user, password, ObjectPolicy.CLOSED);
        return BelayConnection.open(options, new LoopPool(1), BelaySession.Domain.ANY);
    }

    @Test
    void a_user_name_and_password_that_are_too_long_are_not_said() throws Exception {
        open(name(2_000), "secret").close(); // This broker lets in whoever comes.
        for (int length : new int[] {2_100, 70_000}) {
            assertThatThrownBy(() -> open(name(2_000), name(length)))
                    .isInstanceOf(JMSSecurityException.class)
                    .hasMessageContaining("user name and password take a frame of ")
                    .hasMessageContaining("at most 4096 are said");
        }
    }

    @Test
    void the_longest_name_of_a_subscription_is_taken_and_a_longer_one_leaves_the_connection_alone() throws Exception {
        try (BelayConnection connection = Connections.open(settings.with(Setting.CLIENT_ID, name(40)))) {
            BlockingQueue<ConnectionEvent> events = Connections.events(connection);
            Session session = connection.createSession();
            Topic topic = session.createTopic(Connections.unique("long"));
            session.createDurableConsumer(topic, name(1_000)).close();
            session.createSharedConsumer(topic, name(1_000)).close();
            session.createSharedDurableConsumer(topic, name(1_000)).close();

            assertTooLong(() -> session.createDurableConsumer(topic, name(1_001)));
            assertTooLong(() -> session.createSharedConsumer(topic, name(1_001)));
            assertTooLong(() -> session.createSharedDurableConsumer(topic, name(70_000)));
            assertTooLong(() -> session.unsubscribe(name(1_001)));
            assertThat(events).noneMatch(ConnectionEvent.Interrupted.class::isInstance);
        }
    }

    private static void assertTooLong(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("the name of a subscription has ")
                .hasMessageContaining("at most 1000 are allowed");
    }

    @Test
    void what_the_broker_finds_too_long_leaves_the_connection_alone() throws Exception {
        try (BelayConnection connection = Connections.open(settings)) {
            BlockingQueue<ConnectionEvent> events = Connections.events(connection);
            Session session = connection.createSession();
            Queue queue = session.createQueue(Connections.unique("long"));
            Queue tooLong = session.createQueue(name(70_000));

            assertThatThrownBy(() -> session.createConsumer(tooLong)).isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> session.createProducer(tooLong)).isInstanceOf(InvalidDestinationException.class);
            assertThatThrownBy(() -> session.createConsumer(queue, "a = '" + name(70_000) + "'"))
                    .isInstanceOf(InvalidSelectorException.class);
            assertThat(events).noneMatch(ConnectionEvent.Interrupted.class::isInstance);
        }
    }
}
