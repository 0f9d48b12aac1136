package io.belay.amqp;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Performative.Detach;
import io.belay.amqp.type.Performative.Disposition;
import io.belay.amqp.type.Performative.End;
import io.belay.amqp.type.Performative.Flow;
import io.belay.amqp.type.Role;
import io.belay.base.Many;

/** What a session hears, but for transfers. A frame changes the state first and is told last. */
final class SessionFrames {
    private final AmqpSession session;
    private final Line line;

    SessionFrames(AmqpSession session) {
        this.session = session;
        line = session.line;
    }

    void take(Performative performative) {
        if (performative instanceof End end) session.ended(end.error());
        else if (session.hasEnded()) return; // What was under way when we ended counts no more (§2.5.5).
        else if (performative instanceof Disposition disposition) disposition(disposition);
        else if (performative instanceof Flow flow) flow(flow);
        else if (performative instanceof Attach attach) attach(attach);
        else if (performative instanceof Detach detach) detach(detach);
        else line.fail(ErrorCondition.NOT_ALLOWED, PeerFrames.name(performative) + " on a channel that is in use");
    }

    private void disposition(Disposition disposition) {
        int first = (int) disposition.first();
        int last = (int) disposition.last();
        if (last - first < 0) {
            session.fail(ErrorCondition.INVALID_FIELD, "a disposition whose last delivery is before its first");
            return;
        }
        boolean hadRoom = session.output.hasRoom();
        if (disposition.role() == Role.RECEIVER) session.output.disposition(disposition, first, last);
        else session.input.disposition(disposition, first, last);
        tellRoom(hadRoom);
    }

    private void flow(Flow flow) {
        boolean hadRoom = session.output.hasRoom();
        session.output.flow(flow);
        AmqpLink link = flow.handle() < 0 ? null : session.remote.at(flow.handle());
        if (link != null) link.flow(flow);
        else if (flow.handle() >= 0) unattached(flow.handle());
        else if (flow.echo()) session.flowDue();
        tellRoom(hadRoom);
    }

    private void tellRoom(boolean hadRoom) {
        if (!hadRoom && session.isOpen() && session.output.hasRoom()) line.tell(new AmqpEvent.Writable(session));
    }

    void unattached(long handle) {
        session.fail(ErrorCondition.SESSION_UNATTACHED_HANDLE, "no link is attached to handle " + handle);
    }

    private void detach(Detach detach) {
        AmqpLink link = session.remote.at(detach.handle());
        if (link == null) unattached(detach.handle());
        else link.detached(detach);
    }

    private void attach(Attach attach) {
        if (attach.handle() >= line.limits.handlesMax()) {
            String most = "expected handle " + (line.limits.handlesMax() - 1) + " at most, not " + attach.handle();
            line.fail(ErrorCondition.CONNECTION_FRAMING_ERROR, most); // §2.7.2
        } else if (session.remote.at(attach.handle()) != null) {
            String taken = "handle " + attach.handle() + " belongs to another link";
            session.fail(ErrorCondition.SESSION_HANDLE_IN_USE, taken);
        } else if (attach.source() == null && attach.target() == null && !isAnswer(attach)) {
            refuse(attach, ErrorCondition.INVALID_FIELD, "a link has a source or a target");
        } else if (attach.name().length() > line.limits.nameLengthMax()) {
            String most = "expected a name of at most " + line.limits.nameLengthMax() + " characters";
            refuse(attach, ErrorCondition.INVALID_FIELD, most);
        } else attachLink(attach);
    }

    private boolean isAnswer(Attach attach) {
        AmqpLink link = line.named(attach.role() == Role.RECEIVER).get(attach.name());
        return link != null && link.session == session && link.awaitsAttach();
    }

    private void attachLink(Attach attach) {
        boolean sends = attach.role() == Role.RECEIVER;
        AmqpLink link = line.named(sends).get(attach.name());
        if (link != null && link.session == session && link.awaitsAttach()) {
            link.attached(attach);
            return;
        }
        if (link != null) link.fail(ErrorCondition.LINK_STOLEN, "the link was attached once more"); // §2.6.1
        if (line.links >= 2L * line.limits.linksMax()) {
            String why = "expected refused links to be detached";
            line.fail(ErrorCondition.RESOURCE_LIMIT_EXCEEDED, why);
        } else if (line.links >= line.limits.linksMax()) {
            String most = "expected at most " + Many.of(line.limits.linksMax(), "link");
            refuse(attach, ErrorCondition.RESOURCE_LIMIT_EXCEEDED, most);
        } else if (session.isOneTooMany()) {
            refuse(attach, ErrorCondition.RESOURCE_LIMIT_EXCEEDED, session.whyOneTooMany());
        } else newLink(attach).attached(attach);
    }

    private AmqpLink newLink(Attach attach) {
        return attach.role() == Role.RECEIVER
                ? new AmqpSender(session, attach.name())
                : new AmqpReceiver(session, attach.name());
    }

    private void refuse(Attach attach, io.belay.amqp.type.Symbol condition, String why) {
        AmqpLink link = newLink(attach);
        link.attachedUntold(attach);
        link.refuse(new AmqpError(condition, why));
    }
}
