package io.belay.amqp;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Performative.Detach;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Symbol;
import io.belay.base.Check;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One end of one attachment of a link. It is over when both ends have detached; whoever comes back gets another one,
 * with the {@link LinkMemory} of this.
 */
public abstract sealed class AmqpLink permits AmqpSender, AmqpReceiver {
    static final int TAG_LENGTH_MAX = 32; // §2.8.7

    private static final int ATTEMPTS = 8; // what does not go into a frame is tried again with an eighth less

    final AmqpSession session;
    final Line line;
    final Map<Binary, LinkMemory.Entry> carried = new LinkedHashMap<>(); // from an earlier attachment, not resumed yet
    boolean isFlowDue;
    private final String name;
    private final boolean sends;
    private int localHandle = -1;
    private int remoteHandle = -1;
    private @Nullable Attach peers; // until it is answered
    private boolean weAttached;
    private boolean peerAttached;
    private boolean weDetached;
    private boolean peerDetached;
    private boolean isQuiet; // refused or failed, and told so
    private boolean isReleased;
    private boolean isIncomplete;
    private Set<Binary> told = Collections.emptySet();
    private SenderSettleMode senderSettleMode = SenderSettleMode.MIXED;
    private ReceiverSettleMode receiverSettleMode = ReceiverSettleMode.FIRST;
    private @Nullable Object attachment;

    AmqpLink(AmqpSession session, String name, boolean sends) {
        this.session = session;
        this.line = session.line;
        this.name = name;
        this.sends = sends;
    }

    /** Its name; with the two containers and the direction it is the link. */
    public final String name() {
        return name;
    }

    /** The session that it is attached to. */
    public final AmqpSession session() {
        return session;
    }

    /**
     * Attaches, or answers the peer's attach.
     *
     * @param attach with source and target, settle modes, capabilities, properties and, at a sender,
     *     initial-delivery-count; name, handle, role, max-message-size and unsettled are put in here. For an answer the
     *     peer's own attach will do
     */
    public final void attach(Attach attach) {
        attach(attach, null);
    }

    /**
     * Attaches as {@link #attach(Performative.Attach)} and resumes: tells the peer what survived, with
     * incomplete-unsettled if that does not fit into a frame. What is told is carried on by {@link #memory} until each
     * delivery is resumed or forgotten.
     *
     * @param memory of an earlier attachment of this link; may be empty
     */
    public final void attach(Attach attach, @Nullable LinkMemory memory) {
        attach(attach, memory, Collections.emptySet());
    }

    /**
     * Attaches as {@link #attach(Performative.Attach, LinkMemory)}, of a memory of which earlier attachments have told a part:
     * that is carried on, but not told again. So a memory of any length is told, if the peer adds up what it hears.
     *
     * @param toldBefore tags of the memory
     */
    public final void attach(Attach attach, @Nullable LinkMemory memory, Set<Binary> toldBefore) {
        if (weDetached || !session.isOpen() || !claim()) return;
        senderSettleMode = attach.senderSettleMode();
        receiverSettleMode = attach.receiverSettleMode();
        boolean resumes = memory != null && !memory.equals(LinkMemory.NONE);
        begin(resumes && memory != null ? memory.deliveryCount() : Math.max(attach.initialDeliveryCount(), 0));
        peers = null;
        if (memory == null) {
            session.say(AttachFrames.ours(this, sends, attach, null, false));
            return;
        }
        carried.putAll(memory.unsettled());
        Map<Binary, LinkMemory.Entry> untold = new LinkedHashMap<>(memory.unsettled());
        untold.keySet().removeAll(toldBefore);
        sayAttach(attach, untold);
    }

    /** Refuses the peer's attach: answers with our terminus null, and closes the link (§2.6.3). */
    public final void refuse(AmqpError error) {
        if (weDetached || !session.isOpen()) return;
        isQuiet = true;
        detach(true, error);
    }

    /**
     * Detaches, or answers the peer's detach; does nothing if this end has detached before, or the session has ended.
     *
     * @param closed the link is over; otherwise we mean to come back
     */
    public final void detach(boolean closed, @Nullable AmqpError error) {
        if (weDetached || !session.isOpen()) return;
        Attach theirs = peers;
        if (!weAttached && (theirs == null || !claim())) return;
        if (theirs != null)
            session.say(
                    AttachFrames.withoutTerminus(this, sends, theirs)); // Nobody may detach what it has not attached.
        peers = null;
        weDetached = true;
        session.dispositions.flush();
        session.say(new Detach(localHandle, closed, error));
        session.output.forget(this);
        dropPartial();
        finish();
    }

    /**
     * Whether our attach told only a part of the memory that it was given, because more does not go into a frame of the
     * peer's: resume what both ends told, detach without closing, and attach once more (§2.7.3).
     */
    public final boolean isIncomplete() {
        return isIncomplete;
    }

    /** The tags that our attach told; empty before. */
    public final Set<Binary> told() {
        return told;
    }

    /** Whether both ends have attached, none has detached, and the session is open. */
    public final boolean isAttached() {
        return weAttached && peerAttached && !weDetached && !peerDetached && session.isOpen();
    }

    /** What was agreed on how the sender settles; the peer's wish before we have attached. */
    public final SenderSettleMode senderSettleMode() {
        return senderSettleMode;
    }

    /** What was agreed on how the receiver settles; the peer's wish before we have attached. */
    public final ReceiverSettleMode receiverSettleMode() {
        return receiverSettleMode;
    }

    /**
     * What outlives the line: the deliveries that are not settled, with our states, and the delivery-count. To be taken
     * when the line is gone, or the link detached but not closed. A snapshot.
     */
    public final LinkMemory memory() {
        Map<Binary, LinkMemory.Entry> unsettled = new LinkedHashMap<>(carried);
        remember(unsettled);
        return new LinkMemory(deliveryCount(), unsettled);
    }

    /** Forgets a delivery that {@link #attach(Attach, LinkMemory)} brought along and the peer has settled. */
    public final void forget(Binary tag) {
        carried.remove(tag);
    }

    /** A place for what the caller ties to this link; null at first. */
    public final @Nullable Object attachment() {
        return attachment;
    }

    /** Puts something there. */
    public final void attachment(@Nullable Object attachment) {
        this.attachment = attachment;
    }

    // What the two directions do each in their way

    /** We attach, and count deliveries from here. */
    abstract void begin(long deliveryCount);

    /** The peer attached. */
    abstract void peerBegan(Attach attach);

    abstract void flow(Performative.Flow flow);

    abstract void sayFlow();

    abstract long deliveryCount();

    abstract void remember(Map<Binary, LinkMemory.Entry> unsettled);

    /** A message of which parts are missing will never be whole. */
    abstract void dropPartial();

    // What the peer does

    /** Whether an answer of the peer's to our attach is due; also if we have detached since, for it cannot know that. */
    final boolean awaitsAttach() {
        return weAttached && !peerAttached;
    }

    /** Whether this end may speak of it. */
    final boolean isAttachedHere() {
        return weAttached && !weDetached && session.isOpen();
    }

    /** Whether this end has detached, so that what the peer has under way counts no more. */
    final boolean hasDetached() {
        return weDetached;
    }

    final long handle() {
        return localHandle;
    }

    final void attached(Attach attach) {
        attachedUntold(attach);
        if (!weDetached) line.tell(new AmqpEvent.Attached(this, attach));
    }

    final void attachedUntold(Attach attach) {
        peerAttached = true;
        remoteHandle = (int) attach.handle();
        session.remote.put(remoteHandle, this);
        senderSettleMode = attach.senderSettleMode();
        receiverSettleMode = attach.receiverSettleMode();
        peerBegan(attach);
        if (weAttached) return;
        peers = attach;
        enter();
    }

    final void detached(Detach detach) {
        peerDetached = true;
        session.remote.remove(remoteHandle, this);
        line.named(sends).remove(name, this);
        session.output.forget(this);
        dropPartial();
        finish();
        if (!isQuiet) line.tell(new AmqpEvent.Detached(this, detach.closed(), detach.error()));
    }

    /** The peer broke the protocol in a way that costs only this link. */
    final void fail(Symbol condition, String why) {
        if (weDetached) return;
        AmqpError error = new AmqpError(condition, why);
        isQuiet = true;
        detach(!condition.equals(ErrorCondition.LINK_STOLEN), error);
        line.named(sends).remove(name, this);
        if (line.isOpen()) line.tell(new AmqpEvent.LinkFailed(this, error));
    }

    /** The session is over. */
    final void release() {
        if (isReleased) return;
        isReleased = true;
        line.named(sends).remove(name, this);
        dropPartial();
    }

    /** Takes a handle, and the name if it is ours to take; false if the peer leaves us none. */
    private boolean claim() {
        Check.invariant(!weAttached, "a link that we have not attached");
        localHandle = session.local.take(this, session.peersHandleMax);
        if (localHandle < 0) {
            Check.invariant(peerAttached, "a free handle up to the peer's maximum");
            session.fail(ErrorCondition.NOT_ALLOWED, "an attach that its handle-max leaves no answer for");
            return false;
        }
        weAttached = true;
        if (!peerAttached) enter();
        return true;
    }

    private void enter() {
        AmqpLink before = line.named(sends).put(name, this);
        Check.invariant(before == null || peerAttached, "a name that no link of ours has");
        session.links.add(this);
        line.links++;
    }

    private void finish() {
        if (!weDetached || !peerDetached) return;
        session.local.remove(localHandle, this);
        session.links.remove(this);
        line.links--;
        release();
    }

    /** Says our attach with as much of what survived as goes into a frame, or nearly. */
    private void sayAttach(Attach attach, Map<Binary, LinkMemory.Entry> untold) {
        int count = untold.size();
        Map<Binary, @Nullable DeliveryState> first = AttachFrames.first(untold, count);
        while (!line.out.say(session.channel(), AttachFrames.ours(this, sends, attach, first, isIncomplete))) {
            isIncomplete = true;
            if (count == 0) session.say(AttachFrames.ours(this, sends, attach, null, false)); // That ends the line.
            if (line.isClosed()) return;
            count -= (count + ATTEMPTS - 1) / ATTEMPTS;
            first = AttachFrames.first(untold, count);
        }
        told = Collections.unmodifiableSet(first.keySet());
    }
}
