package io.belay.interop.jms;

import io.belay.interop.jms.MoveLedger.End;
import io.belay.testkit.BrokerProcess;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.qpid.jms.JmsConnectionFactory;

/** Rounds of transactions that a kill -9 of the broker interrupts at a moment that the seed draws. */
final class TransactionKillRun {
    private static final int MESSAGES = 400;
    private static final int MOVERS = 4;
    private static final int COMMITS_MAX = 60; // before the kill; the 400 messages are enough for more
    private static final int OFFSET_MAX_NS = 3_000_000; // from the beginning of a commit to the kill
    private static final int WAIT_S = 60;

    private final BrokerProcess broker;
    private final Random random;
    private long committed;
    private long rolledBack;
    private long unknown;

    TransactionKillRun(BrokerProcess broker, long seed) {
        this.broker = broker;
        this.random = new Random(seed);
    }

    /** One round: fills, moves, kills, restarts, and says what is wrong. */
    List<String> round(int round) throws JMSException, InterruptedException {
        MovePlaces places = new MovePlaces("round-" + round);
        prepare(places);
        MoveLedger ledger = new MoveLedger();
        CountDownLatch commits = new CountDownLatch(1 + random.nextInt(COMMITS_MAX));
        List<Thread> movers = start(places, ledger, commits);
        if (!commits.await(WAIT_S, TimeUnit.SECONDS)) return List.of("too few commits within " + WAIT_S + " s");
        LockSupport.parkNanos(random.nextInt(OFFSET_MAX_NS));
        broker.kill();
        for (Thread mover : movers) mover.join(WAIT_S * 1000L);
        broker.restart();
        committed += ledger.count(End.COMMITTED);
        rolledBack += ledger.count(End.ROLLED_BACK);
        unknown += ledger.count(End.UNKNOWN);
        return judge(places, ledger);
    }

    /** What has been done so far, for people. */
    String tally() {
        return committed + " committed, " + rolledBack + " rolled back, " + unknown + " without an answer";
    }

    private void prepare(MovePlaces places) throws JMSException {
        try (Connection connection = factory().createConnection()) {
            connection.start();
            places.prepare(connection.createSession(Session.SESSION_TRANSACTED), MESSAGES);
        }
    }

    private List<Thread> start(MovePlaces places, MoveLedger ledger, CountDownLatch commits) {
        List<Thread> movers = new ArrayList<>();
        for (int number = 0; number < MOVERS; number++) {
            Mover mover = new Mover(factory(), places, "mover-" + number, random.nextLong(), ledger, commits);
            Thread thread = new Thread(mover, "mover-" + number);
            thread.setDaemon(true);
            thread.start();
            movers.add(thread);
        }
        return movers;
    }

    private List<String> judge(MovePlaces places, MoveLedger ledger) throws JMSException {
        try (Connection connection = factory().createConnection()) {
            connection.start();
            return ledger.judge(MESSAGES, places.empty(connection.createSession()));
        }
    }

    private JmsConnectionFactory factory() {
        // So few at hand that every mover has something to do.
        return new JmsConnectionFactory("amqp://127.0.0.1:" + broker.amqpPort() + "?jms.prefetchPolicy.all=10");
    }
}
