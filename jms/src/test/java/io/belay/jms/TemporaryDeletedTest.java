package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.BrokerProcess;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator deletes a temporary queue: it is told once, and all else goes on, for the line stays. */
@ExtendWith(SharedBroker.class)
class TemporaryDeletedTest {
    private static final Pattern HTTP = Pattern.compile("HTTP\\s+listening on (\\S+)");

    private final BlockingQueue<JMSException> exceptions = new LinkedBlockingQueue<>();
    private BrokerProcess broker;
    private BelayConnection connection;
    private BlockingQueue<ConnectionEvent> events;
    private Session session;
    private TemporaryQueue mine;

    @BeforeEach
    void connect(BrokerProcess broker) throws JMSException {
        this.broker = broker;
        String address = "amqp://127.0.0.1:" + broker.amqpPort();
        connection = Connections.open(Connections.settings(address).with(Setting.PREFETCH, "0"));
        connection.start();
        connection.setExceptionListener(exceptions::add);
        events = Connections.events(connection);
        session = connection.createSession();
        mine = session.createTemporaryQueue();
    }

    @AfterEach
    void disconnect() throws JMSException {
        connection.close();
    }

    private void deleteByOperator() throws IOException, JMSException, InterruptedException {
        String name = URLEncoder.encode(mine.getQueueName(), StandardCharsets.UTF_8);
        URI place = URI.create("http://" + httpPlace().orElseThrow() + "/queues/" + name);
        var call = (HttpURLConnection) place.toURL().openConnection();
        call.setRequestMethod("DELETE");
        call.setRequestProperty("Content-Type", "application/json");
        assertThat(call.getResponseCode()).isEqualTo(200);
        Connections.next(events, ConnectionEvent.DestinationLost.class);
    }

    /** It is said after the ports for messages are open. */
    private Optional<String> httpPlace() {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Connections.WAIT_MS);
        Optional<String> place = saidPlace();
        while (place.isEmpty() && System.nanoTime() - endNs < 0) {
            LockSupport.parkNanos(1_000_000);
            place = saidPlace();
        }
        return place;
    }

    private Optional<String> saidPlace() {
        return broker.output().stream()
                .map(HTTP::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    @Test
    void who_does_not_wait_gets_what_is_in_another_queue() throws Exception {
        Queue queue = session.createQueue(Connections.unique("another"));
        MessageConsumer consumer = session.createConsumer(queue);

        deleteByOperator();
        session.createProducer(queue).send(session.createTextMessage("m"));

        assertThat(connection.isConnected()).isTrue();
        assertThat(Connections.now(consumer).getBody(String.class)).isEqualTo("m");
    }

    @Test
    void the_exception_listener_hears_of_it_once() throws Exception {
        session.createConsumer(mine);

        deleteByOperator();

        JMSException told = exceptions.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS);
        assertThat(told).isInstanceOf(InvalidDestinationException.class).hasMessageContaining(mine.getQueueName());
        connection.close();
        Connections.next(events, ConnectionEvent.Closed.class); // told by the same thread, after all else
        assertThat(exceptions).isEmpty();
    }
}
