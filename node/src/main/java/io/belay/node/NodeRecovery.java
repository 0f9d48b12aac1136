package io.belay.node;

import io.belay.base.ByteReader;
import io.belay.core.Broker;
import io.belay.core.Effect;
import io.belay.core.Filters;
import io.belay.log.Holding;
import io.belay.log.LiveRecords;
import io.belay.log.Log;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.log.LogView;
import io.belay.log.Replay;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Rebuilds a broker from its checkpoint and the records after it. Used once, at start-up. */
public final class NodeRecovery implements Replay {
    private final Filters filters;
    private Broker broker;
    private long records;
    private @Nullable Log log; // of the node that was started
    private final Arrivals arrivals = new Arrivals();

    /** Starts from nothing; {@code filters} makes the selectors of topic subscriptions. */
    public NodeRecovery(Filters filters) {
        this.filters = filters;
        this.broker = new Broker(filters);
    }

    @Override
    public void state(ByteReader state) {
        broker = Broker.load(state, filters);
        arrivals.mark(broker.nowMs(), broker.lastMessage());
    }

    @Override
    public void record(long place, ByteBuffer body, LiveRecords live) {
        records++;
        for (Effect effect : broker.apply(Records.readCommand(body))) {
            if (effect instanceof Effect.Keep keep) live.keep(keep.number(), place, body.remaining());
            else if (effect instanceof Effect.Drop drop) live.drop(drop.number());
        }
        arrivals.mark(broker.nowMs(), broker.lastMessage());
    }

    /** How many records were replayed. */
    public long records() {
        return records;
    }

    /** The broker as the log tells it. */
    public Broker broker() {
        return broker;
    }

    /** A node that goes on from here; {@link Node#time} and {@link Node#restart} come next. */
    public Node start(NodeOptions options, LogOptions logOptions, LogStart start) {
        Log its = new Log(logOptions, start);
        log = its;
        return new Node(options, broker, its);
    }

    /**
     * What keeps files of the log of the node that was started while they are copied. To be used on the node's thread
     * alone, like the node.
     */
    public Holding holding() {
        return log().holding();
    }

    /** What the log of the node that was started is like now. On the node's thread alone, too. */
    public LogView logView() {
        return log().view();
    }

    /** When messages came, as far as the log tells; whoever drives the node goes on with it. */
    public Arrivals arrivals() {
        return arrivals;
    }

    private Log log() {
        Log its = log;
        if (its == null) throw new IllegalStateException("a node is to be started first");
        return its;
    }
}
