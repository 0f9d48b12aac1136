package io.belay.jms.mq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.jms.ConnectionSettings;
import io.belay.jms.mq.jms.Connection;
import io.belay.jms.mq.jms.QueueConnection;
import io.belay.jms.mq.jms.Session;
import io.belay.jms.mq.jms.TopicConnection;
import io.belay.jms.mq.jms.notification.ConnectionClosedEvent;
import io.belay.jms.mq.jms.notification.ConnectionReconnectFailedEvent;
import io.belay.jms.mq.jms.notification.ConnectionReconnectedEvent;
import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import io.belay.testkit.Clause;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.naming.spi.NamingManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program for Open Message Queue runs on Belay when its imports are changed. */
class OrdersProgramTest {
    @Test
    @Clause({"OMQ-62", "OMQ-136", "OMQ-138"})
    void it_goes_on_when_the_broker_dies_and_hears_of_it_by_the_codes_that_it_knows(@TempDir Path directory)
            throws IOException, JMSException {
        try (BrokerProcess broker =
                BrokerProcess.start(BrokerProgram.BELAY, directory, "-Xmx256m", "-XX:TieredStopAtLevel=1")) {
            OrdersProgram program = new OrdersProgram();
            program.open("mqtcp://127.0.0.1:" + broker.amqpPort() + "/jms", "orders");
            program.send("first");

            broker.kill();
            broker.restart();
            program.send("second");

            assertThat(program.receive()).isEqualTo("first");
            assertThat(program.receive()).isEqualTo("second");
            awaitCode(program, Integer.toString(broker.amqpPort())); // events have a thread of their own
            assertThat(program.codes())
                    .contains(
                            ConnectionClosedEvent.CONNECTION_CLOSED_LOST_CONNECTION,
                            ConnectionReconnectedEvent.CONNECTION_RECONNECTED)
                    .anyMatch(code -> code.contains(Integer.toString(broker.amqpPort())));
            program.close();
        }
    }

    @Test
    void it_acknowledges_some_of_what_it_has_or_nothing_at_all(@TempDir Path directory)
            throws IOException, JMSException {
        try (BrokerProcess broker =
                BrokerProcess.start(BrokerProgram.BELAY, directory, "-Xmx256m", "-XX:TieredStopAtLevel=1")) {
            OrdersProgram program = new OrdersProgram();
            program.open("mqtcp://127.0.0.1:" + broker.amqpPort() + "/jms", "orders");
            for (String order : List.of("first", "second", "third")) program.send(order);

            program.receiveThree();

            assertThat(program.receiveUnacknowledged()).isEqualTo("third");
            program.send("fourth");
            assertThat(program.receive()).isEqualTo("fourth");
            program.close();
        }
    }

    @Test
    void connections_of_either_domain_make_sessions_without_acknowledgement(@TempDir Path directory)
            throws IOException, JMSException {
        try (BrokerProcess broker =
                BrokerProcess.start(BrokerProgram.BELAY, directory, "-Xmx256m", "-XX:TieredStopAtLevel=1")) {
            var factory = new ConnectionFactory();
            factory.setProperty(ConnectionConfiguration.imqAddressList, "mqtcp://127.0.0.1:" + broker.amqpPort());
            try (var queues = (QueueConnection) factory.createQueueConnection();
                    var topics = (TopicConnection) factory.createTopicConnection()) {
                var ofQueues = (Session) queues.createQueueSession(Session.NO_ACKNOWLEDGE);
                var ofTopics = (Session) topics.createTopicSession(Session.NO_ACKNOWLEDGE);
                assertThat(ofQueues.getAcknowledgeMode()).isEqualTo(Session.NO_ACKNOWLEDGE);
                assertThat(ofTopics.getAcknowledgeMode()).isEqualTo(Session.NO_ACKNOWLEDGE);
                assertThat(((Connection) queues).isConnectedToHABroker()).isFalse();
            }
        }
    }

    private static void awaitCode(OrdersProgram program, String part) {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (program.codes().stream().noneMatch(code -> code.contains(part)) && System.nanoTime() < endNs) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void each_attribute_is_called_what_it_is_and_known() throws IllegalAccessException {
        for (Field each : ConnectionConfiguration.class.getFields()) {
            assertThat(each.get(null)).isEqualTo(each.getName());
        }
        List<String> names = Arrays.stream(ConnectionConfiguration.class.getFields())
                .map(Field::getName)
                .toList();
        assertThat(ConnectionSettings.names().stream().filter(name -> name.startsWith("imq")))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void attributes_are_refused_by_the_exception_that_programs_expect() throws JMSException {
        var factory = new ConnectionFactory();
        factory.setProperty(ConnectionConfiguration.imqReconnectAttempts, "3");

        assertThat(factory.getProperty("imqReconnectAttempts")).isEqualTo("3");
        assertThatThrownBy(() -> factory.setProperty("imqReconnect", "x"))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("imqReconnectEnabled");
    }

    @Test
    void factories_and_destinations_can_be_kept_in_a_directory() throws Exception {
        var factory = new TopicConnectionFactory();
        factory.setProperty(ConnectionConfiguration.imqAddressList, "mq://a");

        Object found = NamingManager.getObjectInstance(factory.getReference(), null, null, null);

        assertThat(found).isExactlyInstanceOf(TopicConnectionFactory.class);
        assertThat(((TopicConnectionFactory) found).settings()).isEqualTo(factory.settings());
        assertThat(NamingManager.getObjectInstance(new Queue("q").getReference(), null, null, null))
                .isEqualTo(new Queue("q"));
        assertThat(NamingManager.getObjectInstance(new Topic("t").getReference(), null, null, null))
                .isEqualTo(new Topic("t"));
    }

    @Test
    @Clause({"OMQ-136", "OMQ-138", "OMQ-139", "OMQ-140"})
    void each_event_has_its_class_and_those_that_sun_mq_does_not_have_are_not_told() {
        var connection = new ListenedConnection(null);
        List<io.belay.jms.ConnectionEvent> events = List.of(
                new io.belay.jms.ConnectionEvent.Interrupted("a", "E206", "x"),
                new io.belay.jms.ConnectionEvent.AttemptFailed("a", "x", 0),
                new io.belay.jms.ConnectionEvent.Resumed("a", 1, 2, 3, 4, 5, 6, 7),
                new io.belay.jms.ConnectionEvent.Failed("a", "x"));

        assertThat(events)
                .extracting(event -> SunEvents.of(connection, event).getClass().getSimpleName())
                .containsExactly(
                        "ConnectionClosedEvent",
                        "ConnectionReconnectFailedEvent",
                        "ConnectionReconnectedEvent",
                        "ConnectionExitEvent");
        assertThat(SunEvents.of(connection, new io.belay.jms.ConnectionEvent.Closed("a")))
                .isNull();
        var closed = (ConnectionClosedEvent) SunEvents.of(connection, events.get(0));
        assertThat(closed).hasToString("[E206] line to a lost: x");
        assertThat(closed.getBrokerAddress()).isEqualTo("a");
        assertThat(closed.getJMSException().getErrorCode()).isEqualTo("E206");
        var failed = (ConnectionReconnectFailedEvent) SunEvents.of(connection, events.get(1));
        assertThat(failed.getJMSException()).hasMessageContaining("cannot connect to a");
    }
}
