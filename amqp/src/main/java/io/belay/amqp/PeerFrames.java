package io.belay.amqp;

import io.belay.amqp.codec.Frame;
import io.belay.amqp.codec.TransferFrame;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Begin;
import io.belay.amqp.type.Performative.Close;
import io.belay.amqp.type.Performative.Open;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.amqp.type.Symbol;
import java.util.Collections;
import java.util.List;

/**
 * The half of {@link AmqpConnection} that hears: each frame of the peer is held to the protocol as far as the connection
 * goes, and given to its session. A frame changes the state first and is told last.
 */
final class PeerFrames {
    private final Line line;
    private final Slots<AmqpSession> sessions; // by the peer's channel
    private final Handshake handshake;

    PeerFrames(Line line, Handshake handshake) {
        this.line = line;
        this.handshake = handshake;
        sessions = line.remote;
    }

    void take(Frame frame) {
        if (frame instanceof Frame.Amqp amqp) take(amqp);
        else if (frame instanceof Frame.ProtocolHeader header) handshake.heard(header);
        else if (frame instanceof Frame.Sasl sasl && line.state == Line.State.SASL) handshake.heard(sasl.content());
        else if (frame instanceof Frame.Sasl) line.fail(ErrorCondition.NOT_ALLOWED, "a frame of SASL after SASL");
        else if (line.state == Line.State.SASL) line.fail(ErrorCondition.NOT_ALLOWED, "an empty frame in SASL");
    }

    private void take(Frame.Amqp frame) {
        Performative performative = frame.performative();
        if (line.isOpen()) {
            if (performative instanceof Transfer said) take(new TransferFrame(frame.channel(), said, frame.payload()));
            else open(frame.channel(), performative);
            return;
        }
        switch (line.state) {
            case OPENING -> opening(performative);
            case CLOSING -> closing(performative);
            default -> line.fail(ErrorCondition.NOT_ALLOWED, "a frame of AMQP before its header");
        }
    }

    /** A transfer; the line is open. */
    void take(TransferFrame frame) {
        AmqpSession session = sessions.at(frame.channel());
        if (session == null) withoutSession("transfer", frame.channel());
        else if (!session.hasEnded()) session.input.transfer(frame);
    }

    private void withoutSession(String name, int channel) {
        line.fail(ErrorCondition.NOT_ALLOWED, name + " on channel " + channel + " without a session");
    }

    private void opening(Performative performative) {
        if (performative instanceof Open open && line.peer == null) opened(open);
        else if (performative instanceof Close close && line.peer != null) closed(close);
        else line.fail(ErrorCondition.NOT_ALLOWED, "expected open, not " + name(performative));
    }

    private void opened(Open open) {
        line.peer = kept(open);
        line.out.frameSizeMax(open.maxFrameSize());
        if (open.containerId().length() > line.limits.nameLengthMax()) {
            String most = "at most " + line.limits.nameLengthMax() + " characters";
            line.fail(ErrorCondition.INVALID_FIELD, "expected a container-id of " + most);
            return;
        }
        if (line.saidOpen) line.opened(open);
        else line.clock.awaitUs();
        line.tell(new AmqpEvent.Opened(open));
    }

    /** As much of it as a server needs later: the rest may be as long as a frame. */
    private Open kept(Open open) {
        if (!line.isServer) return open; // There is one server, and what it offers is asked for later.
        List<Symbol> none = List.of();
        return new Open(
                open.containerId(),
                null,
                open.maxFrameSize(),
                open.channelMax(),
                open.idleTimeoutMs(),
                none,
                none,
                none,
                none,
                Collections.emptyMap());
    }

    private void closing(Performative performative) {
        if (performative instanceof Open open && line.peer == null) line.peer = kept(open);
        else if (performative instanceof Close close) closed(close);
    }

    /** Answers unless it is an answer itself. */
    private void closed(Close close) {
        if (line.state != Line.State.CLOSING) {
            line.flush();
            line.sayClose(null);
        }
        AmqpEvent event = new AmqpEvent.Closed(close.error());
        line.ended(event);
        line.tell(event);
    }

    private void open(int channel, Performative performative) {
        AmqpSession session = sessions.at(channel);
        if (performative instanceof Close close) closed(close);
        else if (performative instanceof Open) line.fail(ErrorCondition.NOT_ALLOWED, "a second open");
        else if (session != null) session.frames.take(performative);
        else if (performative instanceof Begin begin) begun(channel, begin);
        else withoutSession(name(performative), channel);
    }

    /** Many clients do not look how many sessions they may have; one more has no links, and twice as many cost the line. */
    private void begun(int channel, Begin begin) {
        if (channel >= 2 * line.limits.sessionsMax()) {
            String most = "expected channel " + (line.limits.sessionsMax() - 1) + " at most, not " + channel;
            line.fail(ErrorCondition.CONNECTION_FRAMING_ERROR, most); // §2.7.1
            return;
        }
        AmqpSession session = line.local.at(begin.remoteChannel());
        boolean isAnswer = session != null && session.awaitsBegin();
        if (begin.remoteChannel() >= 0 && !isAnswer) {
            line.fail(ErrorCondition.NOT_ALLOWED, "an answer to a begin that was not sent");
            return;
        }
        if (session == null) session = new AmqpSession(line);
        sessions.put(channel, session);
        session.begun(channel, begin);
    }

    static String name(Performative performative) {
        return performative.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
