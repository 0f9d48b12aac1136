package io.belay.amqp;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Symbol;
import io.belay.base.Check;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session of an {@link AmqpConnection}: links, the windows that their transfers share, and the deliveries that are
 * not settled, which outlive their links. Windows are kept open without a word of the caller's.
 */
public final class AmqpSession {
    private static final long OUTGOING_WINDOW = Integer.MAX_VALUE; // We bound what waits by other means.

    final Line line;
    final SessionFrames frames;
    final SessionInput input;
    final SessionOutput output;
    final Dispositions dispositions = new Dispositions(this);
    final Slots<AmqpLink> local = new Slots<>(); // by our handle
    final Slots<AmqpLink> remote = new Slots<>(); // by the peer's
    final List<AmqpLink> links = new ArrayList<>();
    private final ArrayDeque<AmqpLink> flowsDue = new ArrayDeque<>();

    long peersHandleMax = Performative.UINT_MAX;
    private int localChannel = -1;
    private int remoteChannel = -1;
    private boolean weBegan;
    private boolean peerBegan;
    private boolean weEnded;
    private boolean peerEnded;
    private boolean isQuiet; // failed, and told so
    private boolean isFlowDue;
    private boolean isTouched;
    private boolean isLingering;
    private @Nullable Object attachment;

    AmqpSession(Line line) {
        this.line = line;
        frames = new SessionFrames(this);
        input = new SessionInput(this);
        output = new SessionOutput(this);
    }

    /**
     * Begins: asks for a session of ours, or answers the peer's.
     *
     * @throws IllegalStateException if it is ours, and all channels that the peer allows are taken
     */
    public void begin() {
        Performative.Open theirs = line.peer;
        if (!line.isOpen() || theirs == null || peerEnded) return;
        Check.invariant(!weBegan, "a session that we have not begun");
        localChannel = line.local.take(this, theirs.channelMax());
        if (localChannel < 0) {
            Check.invariant(peerBegan, "a free channel up to the peer's maximum");
            line.fail(
                    io.belay.amqp.type.ErrorCondition.NOT_ALLOWED, "a begin that its channel-max leaves no answer for");
            return;
        }
        weBegan = true;
        if (!peerBegan) line.sessions.add(this);
        List<Symbol> none = List.of();
        say(new Performative.Begin(
                remoteChannel,
                output.nextId(),
                line.limits.incomingWindow(),
                OUTGOING_WINDOW,
                line.limits.handlesMax() - 1L,
                none,
                none,
                Collections.emptyMap()));
    }

    /** Ends, or answers the peer's end; does nothing if this end has ended before. */
    public void end(@Nullable AmqpError error) {
        if (weEnded || !line.isOpen()) return;
        if (!weBegan) begin(); // Nobody may end what it has not begun.
        if (!weBegan && !peerBegan) return;
        flush();
        weEnded = true;
        if (weBegan) say(new Performative.End(error));
        release();
        finish();
    }

    /** Our number of it, 0 to 65535; −1 before we have begun. */
    public int channel() {
        return localChannel;
    }

    /** Whether both ends have begun and none has ended. */
    public boolean isOpen() {
        return weBegan && peerBegan && !weEnded && !peerEnded && line.isOpen();
    }

    /**
     * A new link of ours on which we send, to be attached with {@link AmqpLink#attach}.
     *
     * @param name one that no other link of this connection has on which we send
     */
    public AmqpSender sender(String name) {
        return new AmqpSender(this, name);
    }

    /**
     * A new link of ours on which we receive, to be attached with {@link AmqpLink#attach}.
     *
     * @param name one that no other link of this connection has on which we receive
     */
    public AmqpReceiver receiver(String name) {
        return new AmqpReceiver(this, name);
    }

    /**
     * All links that are attached by either end and not detached by both, in the order of their attaching; once the session
     * has ended, those that were then.
     */
    public List<AmqpLink> links() {
        return List.copyOf(links);
    }

    /** A place for what the caller ties to this session; null at first. */
    public @Nullable Object attachment() {
        return attachment;
    }

    /** Puts something there. */
    public void attachment(@Nullable Object attachment) {
        this.attachment = attachment;
    }

    // What the peer does

    /** Whether an answer of the peer's to our begin is due. */
    boolean awaitsBegin() {
        return weBegan && !peerBegan;
    }

    /** Whether its channel is beyond the last that the peer was told: links are refused in it. */
    boolean isOneTooMany() {
        return remoteChannel >= line.limits.sessionsMax();
    }

    String whyOneTooMany() {
        int most = line.limits.sessionsMax() - 1;
        return "expected a session on channel " + most + " at most (channel-max), found one on " + remoteChannel;
    }

    /** Whether this end has ended, so that nothing counts but the peer's end. */
    boolean hasEnded() {
        return weEnded;
    }

    void begun(int channel, Performative.Begin begin) {
        remoteChannel = channel;
        peerBegan = true;
        peersHandleMax = begin.handleMax();
        input.begun(begin);
        output.begun(begin);
        if (!weBegan) line.sessions.add(this);
        line.tell(new AmqpEvent.Begun(this, begin));
    }

    void ended(@Nullable AmqpError error) {
        peerEnded = true;
        line.remote.remove(remoteChannel, this);
        release();
        finish();
        if (!isQuiet) line.tell(new AmqpEvent.Ended(this, error));
    }

    /** The peer broke the protocol in a way that costs only this session. */
    void fail(Symbol condition, String why) {
        if (weEnded) return;
        AmqpError error = new AmqpError(condition, why);
        isQuiet = true;
        end(error);
        if (line.isOpen()) line.tell(new AmqpEvent.SessionFailed(this, error));
    }

    private void finish() {
        if (!weEnded || !peerEnded) return;
        line.sessions.remove(this);
        line.local.remove(localChannel, this);
        line.links -= links.size();
        line.unsettled -= input.unsettled.count();
    }

    private void release() {
        for (AmqpLink link : links) link.release();
        flowsDue.clear();
    }

    // What this end says

    void say(Performative performative) {
        line.say(localChannel, performative);
    }

    /** Something is to be said before the output is taken. */
    void touch() {
        if (isTouched) return;
        isTouched = true;
        line.touch(this);
    }

    /** Something is to be said once there is anything else to say on the line. */
    void linger() {
        if (isTouched || isLingering) return;
        isLingering = true;
        line.linger(this);
    }

    /** Tell the peer our windows. */
    void flowDue() {
        isFlowDue = true;
        touch();
    }

    /** Tell the peer the credit of this link, and our windows. */
    void flowDue(AmqpLink link) {
        if (!link.isFlowDue) flowsDue.add(link);
        link.isFlowDue = true;
        touch();
    }

    void flush() {
        isTouched = false;
        isLingering = false;
        if (!isOpen()) return;
        dispositions.flush();
        for (int left = flowsDue.size(); left > 0; left--) {
            AmqpLink link = flowsDue.remove();
            if (output.isSending(link)) flowsDue.add(link); // Its delivery-count runs ahead of what is said.
            else sayFlow(link);
        }
        if (isFlowDue) sayFlow(-1, -1, -1, -1, false);
    }

    private void sayFlow(AmqpLink link) {
        link.isFlowDue = false;
        if (link.isAttachedHere()) link.sayFlow();
    }

    void sayFlow(long handle, long deliveryCount, long linkCredit, long available, boolean drain) {
        isFlowDue = false;
        say(new Performative.Flow(
                input.nextId(),
                input.openWindow(),
                output.nextId(),
                OUTGOING_WINDOW,
                handle,
                deliveryCount,
                linkCredit,
                available,
                drain,
                false,
                Collections.emptyMap()));
    }
}
