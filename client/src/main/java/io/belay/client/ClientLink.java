package io.belay.client;

import io.belay.amqp.AmqpLink;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.LinkMemory;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative.Attach;
import io.belay.client.ClientFailure.Known;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all links of a session have in common: they outlive lines, and are attached anew to each.
 *
 * <pre>
 *   AWAY ── attach said ──▶ ATTACHING ── answered ──▶ ATTACHED ── detach said ──▶ DETACHING ── answered ──▶ GONE
 *   ATTACHING ── answered, and more to tell ──▶ TELLING ── detached ──▶ ATTACHING
 *   any but GONE ── line lost ──▶ AWAY;   any ── detached by the broker ──▶ GONE
 * </pre>
 */
abstract class ClientLink {
    /** How a link stands to the line that is in use. */
    enum Stage {
        AWAY,
        ATTACHING,
        TELLING,
        ATTACHED,
        DETACHING,
        GONE
    }

    final ClientChannel channel;
    final ClientSession session;
    final String name;
    final boolean sends;
    private final Request opening;
    private final List<Request> closings = new ArrayList<>(0);
    private Stage stage = Stage.AWAY;
    private boolean isKnown; // the broker may know it, if it still knows the session
    private boolean isClosing;
    private @Nullable AmqpLink amqp;
    private @Nullable Attach theirs; // their answer, until we go on
    private volatile @Nullable ClientFailure failure; // any thread may look

    ClientLink(ClientChannel channel, String name, boolean sends, long deadlineMs, Answer answer) {
        this.channel = channel;
        this.session = channel.session;
        this.name = name;
        this.sends = sends;
        Runnable giveUp = this::leave;
        opening = new Request(session.deadlines, deadlineMs, answer, "attaching " + name, Known.NOT_DONE, giveUp);
    }

    // What each kind does in its way

    /** Our attach. */
    abstract Attach attach();

    /** What we have from earlier lines; asked for only if the broker may know the link. */
    abstract LinkMemory memory();

    /** Of the memory, what was told on this line already: it is not told again. */
    Set<Binary> told() {
        return Collections.emptySet();
    }

    /** What the broker knows of what was told; whether there is more to tell, which takes another attach. */
    boolean hears(AmqpLink link, Attach theirs) {
        return false;
    }

    /** Attached, and the line is in use: goes on where it was. */
    abstract void goOn(Attach theirs);

    /** Whether it leads to or from an address, and nowhere else. */
    boolean isAt(ClientAddress address) {
        return false;
    }

    /** Whether nothing stands in the way of detaching it. */
    abstract boolean isDone();

    /** The broker ended it, after it was open. */
    abstract void failed(ClientFailure why);

    /** Whether the detach ends what it is attached to, as opposed to this end of it. */
    boolean closes() {
        return true;
    }

    /** Whether their answer to our attach is a refusal. */
    boolean isRefusal(Attach theirs) {
        return sends ? theirs.target() == null : theirs.source() == null;
    }

    /** Whether what was asked for is done when it is gone, as opposed to when it is there. */
    boolean answersWhenGone() {
        return false;
    }

    /** What it means to who opened it that it was refused; null if all is well nevertheless. */
    @Nullable
    ClientFailure refused(ClientFailure why) {
        return why;
    }

    // Attaching

    final Stage stage() {
        return stage;
    }

    /** Whether the broker has an answer to give before it may be used. */
    final boolean isAwaited() {
        return stage == Stage.ATTACHING || stage == Stage.TELLING;
    }

    /** As it is attached and may be used; null if it is not. */
    final @Nullable AmqpLink inUse() {
        return stage == Stage.ATTACHED && session.isInUse() ? amqp : null;
    }

    final boolean isClosing() {
        return isClosing;
    }

    final @Nullable ClientFailure whyGone() {
        return failure;
    }

    /** Attaches if it is not, and the channel has begun. */
    final void attachNow() {
        AmqpSession on = channel.begun();
        if (on == null || stage != Stage.AWAY || !session.names.take(this)) return;
        ClientFailure oneTooMany = channel.oneTooMany();
        if (oneTooMany != null) {
            fail(oneTooMany);
            return;
        }
        AmqpLink link = sends ? on.sender(name) : on.receiver(name);
        link.attachment(this);
        amqp = link;
        stage = Stage.ATTACHING;
        channel.handles++;
        session.awaits();
        boolean returns = isKnown && session.isResumable();
        isKnown = true;
        link.attach(attach(), returns ? memory() : null, told());
    }

    final void attached(Attach answer) {
        AmqpLink link = amqp;
        if (stage != Stage.ATTACHING || link == null) return;
        if (isRefusal(answer)) return; // It is followed by its reason.
        if (hears(link, answer)) {
            stage = Stage.TELLING;
            link.detach(false, null);
            return;
        }
        theirs = answer;
        stage = Stage.ATTACHED;
        if (session.isInUse()) goOnNow();
        session.awaitsOneLess();
    }

    /** All are attached, or this one came late. */
    final void goOnNow() {
        Attach answer = theirs;
        if (answer == null || stage != Stage.ATTACHED) return;
        theirs = null;
        goOn(answer);
        if (!answersWhenGone()) opening.answer(null);
        closeIfDone();
    }

    /** A part was told: attaches again, with the next. */
    private void tellMore() {
        amqp = null;
        stage = Stage.AWAY;
        channel.handles--;
        attachNow();
        session.awaitsOneLess();
    }

    final void detached(@Nullable AmqpError error) {
        if (stage == Stage.TELLING && error == null) {
            tellMore();
            return;
        }
        boolean isOurs = stage == Stage.DETACHING;
        boolean isAwaited = isAwaited();
        AmqpLink link = amqp;
        if (link != null) link.detach(true, null);
        if (link instanceof AmqpSender sender) sender.forgetDeliveries();
        if (isOurs && error == null) gone();
        else fail(error == null ? ended() : ClientFailure.refused(error));
        if (isAwaited) session.awaitsOneLess();
    }

    /** The engine has ended it, because the broker did what it must not. */
    final void ourFault(AmqpError error) {
        boolean isAwaited = isAwaited();
        fail(ClientFailure.refused(error));
        if (isAwaited) session.awaitsOneLess();
    }

    /** It is over, and the broker is to know if it has it. */
    final void end(ClientFailure why) {
        boolean isAwaited = isAwaited();
        AmqpLink link = inUse();
        if (link instanceof AmqpReceiver in) in.releaseLate();
        if (link != null) link.detach(true, null);
        fail(why);
        if (isAwaited) session.awaitsOneLess();
    }

    private ClientFailure ended() {
        return new ClientFailure(Known.NOT_DONE, ErrorCondition.LINK_DETACH_FORCED, "the broker ended link " + name);
    }

    /** It is over against our will. */
    final void fail(ClientFailure why) {
        if (stage == Stage.GONE) return;
        boolean wasOpen = opening.isAnswered();
        failure = why;
        end();
        opening.answer(refused(why));
        if (wasOpen || sends) failed(why);
        answerClosings(isFarewellRefused(why) ? why : null);
    }

    /** Whether a close has not done what it was to do. */
    boolean isFarewellRefused(ClientFailure why) {
        return false;
    }

    // Closing

    final void closeLink(long deadlineMs, Answer answer) {
        if (stage == Stage.GONE || session.isOver()) {
            answer.answered(null);
            return;
        }
        closings.add(new Request(session.deadlines, deadlineMs, answer, "closing " + name));
        leave();
    }

    private void leave() {
        if (isClosing || stage == Stage.GONE) return;
        isClosing = true;
        closing();
        closeIfDone();
    }

    /** It is to be closed; perhaps not yet. */
    void closing() {}

    final void closeIfDone() {
        if (!isClosing || !isDone()) return;
        boolean isUnknown = stage == Stage.AWAY && (!isKnown || !session.isResumable());
        AmqpLink link = inUse();
        if (isUnknown) gone();
        else if (link != null && theirs == null) {
            stage = Stage.DETACHING;
            if (link instanceof AmqpReceiver in) in.releaseLate();
            link.detach(closes(), null);
        }
    }

    /** Nobody needs to wait for it any longer, though the link lasts. */
    final void answerClosings(@Nullable ClientFailure why) {
        List<Request> waiting = List.copyOf(closings);
        closings.clear();
        for (Request one : waiting) one.answer(why);
    }

    private void gone() {
        end();
        ClientFailure closed = new ClientFailure(Known.NOT_DONE, ClientFailure.CLOSED, name + " is closed");
        opening.answer(answersWhenGone() ? null : closed);
        answerClosings(null);
    }

    private void end() {
        if (amqp != null) channel.handles--;
        stage = Stage.GONE;
        amqp = null;
        theirs = null;
        channel.remove(this);
        session.names.give(this);
    }

    // Lines

    /** Whether it will be attached again, and the broker may have something of it. */
    final boolean isReturning() {
        return isKnown && stage == Stage.AWAY;
    }

    /** The line is lost. */
    final void away() {
        if (stage == Stage.GONE) return;
        amqp = null;
        theirs = null;
        stage = Stage.AWAY;
        closeIfDone();
    }

    /** The broker no longer knows the session. */
    final void unknown() {
        isKnown = false;
        closeIfDone();
    }
}
