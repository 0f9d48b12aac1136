package io.belay.core;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The broker as a state machine: the same commands in the same order give the same state and the same effects, in a
 * test, after a restart, on every node.
 *
 * <p>It knows the time only from {@link Command.Tick}. What depends on time (an expiry that starts with
 * {@link Command.Detach}, a message that may be too old) is judged by the last tick, so whoever appends commands puts
 * a tick before them whenever {@link #nowMs} is behind its clock. One thread at a time.
 */
public final class Broker {
    /** Starts with no session and no message, at time 0. */
    public Broker() {}

    /**
     * Changes the state as {@code command} says, and tells what must be done once the command is safe on disk. A
     * command for a session that has ended, or of a line that was displaced, changes nothing.
     *
     * @param command that {@link #refusal} had no objection to when it was logged
     * @return effects, to be carried out in order; never changed afterwards
     * @throws IllegalStateException if an invariant of ours is broken: the node must stop
     */
    public List<Effect> apply(Command command) {
        throw new UnsupportedOperationException();
    }

    /**
     * Who gets an AT_MOST_ONCE message now. Changes nothing durable; a retained message must also go by
     * {@link Command.Retain}.
     *
     * @param publisherSession the number of the session that published it; 0 none
     * @param message to deliver
     * @return one delivery for each attached session that wants it, each with sequence 0 and the message at hand
     */
    public List<Effect.Deliver> route(long publisherSession, Message message) {
        throw new UnsupportedOperationException();
    }

    /**
     * Whether {@code command} may be logged now. Exact, as every earlier command has been applied.
     *
     * @return why not; null if nothing stands in the way
     */
    public @Nullable Refusal refusal(Command command, Limits limits) {
        throw new UnsupportedOperationException();
    }

    /** The wills that fell due and were not fired: what a node fires after replay, as {@link Effect.WillDue}. */
    public List<Effect.WillDue> due() {
        throw new UnsupportedOperationException();
    }

    /** Broker time as of the last tick, milliseconds since 1970; 0 before the first. */
    public long nowMs() {
        throw new UnsupportedOperationException();
    }

    /** The earliest time at which a tick would change something but the time; {@link Long#MAX_VALUE} never. */
    public long nextTimeMs() {
        throw new UnsupportedOperationException();
    }

    /** All sessions, oldest first. */
    public List<SessionView> sessions() {
        throw new UnsupportedOperationException();
    }

    /** The session of this number; null if there is none. */
    public @Nullable SessionView session(long number) {
        throw new UnsupportedOperationException();
    }

    /** The session of this client; null if there is none. */
    public @Nullable SessionView sessionByClientId(String clientId) {
        throw new UnsupportedOperationException();
    }

    /**
     * What happened to the sessions of this client, oldest first; also of one that ended, as long as it is among the
     * last {@code 1000} to end. Empty if nothing is known.
     */
    public List<TimelineEntry> timeline(String clientId) {
        throw new UnsupportedOperationException();
    }

    /** Counts of the whole broker. */
    public Totals totals() {
        throw new UnsupportedOperationException();
    }

    /** Whether {@code tag} of this publisher is held: it was published and not released. */
    public boolean holdsTag(long session, int tag) {
        throw new UnsupportedOperationException();
    }

    /** Whether the body of message {@code number} must still be readable: it was kept and not dropped. */
    public boolean holds(long number) {
        throw new UnsupportedOperationException();
    }

    /** Writes all durable state but the bodies of messages: a checkpoint. */
    public void save(ByteWriter out) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads what {@link #save} wrote; saved again it gives the same bytes.
     *
     * @throws io.belay.base.MalformedException if these are not the bytes of a checkpoint
     */
    public static Broker load(ByteReader in) {
        throw new UnsupportedOperationException();
    }
}
