package io.belay.node.amqp;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.sasl.PlainMessage;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.Symbol;
import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.core.Command;
import io.belay.node.Authenticator;
import io.belay.node.Authenticator.Verdict;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.limit.Limit;
import io.belay.node.limit.Objection;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a client gets in: SASL or none, Open, the node's word, our Open.
 *
 * <pre>
 *  SASL init ──▶ ANONYMOUS, PLAIN ─────────────▶ outcome ──▶ Open ──▶ Join ──▶ Open
 *            ──▶ challenge ◀──▶ response ──▶ outcome ──▶ Open ──▶ Join ──▶ Open
 *  Open (without SASL, as anonymous) ──▶ Join ──▶ Open, and Close if it is refused
 * </pre>
 */
final class AmqpAdmission {
    private static final byte[] NOTHING = {};
    private static final String ANONYMOUS = "ANONYMOUS";
    private static final String PLAIN = "PLAIN";
    private static final Symbol SOLE = Symbol.of("sole-connection-for-container");
    private static final List<Symbol> OFFERED =
            List.of(SOLE, Symbol.of("ANONYMOUS-RELAY"), Symbol.of("DELAYED_DELIVERY"), Symbol.of("SHARED-SUBS"));
    private static final String SESSION_PREFIX = "amqp:"; // keeps containers and MQTT clients apart

    private final AmqpLine line;
    private final String from;
    private final Authenticator authenticator;
    private Authenticator.@Nullable Mechanism mechanism;
    private @Nullable String principal; // null until somebody has said who it is
    private @Nullable AmqpWish wish; // for a session that outlives the line
    private boolean open;

    AmqpAdmission(AmqpLine line, String from, Authenticator authenticator) {
        this.line = line;
        this.from = from;
        this.authenticator = authenticator;
        List<Symbol> offered = line.options.saslMechanisms().stream()
                .filter(authenticator::offers)
                .map(Symbol::of)
                .toList();
        if (!offered.isEmpty()) line.connection.saslMechanisms(offered, false);
    }

    /** Whether our Open was sent, and the client is in. */
    boolean isOpen() {
        return open;
    }

    void started(AmqpEvent.SaslStarted started) {
        String name = started.mechanism().text();
        if (name.equals(ANONYMOUS)) heed(authenticator.check(null, null, line.nowMs));
        else if (name.equals(PLAIN)) heed(plain(PlainMessage.parse(started.initialResponse())));
        else {
            mechanism = authenticator.mechanism(name);
            step(started.initialResponse());
        }
    }

    void answered(AmqpEvent.SaslAnswered answered) {
        step(answered.response());
    }

    /** The client has opened: the node decides, unless there is something to refuse. */
    void opening(Performative.Open peer) {
        AmqpError objection = objection(peer.containerId());
        AmqpError tooMany = objection == null ? crowd() : null;
        if (tooMany != null) {
            refuse(tooMany);
            return;
        }
        if (objection != null) {
            boolean isStranger = objection.condition().equals(ErrorCondition.UNAUTHORIZED_ACCESS);
            line.ends(new Break(isStranger ? Cause.LOGIN : Cause.DENIED, objection.description() + ""));
            refuse(objection);
            return;
        }
        line.containerId = peer.containerId();
        line.rights.are(authenticator.rights(whom(), peer.containerId()));
        boolean sole = peer.desiredCapabilities().contains(SOLE);
        wish = AmqpWish.of(peer);
        long expiryS = wish == null ? 0 : wish.expiryS();
        String name = SESSION_PREFIX + peer.containerId();
        Command.Attach attach = new Command.Attach(name, whom(), true, expiryS, 1, null, from);
        line.request(new Request.Join(line.number, attach, sole, wish == null ? null : wish.session()));
    }

    /** The node has let it in. A session that comes back has to find out soon that its line is dead. */
    void opened(Reply.Opened opened) {
        open = true;
        if (wish == null) {
            line.connection.open(answer(OFFERED, properties()));
            return;
        }
        line.isResumable = opened.expiryS() > 0;
        if (line.isResumable) line.rights.ownedBy(SESSION_PREFIX + line.containerId);
        Performative.Open peer = line.connection.peer();
        // What is told is half of what is borne (§2.4.5), at either end.
        if (peer != null && peer.idleTimeoutMs() > 0) line.connection.silenceMax(2 * peer.idleTimeoutMs());
        Map<Symbol, @Nullable Object> properties = properties();
        AmqpWish.tell(opened, line.options.restored(), properties);
        List<Symbol> offered =
                Stream.concat(OFFERED.stream(), Stream.of(AmqpWish.SESSION)).toList();
        line.connection.open(answer(offered, properties));
    }

    /** The name of its session; empty before Open. */
    String client() {
        return line.containerId.isEmpty() ? "" : SESSION_PREFIX + line.containerId;
    }

    /** The node has not let it in. */
    void refused(Reply.Closed closed) {
        refuse(AmqpErrors.refused(closed));
    }

    private Verdict plain(@Nullable PlainMessage message) {
        boolean ofItself = message != null
                && (message.authorizationId().isEmpty()
                        || message.authorizationId().equals(message.user()));
        if (message == null || !ofItself) return Verdict.wrong(); // Nobody acts for somebody else.
        byte[] password = message.password().getBytes(StandardCharsets.UTF_8);
        return authenticator.check(message.user(), password, line.nowMs);
    }

    private void step(@Nullable Binary response) {
        Authenticator.Mechanism exchange = mechanism;
        byte[] data = response == null ? NOTHING : response.bytes();
        heed(exchange == null ? Verdict.wrong() : exchange.next(data, line.nowMs));
    }

    void tick() {
        authenticator.tick(line.nowMs);
    }

    /** What is said of the client, at once or later. */
    void heed(Verdict verdict) {
        if (verdict instanceof Verdict.Accepted accepted) accept(accepted);
        else if (verdict instanceof Verdict.Refused refused) {
            mechanism = null;
            line.ends(new Break(Cause.LOGIN, refused.why()));
            boolean isBusy = refused.reason() == Authenticator.Reason.BUSY;
            if (isBusy) line.port.reached(Limit.LOGIN_WAIT);
            line.connection.saslOutcome(isBusy ? SaslCode.SYS_TEMP : SaslCode.AUTH, null);
        } else if (verdict instanceof Verdict.Continue goesOn) line.connection.saslChallenge(Binary.of(goesOn.data()));
    }

    private void accept(Verdict.Accepted accepted) {
        mechanism = null;
        principal = accepted.principal();
        Binary data = accepted.data().length == 0 ? null : Binary.of(accepted.data());
        line.connection.saslOutcome(SaslCode.OK, data);
    }

    private @Nullable AmqpError objection(String containerId) {
        if (principal == null) {
            Verdict verdict = authenticator.check(null, null, line.nowMs);
            boolean isAccepted = verdict instanceof Verdict.Accepted;
            if (!isAccepted) return new AmqpError(ErrorCondition.UNAUTHORIZED_ACCESS, "say who you are: SASL");
            principal = ((Verdict.Accepted) verdict).principal();
        }
        if (containerId.isEmpty()) return AmqpErrors.invalidField("container-id", "an empty container-id");
        int length = containerId.getBytes(StandardCharsets.UTF_8).length;
        int most = line.options.containerIdLengthMax();
        if (length <= most) return null;
        return AmqpErrors.invalidField(
                "container-id", "a container-id of " + length + " bytes, at most " + most + " are allowed");
    }

    /** Whether it is one of too many. Told here and not in SASL, which has no word for when to return. */
    private @Nullable AmqpError crowd() {
        Objection tooMany = authenticator.objection();
        if (tooMany == null) tooMany = authenticator.objection(whom());
        if (tooMany != null) line.ends(tooMany.how());
        return tooMany == null ? null : AmqpErrors.of(tooMany);
    }

    private String whom() {
        return principal == null ? Authenticator.ANONYMOUS_PRINCIPAL : principal;
    }

    /** A client waits for the Close that this property announces, and so learns why (reference D.1). */
    private void refuse(AmqpError error) {
        Map<Symbol, @Nullable Object> properties = properties();
        properties.put(Symbol.of("amqp:connection-establishment-failed"), true);
        line.connection.open(answer(OFFERED, properties));
        line.connection.close(error);
    }

    private static Map<Symbol, @Nullable Object> properties() {
        Map<Symbol, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put(Symbol.of("product"), "Belay");
        return properties;
    }

    private Performative.Open answer(List<Symbol> offered, Map<Symbol, @Nullable Object> properties) {
        return new Performative.Open(
                line.options.containerId(),
                null,
                Performative.UINT_MAX,
                Performative.USHORT_MAX,
                0,
                List.of(),
                List.of(),
                offered,
                List.of(),
                properties);
    }
}
