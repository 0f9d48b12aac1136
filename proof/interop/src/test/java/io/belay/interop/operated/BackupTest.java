package io.belay.interop.operated;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.jms.BelayConnection;
import io.belay.jms.ConnectionEvent.Restored;
import io.belay.jms.ConnectionEvent.Resumed;
import io.belay.jms.ConnectionEvent.SessionLost;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that is taken while programs work over AMQP, and the broker that is restored from it. */
class BackupTest {
    private static final int PREPARED = 300; // messages that are moved in transactions
    private static final int WAIT_MS = 300_000;

    @TempDir
    private Path directory;

    @Test
    void what_was_confirmed_before_it_began_is_there_and_transactions_are_whole() throws Exception {
        try (Operated broker = new Operated(directory.resolve("data"), "")) {
            BelayConnection older = broker.connect("older");
            Witness seenByOlder = new Witness(older);
            BackupLoad load = new BackupLoad(older, PREPARED);
            load.begin();
            load.awaitMore(30);

            BackupLoad.Done before = load.done();
            broker.backUp(directory.resolve("backup"));
            BackupLoad.Done after = load.done();
            BelayConnection newer = broker.connect("newer");
            Witness seenByNewer = new Witness(newer);
            Session session = newer.createSession();
            session.createProducer(session.createQueue("late")).send(session.createTextMessage("late"));
            load.awaitMore(30);
            load.end();
            BackupLoad.Done last = load.done();
            broker.restore(directory.resolve("backup"));

            seenByNewer.await(1, Resumed.class::isInstance);
            seenByOlder.await(1, Resumed.class::isInstance);
            assertThat(seenByNewer.count(SessionLost.class))
                    .as("of a session that the backup does not have")
                    .isOne();
            assertThat(seenByNewer.count(Restored.class)).isZero();
            assertThat(seenByNewer.trouble()).hasSize(1);
            assertThat(seenByOlder.count(Restored.class))
                    .as("of one that the backup has")
                    .isOne();
            assertThat(seenByOlder.count(SessionLost.class)).isZero();
            assertThat(seenByOlder.trouble()).hasSize(1);
            newer.close();
            older.close();
            judge(broker, before, after, last);
        }
    }

    private static void judge(Operated broker, BackupLoad.Done before, BackupLoad.Done after, BackupLoad.Done last)
            throws JMSException {
        try (BelayConnection connection = broker.connect("judge")) {
            connection.start();
            Session session = connection.createSession();
            List<Integer> plain = all(session, "plain");
            assertThat(plain).as("sent one by one").isEqualTo(numbers(0, plain.size()));
            assertThat(plain.size()).isBetween(before.sent(), last.sent() + 1);
            List<Integer> left = all(session, "left");
            assertThat(left).as("sent in pairs").isEqualTo(numbers(0, left.size()));
            assertThat(left.size()).isBetween(before.pairs(), last.pairs() + 1);
            assertThat(all(session, "right")).as("the other of each pair").isEqualTo(left);
            List<Integer> out = all(session, "out");
            assertThat(out).as("moved").isEqualTo(numbers(0, out.size()));
            assertThat(out.size()).isBetween(before.moved(), last.moved() + 1);
            assertThat(all(session, "in")).as("not moved").isEqualTo(numbers(out.size(), PREPARED));
            List<Integer> taken = all(session, "taken");
            int first = taken.isEmpty() ? after.taken() : taken.get(0); // nothing was left to take then
            assertThat(taken).as("not taken").isEqualTo(numbers(first, first + taken.size()));
            assertThat(first).as("consumed before the backup began is gone").isGreaterThanOrEqualTo(before.taken());
            assertThat(first).as("not consumed when it was complete is there").isLessThanOrEqualTo(after.taken() + 1);
            assertThat(all(session, "late")).as("sent after it").isEmpty();
        }
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    /** Takes all that a queue has. */
    private static List<Integer> all(Session session, String queue) throws JMSException {
        List<Integer> numbers = new ArrayList<>();
        MessageProducer producer = session.createProducer(session.createQueue(queue));
        Message end = session.createMessage();
        end.setIntProperty("number", -1);
        producer.send(end);
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            while (true) {
                Message message = consumer.receive(WAIT_MS);
                assertThat(message).as("the end of " + queue).isNotNull();
                int number = message.getIntProperty("number");
                if (number < 0) return numbers;
                numbers.add(number);
            }
        }
    }
}
