package io.belay.interop.backlog;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.interop.Brokers;
import io.belay.testkit.BrokerProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check itself: it is content with what is right, and sees what is missing or too much. */
class QueueBacklogTest {
    @Test
    void a_backlog_comes_out_as_it_went_in_after_kill_9(@TempDir Path data) throws IOException {
        try (BrokerProcess broker = Brokers.start(data)) {
            QueueBacklog backlog = new QueueBacklog("backlog", 3, 10_000, 100);
            backlog.fill(broker.amqpPort());

            broker.kill();
            broker.restart();

            backlog.drain(broker.amqpPort());
        }
    }

    @Test
    void a_message_too_many_is_seen(@TempDir Path data) throws IOException {
        try (BrokerProcess broker = Brokers.start(data)) {
            new QueueBacklog("more", 1, 101, 16).fill(broker.amqpPort());

            assertThatThrownBy(() -> new QueueBacklog("more", 1, 100, 16).drain(broker.amqpPort()))
                    .hasMessage("more came than was sent");
        }
    }

    @Test
    void a_message_that_comes_twice_is_seen(@TempDir Path data) throws IOException {
        try (BrokerProcess broker = Brokers.start(data)) {
            QueueBacklog backlog = new QueueBacklog("twice", 1, 10, 255);
            backlog.fill(broker.amqpPort());
            backlog.fill(broker.amqpPort());

            assertThatThrownBy(() -> new QueueBacklog("twice", 1, 20, 255).drain(broker.amqpPort()))
                    .hasMessage("expected 10 of producer 0, found 0");
        }
    }
}
