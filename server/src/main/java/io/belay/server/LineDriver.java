package io.belay.server;

import io.belay.admin.EndedLine;
import io.belay.admin.LineSource.LineStatus;
import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.net.Line;
import io.belay.net.LineHandler;
import io.belay.net.LineOptions;
import io.belay.node.Authenticator.Verdict;
import io.belay.node.Gateway;
import io.belay.node.GatewayPort;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.limit.Limit;
import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.MemoryBudget;
import io.belay.node.limit.MemoryBudget.Share;
import io.belay.node.limit.SlowOptions;
import io.belay.node.limit.Slowness;
import io.belay.server.ReadPauses.Reason;
import io.belay.server.login.Shown;
import io.belay.server.metrics.Flights;
import io.belay.server.metrics.Flow;
import io.belay.server.metrics.Traffic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line and its gateway: feeds what comes, carries requests to the node in batches and its replies back, and flushes
 * once per batch. On the line's loop, where not said otherwise.
 *
 * <p>Bytes that the node has not come to yet are counted; beyond {@link #UNPROCESSED_MAX} the line is not read. Nor is it
 * while the peer leaves more than {@link LineOptions#highWaterBytes} unread: its next words would ask for more answers.
 */
final class LineDriver implements LineHandler, GatewayPort {
    /** How much of one line may wait for the node, bytes. */
    static final int UNPROCESSED_MAX = 256 * 1024;

    /** So much may wait while all lines together have brought too much. */
    static final int UNPROCESSED_TIGHT = 4 * 1024;

    private static final int NEVER = -1;
    private static final int REQUESTS_PER_MAIL = 256;
    private static final int STREAM_READS = 8; // one message at a time, until a line no longer counts as streaming
    private static final Logger LOG = LoggerFactory.getLogger(LineDriver.class);

    private final Line line;
    private final LineOptions options;
    private final NodeThread node;
    private final Traffic traffic;
    private final LoopTurn turn;
    private final BrokerClock clock;
    private final AtomicInteger unprocessed = new AtomicInteger(); // bytes; the loop adds, the node takes away
    private volatile int readsOnAt = NEVER; // the loop wants to hear when unprocessed has fallen to this
    private volatile boolean opening;
    private final LimitCounts limits;
    private final Slowness slowness;
    private final MemoryBudget budget;
    private final long[] kept = new long[Share.values().length]; // by the gateway, of the budget
    private final Runnable whenLost;
    private final ReadPauses pauses;
    private final LineRecord record;
    private @Nullable Gateway gateway; // null only until the driver is complete
    private List<Request> requests = new ArrayList<>(0);
    private int received; // bytes since the last mail
    private volatile boolean isAhead; // it has many messages under way
    private int streams; // above 0: it brings more than one message at a time, or did a few reads ago
    private boolean touched; // has had replies and not been flushed since
    private boolean isOpen; // its client has its session
    private boolean ending; // for its slowness
    private boolean lost;

    /**
     * @param limits counts what this line reaches
     * @param budget of what all lines keep in memory
     * @param slow when its peer is too slow
     * @param whenLost runs once, when it is gone
     */
    LineDriver(
            Line line,
            LineOptions options,
            NodeThread node,
            BrokerClock clock,
            LimitCounts limits,
            MemoryBudget budget,
            SlowOptions slow,
            Runnable whenLost) {
        this.slowness = new Slowness(slow, clock.nowMs());
        this.limits = limits;
        this.budget = budget;
        this.whenLost = whenLost;
        this.line = line;
        this.options = options;
        this.node = node;
        traffic = node.metrics().traffic(line.loop());
        turn = node.turnOf(line.loop());
        this.clock = clock;
        pauses = new ReadPauses(line);
        record = new LineRecord(line, clock.nowMs());
    }

    /** Gives it the gateway whose port it is, and makes it known to the node. */
    LineDriver drive(Gateway its) {
        gateway = its;
        record.speaks(its);
        node.arrived(this);
        Flights.opened(line.id(), line.peer());
        return this;
    }

    Line line() {
        return line;
    }

    /** Whether its peer has so many messages under way that it waits for none of them. Any thread. */
    boolean isAhead() {
        return isAhead;
    }

    @Override
    public void received(ByteBuffer bytes) {
        received += bytes.remaining();
        traffic.add(Flow.BYTES_IN, bytes.remaining());
        record.received(bytes.remaining());
        gateway().received(bytes, clock.nowMs());
        if (requests.size() >= REQUESTS_PER_MAIL) post();
    }

    @Override
    public void batchEnd() {
        int messages = gateway().heard();
        if (messages > 0) isAhead = gateway().isAhead();
        if (messages > 1 || isAhead) streams = STREAM_READS;
        else if (messages == 1 && streams > 0) streams--;
        turn.heard(streams > 0, received);
        finish();
    }

    @Override
    public void drained() {
        readOn(Reason.PEER);
        gateway().drained();
        finish();
    }

    @Override
    public void tick(long nowMs) {
        if (pauses.isPaused()) gateway().paused(); // each time: what the gateway does itself may have ended it
        gateway().tick(nowMs);
        checkSlow(nowMs);
        finish();
    }

    private void checkSlow(long nowMs) {
        if (pauses.isPaused()) slowness.unheard(nowMs);
        Limit slow = slowness.reached(
                line.takenMark(), line.unwrittenBytes() > 0, gateway().unansweredSinceMs(), nowMs);
        if (slow == null || ending) return;
        ending = true;
        reached(slow);
        gateway().end(Break.slow(slowness.words(slow)));
    }

    @Override
    public void lost(Break why, boolean byPeer) {
        lost = true;
        String client = gateway().client();
        node.ended().add(new EndedLine(clock.nowMs(), client, line.peer(), isOpen, why));
        Flights.closed(line.id(), line.peer(), client, why);
        LOG.atDebug()
                .addKeyValue("line", line.id())
                .addKeyValue("remote", line.peer())
                .addKeyValue("session", client)
                .addKeyValue("cause", why.cause().text())
                .log("line ended: {}", why.text());
        try {
            gateway().lost(why);
            post();
        } finally {
            node.left(this);
            for (Share share : Share.values()) keeps(share, -kept[share.ordinal()]);
            whenLost.run();
        }
    }

    /**
     * Passes a reply on. A bug or want of memory that it meets costs this line and no other.
     *
     * @return whether it is the first since {@link #finish}, which is then to be called
     */
    boolean replied(Reply reply, long nowMs) {
        if (lost) return false;
        if (reply instanceof Reply.Opened) isOpen = true;
        if (reply instanceof Reply.Closed closed && closed.cause() == Reply.Closed.Cause.NOT_OWNER)
            node.ended().trespassed(gateway().client(), line.peer(), closed.why() + " than " + record.user());
        traffic.replied(reply);
        try {
            gateway().replied(reply, nowMs);
        } catch (Throwable bug) {
            costs(bug);
        }
        boolean first = !touched;
        touched = true;
        return first;
    }

    /** Passes on what was found out about the client. On the line's loop, at any time. */
    void judged(Verdict verdict) {
        replied(new Reply.Judged(line.id(), verdict), clock.nowMs());
        finish();
    }

    /** Ends a batch: what has gathered goes to the node and to the peer. What fails costs this line and no other. */
    void finish() {
        touched = false;
        if (lost) return;
        try {
            gateway().flush();
            post();
            line.flush();
        } catch (Throwable bug) {
            costs(bug);
        }
        // Whatever is above the mark has been reported as clogged, so that drained() will follow.
        if (!isWritable() && pauses.begin(Reason.PEER)) reached(Limit.UNREAD);
    }

    private void costs(Throwable bug) {
        LOG.atError()
                .addKeyValue("line", line.id())
                .addKeyValue("remote", line.peer())
                .addKeyValue("session", gateway == null ? "" : gateway.client())
                .setCause(bug)
                .log("line of {} is closed because of a bug of ours", line.peer());
        line.close(new Break(Cause.BUG, "internal error: " + bug));
    }

    private void post() {
        if (requests.isEmpty() && received == 0) return;
        int waiting = unprocessed.addAndGet(received);
        budget.add(Share.RECEIVED, received);
        node.asked(this, requests, received);
        turn.come();
        requests = new ArrayList<>(0);
        received = 0;
        boolean isTight = budget.isTight(Share.RECEIVED);
        if (waiting > UNPROCESSED_MAX) waitForNode(isTight ? UNPROCESSED_TIGHT : UNPROCESSED_MAX / 2);
        else if (isTight && waiting > UNPROCESSED_TIGHT) waitForNode(UNPROCESSED_TIGHT);
    }

    private void waitForNode(int down) {
        readsOnAt = down;
        if (pauses.begin(Reason.NODE)) reached(Limit.UNPROCESSED);
        processed(0); // The node may have come to it between the count and the flag.
    }

    /** So many received bytes have been handled. By whoever works on the node. */
    void processed(int bytes) {
        int waiting = unprocessed.addAndGet(-bytes);
        budget.add(Share.RECEIVED, -bytes);
        if (waiting <= readsOnAt) line.execute(this::readOnIfProcessed);
    }

    private void readOnIfProcessed() {
        if (lost || unprocessed.get() > readsOnAt) return;
        readsOnAt = NEVER;
        readOn(Reason.NODE);
        finish();
    }

    /** A reason of the driver's not to read is gone; the gateway cares for its own. */
    private void readOn(Reason gone) {
        if (pauses.end(gone)) gateway().resumed(clock.nowMs());
    }

    /** Whether the node was, or is about to be, asked for a session. Any thread. */
    boolean isOpening() {
        return opening;
    }

    /** Closes a line that came too late to be served. Any thread. */
    void turnAway() {
        turnAway(new Break(Cause.STOP, "the broker stops"));
    }

    /** Closes a line that has no session yet. Any thread. */
    void turnAway(Break why) {
        line.execute(() -> line.close(why));
    }

    /**
     * Ends the line from this side, as {@link Gateway#end} says: for an operator, a limit, a client that is too slow. Any
     * thread.
     */
    void end(Break why) {
        line.execute(() -> {
            if (lost) return;
            gateway().end(why);
            finish();
        });
    }

    /** What operators see of it. Any thread. */
    LineStatus status() {
        return record.status(unprocessed.get());
    }

    @Override
    public void request(Request request) {
        if (record.asked(request)) opening = true;
        requests.add(request);
        traffic.asked(request);
    }

    @Override
    public void send(ByteBuffer bytes) {
        traffic.add(Flow.BYTES_OUT, bytes.remaining());
        record.sent(bytes.remaining());
        line.send(bytes);
    }

    @Override
    public boolean isWritable() {
        return line.unwrittenBytes() <= options.highWaterBytes();
    }

    @Override
    public void keeps(Share share, long bytes) {
        kept[share.ordinal()] += bytes;
        budget.add(share, bytes);
    }

    @Override
    public boolean hasRoom(Share share) {
        return share == Share.RECEIVED ? !budget.isTight(share) : !budget.isFull(share);
    }

    @Override
    public void reached(Limit limit) {
        limits.hit(limit, line.peer());
    }

    @Override
    public void untold(String words) {
        LOG.atWarn()
                .addKeyValue("line", line.id())
                .addKeyValue("remote", line.peer())
                .addKeyValue("session", gateway().client())
                .log("{} cannot be told: {}", Shown.text(gateway().client()), words);
    }

    @Override
    public void pauseReading() {
        pauses.begin(Reason.GATEWAY);
    }

    @Override
    public void resumeReading() {
        pauses.end(Reason.GATEWAY);
    }

    @Override
    public void close(Break why) {
        line.close(why);
    }

    private Gateway gateway() {
        if (gateway == null) throw new IllegalStateException("driver without a gateway");
        return gateway;
    }
}
