package io.belay.client;

import io.belay.amqp.AmqpConnection;
import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLimits;
import io.belay.amqp.AmqpLink;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.LinkMemory;
import io.belay.amqp.codec.FrameEncoder;
import io.belay.amqp.sasl.BearerMessage;
import io.belay.amqp.sasl.ScramCredential;
import io.belay.amqp.sasl.ScramHash;
import io.belay.amqp.sasl.ScramServer;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.UnsignedLong;
import io.belay.base.ByteWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A broker's end that does what a test wants, and is a decent one where the test says nothing. */
final class ScriptedBroker implements Peer {
    final List<AmqpEvent> events = new ArrayList<>();
    final List<Performative.Open> opens = new ArrayList<>();
    final Map<String, AmqpLink> links = new LinkedHashMap<>(); // by name, the last of it
    final Map<String, Performative.Attach> attaches = new LinkedHashMap<>();
    final Map<String, LinkMemory> held = new LinkedHashMap<>(); // by name, what an attach is answered with
    List<Symbol> mechanisms = List.of(Symbol.of("ANONYMOUS"));
    Map<Symbol, @Nullable Object> properties = new LinkedHashMap<>();
    List<Symbol> offered = List.of();
    Consumer<AmqpEvent> reaction = event -> {};
    boolean answersOpens = true;
    boolean answersAttaches = true;
    boolean accepts = true;
    long credit = 100;

    @Nullable
    AmqpError refusal;

    @Nullable
    String goodToken; // the only one; null if it takes none

    @Nullable
    ScramServer scram;

    @Nullable
    ScramCredential credential;

    @Nullable
    AmqpConnection connection;

    private long line;
    private ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private long nowMs = World.START_MS;

    /** It keeps sessions: this one, as if it had kept it or not. */
    ScriptedBroker keeping(long number, boolean isResumed) {
        offered = List.of(LineOpening.SESSION);
        properties = new LinkedHashMap<>();
        properties.put(LineOpening.NUMBER, new UnsignedLong(number));
        properties.put(LineOpening.RESUMED, isResumed);
        return this;
    }

    AmqpConnection line() {
        AmqpConnection there = connection;
        if (there == null) throw new AssertionError("no line");
        return there;
    }

    <T extends AmqpEvent> List<T> events(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Says what a decent broker would not. */
    void saysRaw(int channel, Performative performative) {
        ByteWriter out = new ByteWriter(64);
        FrameEncoder.write(channel, performative, out);
        raw.writeBytes(out.toArray());
    }

    void saysRaw(byte[] bytes) {
        raw.writeBytes(bytes);
    }

    void closes(AmqpError error) {
        line().close(error);
    }

    @Override
    public void accept(long line) {
        this.line = line;
        AmqpConnection there = AmqpConnection.server(AmqpLimits.DEFAULT, nowMs);
        there.saslMechanisms(mechanisms, true);
        connection = there;
        raw = new ByteArrayOutputStream();
    }

    @Override
    public void hear(long line, byte[] bytes) {
        if (line == this.line) line().receive(ByteBuffer.wrap(bytes), nowMs, this::take);
    }

    private void take(AmqpEvent event) {
        events.add(event);
        if (event instanceof AmqpEvent.SaslStarted started) started(started);
        else if (event instanceof AmqpEvent.SaslAnswered answered) answered(answered);
        else if (event instanceof AmqpEvent.Opened opened) opened(opened.open());
        else if (event instanceof AmqpEvent.Begun begun) begun.session().begin();
        else if (event instanceof AmqpEvent.Attached attached) attached(attached);
        else if (event instanceof AmqpEvent.Detached detached) detached.link().detach(detached.closed(), null);
        else if (event instanceof AmqpEvent.Ended ended) ended.session().end(null);
        else if (event instanceof AmqpEvent.Delivery delivery && accepts && !delivery.settled()) {
            delivery.receiver()
                    .settle(
                            delivery.deliveryId(),
                            delivery.deliveryId(),
                            DeliveryState.ACCEPTED,
                            opens.get(opens.size() - 1).desiredCapabilities().isEmpty());
        }
        reaction.accept(event);
    }

    private void started(AmqpEvent.SaslStarted started) {
        ScramServer server = scram;
        if (goodToken != null) {
            BearerMessage shown = BearerMessage.parse(started.initialResponse());
            boolean isGood = shown != null && shown.token().equals(goodToken);
            if (isGood) line().saslOutcome(SaslCode.OK, null);
            else line().saslChallenge(BearerMessage.INVALID_TOKEN);
            return;
        }
        ScramCredential known = credential;
        if (server == null || known == null) line().saslOutcome(SaslCode.OK, null);
        else if (server.start(started.initialResponse()) == null) line().saslOutcome(SaslCode.AUTH, null);
        else line().saslChallenge(server.challenge(known));
    }

    private void answered(AmqpEvent.SaslAnswered answered) {
        Binary proof = scram == null ? null : scram.verify(answered.response());
        line().saslOutcome(proof == null ? SaslCode.AUTH : SaslCode.OK, proof);
    }

    private void opened(Performative.Open open) {
        opens.add(open);
        if (!answersOpens) return;
        AmqpError no = refusal;
        Map<Symbol, @Nullable Object> said = new LinkedHashMap<>(properties);
        if (no != null) said.put(Symbol.of("amqp:connection-establishment-failed"), true);
        List<Symbol> none = List.of();
        line().open(new Performative.Open("scripted", null, 0, 0, 0, none, none, offered, none, said));
        if (no != null) line().close(no);
    }

    private void attached(AmqpEvent.Attached attached) {
        AmqpLink link = attached.link();
        links.put(link.name(), link);
        attaches.put(link.name(), attached.attach());
        if (!answersAttaches) return;
        boolean returns = attached.attach().unsettled() != null;
        LinkMemory memory = held.getOrDefault(link.name(), LinkMemory.NONE);
        link.attach(attached.attach(), returns ? memory : null);
        if (link instanceof AmqpReceiver receiver && credit > 0) receiver.credit(credit, false);
    }

    /** Sends a message on the link of a consumer. */
    void sends(String link, long tag, String text) {
        AmqpSender sender = (AmqpSender) links.get(link);
        sender.send(ClientSend.binaryTag(tag), false, null, 0, tag, Sink.message(text));
    }

    /** The same to one that only looks. */
    void shows(String link, long tag, String text) {
        AmqpSender sender = (AmqpSender) links.get(link);
        sender.send(ClientSend.binaryTag(tag), true, null, 0, tag, Sink.message(text));
    }

    @Override
    public byte[] says(long line) {
        if (line != this.line || connection == null) return new byte[0];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(line().out().toArray());
        line().drained();
        out.writeBytes(raw.toByteArray());
        raw.reset();
        return out.toByteArray();
    }

    @Override
    public boolean hasClosed(long line) {
        return line != this.line || connection == null || line().isClosed();
    }

    @Override
    public void lost(long line) {
        if (line == this.line) connection = null;
    }

    @Override
    public boolean works() {
        return false;
    }

    @Override
    public void time(long nowMs) {
        this.nowMs = nowMs;
        if (connection != null) line().tick(nowMs, this::take);
    }

    /** Takes no other token than this. */
    ScriptedBroker takingToken(String good) {
        mechanisms = List.of(Symbol.of("PLAIN"), Symbol.of("OAUTHBEARER"), Symbol.of("SCRAM-SHA-256"));
        goodToken = good;
        return this;
    }

    /** For a server that asks for a proof of this password. */
    void asksForProof(String password) {
        mechanisms = List.of(Symbol.of("PLAIN"), Symbol.of("SCRAM-SHA-256"));
        scram = new ScramServer(ScramHash.SHA_256, "0123456789abcdefghij");
        credential = ScramCredential.of(ScramHash.SHA_256, password, Binary.of(new byte[16]), 4_096);
    }
}
