package io.belay.amqp;

import io.belay.amqp.codec.Frame.ProtocolHeader;
import io.belay.amqp.codec.FrameDecoder;
import io.belay.amqp.sasl.SaslMechanism;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.SaslFrame;
import io.belay.amqp.type.Symbol;
import io.belay.base.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The beginning of a line: protocol headers and the SASL layer, at either end (AMQP 1.0 §2.2, §5.3). */
final class Handshake {
    private static final Symbol OAUTHBEARER = SaslMechanism.OAUTHBEARER.symbol();

    private enum Turn {
        PEER_BEGINS, // its mechanisms, or its choice of ours
        OURS,
        PEERS
    }

    private final Line line;
    private final FrameDecoder decoder;
    private final boolean usesSasl; // client
    private List<Symbol> mechanisms = List.of(); // server
    private boolean isSaslRequired; // server
    private boolean isAuthenticated;
    private Turn turn = Turn.PEER_BEGINS;

    Handshake(Line line, FrameDecoder decoder, boolean usesSasl) {
        this.line = line;
        this.decoder = decoder;
        this.usesSasl = usesSasl;
        if (!line.isServer) line.out.say(usesSasl ? ProtocolHeader.SASL : ProtocolHeader.AMQP);
    }

    void mechanisms(List<Symbol> mechanisms, boolean isRequired) {
        Check.invariant(line.isServer && line.state == Line.State.HEADER, "a server that has heard nothing yet");
        Check.argument(!mechanisms.isEmpty(), "a mechanism or more", 0);
        this.mechanisms = List.copyOf(mechanisms);
        isSaslRequired = isRequired;
    }

    /** Whether a step of SASL waits for our answer. */
    boolean isOurTurn() {
        return line.state == Line.State.SASL && turn == Turn.OURS;
    }

    /** Whether a client may say its Open: its header is the last thing that it said. */
    boolean isDone() {
        boolean isPast = line.state == Line.State.OPENING;
        return isPast || !line.isServer && line.state == Line.State.HEADER && (isAuthenticated || !usesSasl);
    }

    // What the peer says

    void heard(ProtocolHeader header) {
        ProtocolHeader wanted = wanted(header);
        if (!header.equals(wanted)) {
            if (line.isServer) line.out.say(wanted); // It may come back with that (§2.2).
            String why = "expected protocol header " + wanted + ", not " + header;
            line.fail(ErrorCondition.CONNECTION_FRAMING_ERROR, why);
            return;
        }
        if (line.isServer) line.out.say(wanted);
        if (wanted.equals(ProtocolHeader.AMQP)) {
            line.state = Line.State.OPENING;
            decoder.frameSizeMax(line.limits.frameSizeMax());
            return;
        }
        line.state = Line.State.SASL;
        if (!line.isServer) return;
        boolean takesTokens = mechanisms.contains(OAUTHBEARER);
        decoder.frameSizeMax(takesTokens ? SaslMechanism.TOKEN_FRAME_SIZE_MAX : SaslMechanism.FRAME_SIZE_MAX);
        line.out.say(new SaslFrame.SaslMechanisms(mechanisms));
    }

    /** Bytes came that are no header: a client that speaks something else hears what we speak (§2.2). */
    void sayWanted() {
        if (line.isServer) line.out.say(wanted(ProtocolHeader.SASL));
    }

    private ProtocolHeader wanted(ProtocolHeader header) {
        if (!line.isServer) return usesSasl && !isAuthenticated ? ProtocolHeader.SASL : ProtocolHeader.AMQP;
        if (isAuthenticated || mechanisms.isEmpty()) return ProtocolHeader.AMQP;
        boolean isWithout = header.equals(ProtocolHeader.AMQP) && !isSaslRequired;
        return isWithout ? ProtocolHeader.AMQP : ProtocolHeader.SASL;
    }

    void heard(SaslFrame frame) {
        if (line.isServer && frame instanceof SaslFrame.SaslInit init && turn == Turn.PEER_BEGINS) started(init);
        else if (line.isServer && frame instanceof SaslFrame.SaslResponse response && turn == Turn.PEERS) {
            asked(new AmqpEvent.SaslAnswered(response.response()));
        } else if (!line.isServer && frame instanceof SaslFrame.SaslMechanisms offer && turn == Turn.PEER_BEGINS) {
            asked(new AmqpEvent.SaslOffered(offer.mechanisms()));
        } else if (!line.isServer && frame instanceof SaslFrame.SaslChallenge challenge && turn == Turn.PEERS) {
            asked(new AmqpEvent.SaslChallenged(challenge.challenge()));
        } else if (!line.isServer && frame instanceof SaslFrame.SaslOutcome outcome && turn == Turn.PEERS)
            ended(outcome);
        else line.fail(ErrorCondition.NOT_ALLOWED, "a frame of SASL out of turn");
    }

    private void asked(AmqpEvent event) {
        turn = Turn.OURS;
        line.clock.awaitUs();
        line.tell(event);
    }

    private void started(SaslFrame.SaslInit init) {
        if (mechanisms.contains(init.mechanism())) {
            asked(new AmqpEvent.SaslStarted(init.mechanism(), init.initialResponse(), init.hostname()));
            return;
        }
        line.out.say(new SaslFrame.SaslOutcome(SaslCode.AUTH, null));
        line.fail(ErrorCondition.UNAUTHORIZED_ACCESS, "a mechanism that was not offered");
    }

    private void ended(SaslFrame.SaslOutcome outcome) {
        AmqpEvent.SaslEnded event = new AmqpEvent.SaslEnded(outcome.code(), outcome.additionalData());
        if (outcome.code() == SaslCode.OK) {
            authenticated();
            line.out.say(ProtocolHeader.AMQP);
        } else line.ended(event);
        line.tell(event);
    }

    private void authenticated() {
        isAuthenticated = true;
        line.state = Line.State.HEADER;
        decoder.expectHeader();
        line.clock.awaitPeer();
    }

    // What we say

    void challenge(Binary challenge) {
        answer(new SaslFrame.SaslChallenge(challenge), true);
    }

    void outcome(SaslCode code, @Nullable Binary additionalData) {
        answer(new SaslFrame.SaslOutcome(code, additionalData), true);
        if (code == SaslCode.OK) authenticated();
        else line.ended(null);
    }

    void init(Symbol mechanism, @Nullable Binary initialResponse, @Nullable String hostname) {
        answer(new SaslFrame.SaslInit(mechanism, initialResponse, hostname), false);
    }

    void respond(Binary response) {
        answer(new SaslFrame.SaslResponse(response), false);
    }

    private void answer(SaslFrame frame, boolean isServers) {
        Check.invariant(line.isServer == isServers && isOurTurn(), "our turn in SASL");
        turn = Turn.PEERS;
        line.out.say(frame);
        line.clock.awaitPeer();
    }
}
