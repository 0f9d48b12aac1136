package io.belay.jms;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/**
 * Counts what happens to connections in a Micrometer registry: {@code connection.addEventListener(new
 * ConnectionMetrics(registry))}. One for all connections of a registry.
 *
 * <pre>
 *  belay.jms.interruptions              lines that were lost
 *  belay.jms.attempts.failed            attempts to connect that failed
 *  belay.jms.away                       timer: from the loss of a line to the return
 *  belay.jms.resent                     messages that had not arrived and were sent again
 *  belay.jms.confirmed                  messages that had arrived, of which only the answer was lost
 *  belay.jms.voided                     received messages that somebody else may get
 *  belay.jms.sessions.lost              sessions that the broker no longer knew
 *  belay.jms.destinations.lost          temporary queues and topics that were gone
 *  belay.jms.in.doubt                   messages and commits of which nobody will know
 * </pre>
 */
public final class ConnectionMetrics implements ConnectionEventListener {
    private final Counter interruptions;
    private final Counter attemptsFailed;
    private final Timer away;
    private final Counter resent;
    private final Counter confirmed;
    private final Counter voided;
    private final Counter sessionsLost;
    private final Counter destinationsLost;
    private final Counter inDoubt;

    /**
     * Makes the meters, or finds those that are there.
     *
     * @param registry where they are kept
     */
    public ConnectionMetrics(MeterRegistry registry) {
        interruptions = registry.counter("belay.jms.interruptions");
        attemptsFailed = registry.counter("belay.jms.attempts.failed");
        away = registry.timer("belay.jms.away");
        resent = registry.counter("belay.jms.resent");
        confirmed = registry.counter("belay.jms.confirmed");
        voided = registry.counter("belay.jms.voided");
        sessionsLost = registry.counter("belay.jms.sessions.lost");
        destinationsLost = registry.counter("belay.jms.destinations.lost");
        inDoubt = registry.counter("belay.jms.in.doubt");
    }

    @Override
    public void happened(ConnectionEvent event) {
        if (event instanceof ConnectionEvent.Interrupted) interruptions.increment();
        if (event instanceof ConnectionEvent.AttemptFailed) attemptsFailed.increment();
        if (event instanceof ConnectionEvent.Resumed back) {
            away.record(back.awayMs(), TimeUnit.MILLISECONDS);
            resent.increment(back.resent());
            confirmed.increment(back.confirmed());
            voided.increment(back.voided());
        }
        if (event instanceof ConnectionEvent.DestinationLost) destinationsLost.increment();
        if (event instanceof ConnectionEvent.SessionLost lost) {
            sessionsLost.increment();
            inDoubt.increment(lost.inDoubt() + (double) lost.commitsInDoubt());
            voided.increment(lost.voided());
        }
    }
}
