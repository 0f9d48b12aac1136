package io.belay.node;

import io.belay.base.ByteWriter;
import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.CommandCodec;
import io.belay.core.Effect;
import io.belay.log.Log;
import java.util.List;

/**
 * Puts commands in order: each is applied to the broker at once and its record goes into the batch that is being
 * filled. What comes of it must wait until {@link #batch()} is synced, which is the caller's to hold.
 */
final class Sequencer {
    private static final int RECORD_ROOM = 512; // of most records, bytes
    private static final int STATE_ROOM = 1 << 16; // of a small state, bytes

    private final Broker broker;
    private final Log log;
    private final ByteWriter record = new ByteWriter(RECORD_ROOM);
    private long nowMs;
    private long batch;
    private boolean isUrgent; // somebody waits for what was appended
    private long patienceEndsMs = Long.MAX_VALUE; // of what was appended and nobody waits for

    Sequencer(Broker broker, Log log) {
        this.broker = broker;
        this.log = log;
        this.nowMs = broker.nowMs();
        this.batch = log.synced();
    }

    /** The time that commands carry from here on; earlier than before counts as before. */
    void time(long nowMs) {
        this.nowMs = Math.max(this.nowMs, nowMs);
    }

    /** The time that commands carry. */
    long nowMs() {
        return nowMs;
    }

    /** Whether time has come for something in the broker. */
    boolean isDue() {
        return broker.nextTimeMs() <= nowMs;
    }

    /** Whether the broker's time is behind, or more was due than one Tick does, so that the next command needs one before it. */
    boolean needsTick() {
        return broker.nowMs() < nowMs || isDue();
    }

    Command.Tick tick() {
        return new Command.Tick(nowMs);
    }

    /** The batch that the last command went into. */
    long batch() {
        return batch;
    }

    /** Somebody waits for what was appended: it is written as soon as the disk is free. */
    void hurry() {
        if (log.filling() <= batch) isUrgent = true;
    }

    /** When what nobody waits for is written all the same; {@link Long#MAX_VALUE} if there is none. */
    long patienceEndsMs() {
        return isUrgent ? Long.MAX_VALUE : patienceEndsMs;
    }

    /** Whether there is something to write, and more than what can wait. */
    boolean isToSeal() {
        return isUrgent || patienceEndsMs <= nowMs;
    }

    /** Applies and appends; the log learns which messages stay and which may go. */
    List<Effect> put(Command command) {
        isUrgent = true;
        return append(command);
    }

    /** As {@link #put}, of what nobody waits for: it goes along with what follows, or alone once it has waited so long. */
    List<Effect> putLater(Command command, long patienceMs) {
        if (patienceEndsMs == Long.MAX_VALUE) patienceEndsMs = nowMs + patienceMs;
        return append(command);
    }

    private List<Effect> append(Command command) {
        record.clear();
        CommandCodec.write(command, record);
        int length = record.length();
        long place = log.append(record.view().array(), 0, length);
        batch = log.filling();
        List<Effect> effects = broker.apply(command);
        for (Effect effect : effects) {
            if (effect instanceof Effect.Keep keep) log.keep(keep.number(), place, length);
            else if (effect instanceof Effect.Drop drop) log.drop(drop.number());
        }
        return effects;
    }

    /** Ends a round: what somebody waits for is written as soon as the disk is free; a checkpoint is taken if it is due. */
    void seal() {
        if (log.wantsCheckpoint()) {
            ByteWriter state = new ByteWriter(STATE_ROOM);
            broker.save(state);
            log.checkpoint(state.view());
        }
        boolean canWait = patienceEndsMs != Long.MAX_VALUE && !isToSeal() && !log.isFull();
        if (!canWait && !log.seal()) isUrgent = true; // It waits for the disk, and no longer for the clock.
        if (log.filling() <= batch) return; // It waits for the disk, or for company.
        isUrgent = false;
        patienceEndsMs = Long.MAX_VALUE;
    }
}
