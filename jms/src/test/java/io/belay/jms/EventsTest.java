package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.client.ClientAddress;
import io.belay.client.ClientEvent;
import io.belay.client.ClientFailure;
import io.belay.client.ClientFailure.Known;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told what happens to a connection. */
class EventsTest {
    private static final List<ClientEvent> STORY = List.of(
            new ClientEvent.Connected("amqp://a:1", true),
            new ClientEvent.Interrupted("amqp://a:1", "connection reset by peer"),
            new ClientEvent.AttemptFailed("amqp://a:1", "refused", 100),
            new ClientEvent.SessionLost("amqp://b:1", 2, 1, 1, 3),
            new ClientEvent.Restored("amqp://b:1", "backup of yesterday"),
            new ClientEvent.DestinationLost(
                    "amqp://b:1", new ClientAddress("tmp-7", ClientAddress.Kind.TEMPORARY_QUEUE), "deleted"),
            new ClientEvent.Resumed("amqp://b:1", 5, 4, 3, 2, 1, 6),
            new ClientEvent.Failed(new ClientFailure(Known.NOT_DONE, ClientFailure.DISPLACED, "displaced")),
            new ClientEvent.Closed());

    private final ConnectionNews news = new ConnectionNews("till");
    private final BlockingQueue<ConnectionEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<JMSException> exceptions = new LinkedBlockingQueue<>();

    @BeforeEach
    void listen() {
        news.add(events::add);
        news.exceptionListener(exceptions::add);
    }

    @AfterEach
    void close() {
        news.close();
    }

    private ConnectionEvent next() throws InterruptedException {
        ConnectionEvent event = events.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS);
        assertThat(event).isNotNull();
        return event;
    }

    @Test
    void listeners_hear_every_event_in_order_with_sun_mqs_numbers() throws InterruptedException {
        STORY.forEach(news::happened);

        assertThat(next()).isEqualTo(new ConnectionEvent.Connected("amqp://a:1", true));
        assertThat(next()).isEqualTo(new ConnectionEvent.Interrupted("amqp://a:1", "E206", "connection reset by peer"));
        ConnectionEvent attempt = next();
        assertThat(attempt).isEqualTo(new ConnectionEvent.AttemptFailed("amqp://a:1", "refused", 100));
        assertThat(attempt.code()).isEqualTo("E401");
        assertThat(attempt.text()).contains("amqp://a:1", "refused", "100 ms");
        assertThat(next()).isEqualTo(new ConnectionEvent.SessionLost("amqp://b:1", 2, 1, 1, 3));
        assertThat(next()).isEqualTo(new ConnectionEvent.Restored("amqp://b:1", "backup of yesterday"));
        assertThat(next()).isEqualTo(new ConnectionEvent.DestinationLost("amqp://b:1", "tmp-7", "deleted"));
        ConnectionEvent.Resumed back = (ConnectionEvent.Resumed) next();
        assertThat(back).isEqualTo(new ConnectionEvent.Resumed("amqp://b:1", back.awayMs(), 5, 4, 3, 2, 1, 6));
        assertThat(back.code()).isEqualTo("E301");
        assertThat(next()).isEqualTo(new ConnectionEvent.Failed("amqp://b:1", "displaced"));
        assertThat(next()).isEqualTo(new ConnectionEvent.Closed("amqp://b:1"));
    }

    @Test
    void after_a_failover_the_address_is_that_of_the_broker_that_is_spoken_of() {
        news.happened(STORY.get(0));
        news.happened(STORY.get(1));
        assertThat(news.address()).isEqualTo("amqp://a:1");

        news.happened(STORY.get(3));

        assertThat(news.address()).isEqualTo("amqp://b:1");
    }

    @Test
    void every_event_of_a_session_has_its_words() throws InterruptedException {
        assertThat(STORY.stream().<Object>map(ClientEvent::getClass).toList())
                .as("one sample of each")
                .containsExactlyInAnyOrder((Object[]) ClientEvent.class.getPermittedSubclasses());

        STORY.forEach(news::happened);

        for (int i = 0; i < STORY.size(); i++) assertThat(next().text()).isNotEmpty();
    }

    @Test
    void the_exception_listener_hears_only_what_is_lost_for_good() throws InterruptedException {
        STORY.forEach(news::happened);

        assertThat(exceptions.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS))
                .hasMessage(
                        "the session is lost, for the broker at amqp://b:1 does not know it: 2 messages and 1 commit in doubt,"
                                + " 1 transaction rolled back, 3 received messages void");
        assertThat(exceptions.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS))
                .hasMessageContaining("backup of yesterday");
        assertThat(exceptions.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS))
                .isInstanceOf(InvalidDestinationException.class)
                .hasMessageContaining("tmp-7");
        assertThat(exceptions.poll(Connections.WAIT_MS, TimeUnit.MILLISECONDS)).hasMessageContaining("displaced");
        news.happened(STORY.get(1));
        for (int i = 0; i <= STORY.size(); i++) next();
        assertThat(exceptions).isEmpty();
    }

    @Test
    void a_listener_that_throws_costs_the_others_nothing() throws InterruptedException {
        ConnectionEventListener bad = event -> {
            throw new IllegalArgumentException("mine");
        };
        news.remove(bad);
        ConnectionNews its = new ConnectionNews("bad");
        its.add(bad);
        its.add(events::add);

        its.happened(STORY.get(0));
        its.happened(STORY.get(1));

        assertThat(next()).isInstanceOf(ConnectionEvent.Connected.class);
        assertThat(next()).isInstanceOf(ConnectionEvent.Interrupted.class);
        its.close();
    }

    @Test
    void metrics_count_what_happened() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ConnectionMetrics metrics = new ConnectionMetrics(registry);

        metrics.happened(new ConnectionEvent.Interrupted("a", "E206", "cut"));
        metrics.happened(new ConnectionEvent.AttemptFailed("a", "refused", 0));
        metrics.happened(new ConnectionEvent.Resumed("a", 1_500, 5, 4, 3, 2, 1, 6));
        metrics.happened(new ConnectionEvent.SessionLost("a", 2, 1, 1, 3));
        metrics.happened(new ConnectionEvent.DestinationLost("a", "tmp-7", "deleted"));

        assertThat(registry.counter("belay.jms.interruptions").count()).isEqualTo(1);
        assertThat(registry.counter("belay.jms.attempts.failed").count()).isEqualTo(1);
        assertThat(registry.timer("belay.jms.away").totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(1_500);
        assertThat(registry.counter("belay.jms.resent").count()).isEqualTo(4);
        assertThat(registry.counter("belay.jms.confirmed").count()).isEqualTo(3);
        assertThat(registry.counter("belay.jms.voided").count()).isEqualTo(9);
        assertThat(registry.counter("belay.jms.sessions.lost").count()).isEqualTo(1);
        assertThat(registry.counter("belay.jms.destinations.lost").count()).isEqualTo(1);
        assertThat(registry.counter("belay.jms.in.doubt").count()).isEqualTo(3);
    }

    @Test
    void the_flight_recorder_has_them_too(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("io.belay.jms.Connection");
            recording.start();
            news.happened(STORY.get(1));
            recording.stop();
            recording.dump(file);
        }

        List<RecordedEvent> recorded = RecordingFile.readAllEvents(file).stream()
                .filter(each -> each.getString("connection").equals("till")) // not of a connection that ends late
                .toList();

        assertThat(recorded).hasSize(1);
        assertThat(recorded.get(0).getString("connection")).isEqualTo("till");
        assertThat(recorded.get(0).getString("kind")).isEqualTo("Interrupted");
        assertThat(recorded.get(0).getString("words")).contains("connection reset by peer");
    }
}
