package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the application sees of a broker that is killed: nothing. */
class RestartTest {
    @TempDir
    private Path directory;

    private static String text(Message message) throws Exception {
        assertThat(message).as("a message").isNotNull();
        return ((TextMessage) message).getText() + (message.getJMSRedelivered() ? " again" : "");
    }

    @Test
    void a_connection_goes_on_over_kills_of_the_broker() throws Exception {
        try (BrokerProcess broker =
                        BrokerProcess.start(BrokerProgram.BELAY, directory, "-Xmx256m", "-XX:TieredStopAtLevel=1");
                BelayConnection connection = Connections.open("amqp://127.0.0.1:" + broker.amqpPort())) {
            connection.start();
            Session sending = connection.createSession();
            Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
            Session acknowledging = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
            Queue queue = sending.createQueue("in");
            Queue out = sending.createQueue("out");
            Queue held = sending.createQueue("held");
            TemporaryQueue replies = sending.createTemporaryQueue();
            MessageProducer producer = sending.createProducer(queue);
            sending.createProducer(held).send(sending.createTextMessage("held"));
            sending.createProducer(replies).send(sending.createTextMessage("reply"));
            for (int i = 0; i < 6; i++) producer.send(sending.createTextMessage("m" + i));
            Message unacknowledged = acknowledging.createConsumer(held).receive(Connections.WAIT_MS);
            MessageConsumer consumer = transacted.createConsumer(queue);
            MessageProducer moved = transacted.createProducer(out);

            List<String> received = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String text = text(consumer.receive(Connections.WAIT_MS));
                received.add(text);
                moved.send(transacted.createTextMessage(text));
                if (i == 1 || i == 4) kill(broker);
                if (i % 3 == 2) transacted.commit();
            }
            unacknowledged.acknowledge();

            assertThat(received).containsExactly("m0", "m1", "m2", "m3", "m4", "m5");
            consumer.close();
            assertThat(Connections.texts(sending, queue, 0)).isEmpty();
            assertThat(Connections.texts(sending, out, 6)).containsExactly("m0", "m1", "m2", "m3", "m4", "m5");
            assertThat(Connections.texts(sending, held, 0)).isEmpty();
            assertThat(Connections.texts(sending, replies, 1)).containsExactly("reply");
        }
    }

    @Test
    void what_nobody_acknowledges_does_not_come_again_over_a_kill() throws Exception {
        try (BrokerProcess broker =
                        BrokerProcess.start(BrokerProgram.BELAY, directory, "-Xmx256m", "-XX:TieredStopAtLevel=1");
                BelayConnection connection = Connections.open("amqp://127.0.0.1:" + broker.amqpPort())) {
            connection.start();
            Session sending = connection.createSession();
            Session session = connection.createSession(AcknowledgeMode.NO_ACKNOWLEDGE);
            Queue queue = sending.createQueue("in");
            MessageProducer producer = sending.createProducer(queue);
            for (int i = 0; i < 3; i++) producer.send(sending.createTextMessage("m" + i));
            MessageConsumer consumer = session.createConsumer(queue);
            for (int i = 0; i < 3; i++)
                assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("m" + i);

            kill(broker);
            producer.send(sending.createTextMessage("m3"));

            assertThat(text(consumer.receive(Connections.WAIT_MS))).isEqualTo("m3");
            consumer.close();
            assertThat(Connections.texts(sending, queue, 0)).isEmpty();
        }
    }

    private static void kill(BrokerProcess broker) {
        broker.kill();
        broker.restart();
    }
}
