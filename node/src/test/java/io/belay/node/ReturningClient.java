package io.belay.node;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.LinkMemory;
import io.belay.amqp.Resumption;
import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Coordinator;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.LifetimePolicy;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.TargetTerminus;
import io.belay.amqp.type.TransactionRequest;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A client whose session outlives its lines, by hand: what it remembers, and how it comes back. */
final class ReturningClient {
    /** That a client has all of a message, and has not decided. */
    static final DeliveryState HAS_ALL = new DeliveryState.Received(Performative.UINT_MAX, 0);

    /** A delivery that it has. */
    static final class Got {
        final String link;
        final Binary tag;
        final Object text;
        final long failures; // that the broker told
        long deliveryId; // on its newest line

        @Nullable
        DeliveryState decided;

        int times = 1; // that its message came

        Got(String link, Binary tag, Object text, long failures, long deliveryId) {
            this.link = link;
            this.tag = tag;
            this.text = text;
            this.failures = failures;
            this.deliveryId = deliveryId;
        }
    }

    /** A message that it sends until it knows what became of it. */
    record Sending(byte[] message, long context) {}

    final TestBroker broker;
    final String container;
    final Map<Symbol, @Nullable Object> wishes = new LinkedHashMap<>(); // of its Open
    final Map<String, LinkMemory> memories = new LinkedHashMap<>(); // of links, once their line is gone
    final Map<String, Map<Binary, Sending>> sendings = new LinkedHashMap<>(); // not settled, by link
    final Map<String, Map<Binary, Got>> unsettled = new LinkedHashMap<>(); // by link of what it has
    final List<Got> all = new ArrayList<>();
    final Map<Binary, DeliveryState> outcomes = new LinkedHashMap<>(); // by tag of what it sent
    final List<String> confirmed = new ArrayList<>(); // texts whose outcome the broker has on record
    final List<String> voids = new ArrayList<>(); // texts of which it knows nothing more
    long credit = 100;
    boolean settlesSent = true; // as soon as it knows what became of it
    private final Map<String, TargetTerminus> targets = new LinkedHashMap<>();
    final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, AmqpSender> senders = new LinkedHashMap<>();
    private final Map<String, AmqpReceiver> receivers = new LinkedHashMap<>();
    private long lastTag;
    private long number;
    private int seen; // events of this line

    TestAmqpClient line;
    AmqpSession session;

    private ReturningClient(TestBroker broker, String container) {
        this.broker = broker;
        this.container = container;
        wish("belay:session-expiry", new UnsignedInteger(60));
    }

    /** A client that is in. */
    static ReturningClient of(TestBroker broker, String container) {
        return new ReturningClient(broker, container).open();
    }

    /** A client that is not in yet. */
    static ReturningClient outside(TestBroker broker, String container) {
        return new ReturningClient(broker, container);
    }

    ReturningClient wish(String name, @Nullable Object value) {
        wishes.put(Symbol.of(name), value);
        return this;
    }

    /** Opens a line and says which session it had, and how many consumers it will attach again. */
    ReturningClient open() {
        return open(0);
    }

    ReturningClient open(long idleTimeoutMs) {
        line = new TestAmqpClient(broker, false, TestAmqpClient.LIMITS);
        seen = 0;
        Map<Symbol, @Nullable Object> properties = new LinkedHashMap<>();
        if (number != 0) properties.put(Symbol.of("belay:session-number"), new UnsignedLong(number));
        properties.put(Symbol.of("belay:consumers"), new UnsignedInteger(sources.size()));
        properties.putAll(wishes);
        List<Symbol> none = List.of();
        if (idleTimeoutMs > 0) line.client.silenceMax(2 * idleTimeoutMs); // Half of it is told.
        line.client.open(new Performative.Open(
                container,
                null,
                Performative.UINT_MAX,
                Performative.USHORT_MAX,
                0,
                none,
                none,
                none,
                List.of(Symbol.of("belay:session")),
                properties));
        broker.settle();
        Object told = told("belay:session-number");
        if (told instanceof UnsignedLong known) number = known.bits();
        if (isIn()) session = line.session();
        return this;
    }

    /** Whether the broker has let it in. */
    boolean isIn() {
        Performative.Open answer = line.client.peer();
        return answer != null && answer.offeredCapabilities().contains(Symbol.of("belay:session"));
    }

    /** What the broker's Open says. */
    @Nullable
    Object told(String property) {
        return Objects.requireNonNull(line.client.peer()).properties().get(Symbol.of(property));
    }

    boolean isResumed() {
        return Boolean.TRUE.equals(told("belay:resumed"));
    }

    long number() {
        return number;
    }

    /** The error that its line was closed with. */
    AmqpError closedWith() {
        return Objects.requireNonNull(line.seen(AmqpEvent.Closed.class).get(0).error(), "a close with an error");
    }

    AmqpSender sender(String name, @Nullable TargetTerminus target) {
        targets.put(name, target == null ? Target.at(null) : target);
        sendings.put(name, new LinkedHashMap<>());
        return attachSender(name, null);
    }

    AmqpSender sender(String name, String queue) {
        return sender(name, TestAmqpClient.target(queue, "queue"));
    }

    AmqpSender coordinator(String name) {
        return sender(name, new Coordinator(TestAmqpClient.symbols("amqp:local-transactions")));
    }

    AmqpReceiver receiver(String name, Source source) {
        sources.put(name, source);
        unsettled.put(name, new LinkedHashMap<>());
        return attachReceiver(name, null);
    }

    AmqpReceiver receiver(String name, String queue) {
        return receiver(name, TestAmqpClient.source(queue, "queue"));
    }

    private AmqpSender attachSender(String name, @Nullable LinkMemory memory) {
        AmqpSender sender = session.sender(name);
        senders.put(name, sender);
        sender.attach(second(Role.SENDER, Source.at(name), targets.get(name)), memory);
        settle();
        return sender;
    }

    AmqpReceiver attachReceiver(String name, @Nullable LinkMemory memory) {
        AmqpReceiver receiver = askForReceiver(name, memory);
        broker.settle();
        if (memory != null) forget(receiver, memory);
        long room = memory == null ? credit : credit + memory.unsettled().size();
        if (credit > 0) receiver.credit(room, false);
        settle();
        return receiver;
    }

    /** Says that it attaches, and lets nothing happen yet. */
    AmqpReceiver askForReceiver(String name, @Nullable LinkMemory memory) {
        return askForReceiver(name, memory, Set.of());
    }

    private AmqpReceiver askForReceiver(String name, @Nullable LinkMemory memory, Set<Binary> told) {
        AmqpReceiver receiver = session.receiver(name);
        receivers.put(name, receiver);
        receiver.attach(second(Role.RECEIVER, sources.get(name), Target.at(null)), memory, told);
        return receiver;
    }

    /** Attaches for good, when it has told all that it has in other attaches. */
    void attachReceiverToldBefore(String name) {
        LinkMemory memory = memoryOf(name);
        AmqpReceiver receiver = askForReceiver(name, memory, memory.unsettled().keySet());
        broker.settle();
        receiver.credit(credit + memory.unsettled().size(), false);
        settle();
    }

    /** What the broker does not tell it has settled; what was not decided is void. */
    private void forget(AmqpReceiver receiver, LinkMemory memory) {
        Performative.Attach answer = line.answer(receiver);
        Map<Binary, @Nullable DeliveryState> told = answer == null ? null : answer.unsettled();
        if (told == null || answer.incompleteUnsettled()) return;
        for (Binary tag : memory.unsettled().keySet()) {
            Got got = told.containsKey(tag)
                    ? null
                    : unsettled.get(receiver.name()).remove(tag);
            if (got != null) (got.decided == null ? voids : confirmed).add(String.valueOf(got.text));
        }
    }

    private static Performative.Attach second(Role role, Source source, TargetTerminus target) {
        return new Performative.Attach(
                "",
                0,
                role,
                SenderSettleMode.UNSETTLED,
                ReceiverSettleMode.SECOND,
                source,
                target,
                null,
                false,
                0,
                0,
                List.of(),
                List.of(),
                Collections.emptyMap());
    }

    AmqpSender sender(String name) {
        return Objects.requireNonNull(senders.get(name));
    }

    AmqpReceiver receiver(String name) {
        return Objects.requireNonNull(receivers.get(name));
    }

    /** A message that says where it goes, and of which group it is. */
    static byte[] letter(String to, @Nullable String group, String text) {
        ByteWriter out = new ByteWriter(64);
        Properties properties =
                new Properties(null, null, to, null, null, null, null, null, null, null, group, -1, null);
        SectionWriter.writeProperties(properties, out);
        SectionWriter.writeValue(text, out);
        return out.toArray();
    }

    static byte[] letter(String to, String text) {
        return letter(to, null, text);
    }

    /** A message that expires. */
    static byte[] passing(String text, long ttlMs) {
        ByteWriter out = new ByteWriter(64);
        SectionWriter.writeHeader(new Header(false, 4, ttlMs, false, 0), out);
        SectionWriter.writeValue(text, out);
        return out.toArray();
    }

    /** A temporary queue; called as it was before, if it was. */
    static Target dynamic(String... name) {
        Target plain = Target.at(null);
        Map<Symbol, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put(LifetimePolicy.KEY, LifetimePolicy.DELETE_ON_CLOSE.described());
        return new Target(
                name.length == 0 ? null : name[0],
                plain.durability(),
                plain.expiryPolicy(),
                0,
                true,
                properties,
                TestAmqpClient.symbols("temporary-queue"));
    }

    /** Where the broker says that a link leads. */
    String addressOf(AmqpSender sender) {
        Performative.Attach answer = Objects.requireNonNull(line.answer(sender));
        return Objects.requireNonNull(((Target) Objects.requireNonNull(answer.target())).address());
    }

    /** Sends texts and lets everything happen. */
    ReturningClient send(String link, String... texts) {
        for (String text : texts) write(link, TestAmqpClient.text(text));
        settle();
        return this;
    }

    /** Sends and lets nothing happen yet. Returns the tag. */
    Binary write(String link, byte[] message) {
        Binary tag = Binary.of(new ByteWriter(8).writeLong(++lastTag).toArray());
        sendings.get(link).put(tag, new Sending(message, lastTag));
        sender(link).send(tag, false, null, 0, lastTag, ByteBuffer.wrap(message));
        return tag;
    }

    /** Sends inside a transaction, settled. */
    void enlist(String link, Binary transaction, String... texts) {
        for (String text : texts) {
            Binary tag = Binary.of(new ByteWriter(8).writeLong(++lastTag).toArray());
            DeliveryState state = new DeliveryState.TransactionalState(transaction, null);
            sender(link).send(tag, true, state, 0, lastTag, ByteBuffer.wrap(TestAmqpClient.text(text)));
        }
        settle();
    }

    /** Acknowledges inside a transaction, settled; the deliveries stay in its memory until that is over. */
    void enlist(Got got, Binary transaction) {
        DeliveryState state = new DeliveryState.TransactionalState(transaction, DeliveryState.ACCEPTED);
        receiver(got.link).settle(got.deliveryId, got.deliveryId, state, true);
        settle();
    }

    Binary declare(String coordinator) {
        Binary tag = ask(coordinator, new TransactionRequest.Declare(null));
        settle();
        return ((DeliveryState.Declared) Objects.requireNonNull(outcomes.get(tag))).transactionId();
    }

    /** Asks, and lets nothing happen yet. Returns the tag. */
    Binary ask(String coordinator, TransactionRequest request) {
        ByteWriter out = new ByteWriter(32);
        SectionWriter.writeRequest(request, out);
        return write(coordinator, out.toArray());
    }

    /** Says what is thought of a delivery; the broker is to settle. */
    ReturningClient decide(Got got, DeliveryState state) {
        got.decided = state;
        receiver(got.link).settle(got.deliveryId, got.deliveryId, state, false);
        return this;
    }

    ReturningClient accept(String text) {
        decide(got(text), DeliveryState.ACCEPTED);
        settle();
        return this;
    }

    Got got(String text) {
        settle();
        return all.stream().filter(each -> each.text.equals(text)).findFirst().orElseThrow();
    }

    /** The texts that came, in order; one twice that came twice. */
    List<Object> texts() {
        settle();
        return all.stream().map(each -> each.text).toList();
    }

    /** Lets everything happen. */
    void settle() {
        do broker.settle();
        while (hear());
    }

    /** Does what its events ask for; whether there were any. */
    boolean hear() {
        List<AmqpEvent> news = List.copyOf(line.events.subList(seen, line.events.size()));
        seen += news.size();
        List<TestAmqpClient.Arrived> arrived = line.arrived;
        for (AmqpEvent event : news) {
            if (event instanceof AmqpEvent.Outcome outcome) heard(outcome);
            else if (event instanceof AmqpEvent.Settled settled) settled(settled.receiver(), settled.tag());
            else if (event instanceof AmqpEvent.Resumed resumed) settled(resumed.receiver(), resumed.tag());
            else if (event instanceof AmqpEvent.Delivery delivery) came(delivery, arrived);
        }
        return !news.isEmpty();
    }

    private void heard(AmqpEvent.Outcome outcome) {
        if (outcome.state() != null) outcomes.put(outcome.tag(), outcome.state());
        boolean isDecided = outcome.state() != null && outcome.state().isTerminal();
        if (!isDecided || !settlesSent) return;
        outcome.sender().settle(outcome.deliveryId(), outcome.state());
        sendings.get(outcome.sender().name()).remove(outcome.tag());
    }

    private void settled(AmqpReceiver receiver, Binary tag) {
        Got got = unsettled.get(receiver.name()).remove(tag);
        if (got != null) confirmed.add(String.valueOf(got.text));
    }

    private void came(AmqpEvent.Delivery delivery, List<TestAmqpClient.Arrived> arrived) {
        Map<Binary, Got> ofLink = unsettled.get(delivery.receiver().name());
        Got known = ofLink.get(delivery.tag());
        byte[] bytes = arrived.stream()
                .filter(each -> each.link() == delivery.receiver() && each.deliveryId() == delivery.deliveryId())
                .findFirst()
                .orElseThrow()
                .bytes();
        if (known != null) {
            known.deliveryId = delivery.deliveryId();
            if (bytes.length > 0) known.times++;
            if (delivery.settled())
                voids.add(String.valueOf(Objects.requireNonNull(ofLink.remove(delivery.tag())).text));
            return;
        }
        MessageSections sections = MessageSections.of(ByteBuffer.wrap(bytes));
        Got got = new Got(
                delivery.receiver().name(),
                delivery.tag(),
                Objects.requireNonNull(sections.bodyValue()),
                sections.header().deliveryCount(),
                delivery.deliveryId());
        all.add(got);
        if (!delivery.settled()) ofLink.put(delivery.tag(), got);
    }

    /** The line breaks: the broker hears of it. */
    ReturningClient cut() {
        hear();
        line.cut();
        return this;
    }

    /** Comes back to its session on a new line, and attaches all that it had. */
    ReturningClient comeBack() {
        hear(); // What came before the line broke, it knows.
        open();
        attachAll();
        return this;
    }

    ReturningClient attachAll() {
        for (String name : targets.keySet()) resume(name);
        for (String name : sources.keySet()) attachReceiver(name, memoryOf(name));
        settle();
        return this;
    }

    /** What it has of a link's deliveries, decided or not. */
    LinkMemory memoryOf(String receiver) {
        Map<Binary, LinkMemory.Entry> entries = new LinkedHashMap<>();
        unsettled.get(receiver).forEach((tag, got) -> entries.put(tag, new LinkMemory.Entry(stateOf(got), 0)));
        return new LinkMemory(0, entries);
    }

    /** Of what has failed it says how often it had failed before. */
    private static DeliveryState stateOf(Got got) {
        if (!(got.decided instanceof DeliveryState.Modified)) return got.decided == null ? HAS_ALL : got.decided;
        UnsignedInteger before = new UnsignedInteger((int) got.failures);
        return new DeliveryState.Modified(true, false, Map.of(Symbol.of("belay:failures"), before));
    }

    private void resume(String name) {
        Map<Binary, LinkMemory.Entry> entries = new LinkedHashMap<>();
        Map<Binary, Sending> sent = sendings.get(name);
        sent.forEach((tag, sending) -> entries.put(tag, new LinkMemory.Entry(outcomes.get(tag), sending.context())));
        LinkMemory memory = new LinkMemory(0, entries);
        AmqpSender sender = attachSender(name, memory);
        Performative.Attach answer = line.answer(sender);
        if (answer == null) return;
        for (Resumption.Step step : Resumption.ofSender(memory, answer.unsettled(), answer.incompleteUnsettled())) {
            Sending sending = Objects.requireNonNull(sent.get(step.tag()));
            boolean isOver = step instanceof Resumption.Step.Confirm || step instanceof Resumption.Step.Forget;
            if (step instanceof Resumption.Step.Confirm confirm) outcomes.put(step.tag(), confirm.outcome());
            boolean isVoid = targets.get(name) instanceof Coordinator && !isOver; // Its transaction is gone.
            if (isVoid) sent.remove(step.tag());
            else sender.resume(step, 0, sending.context(), ByteBuffer.wrap(sending.message()));
            if (isOver) sent.remove(step.tag());
        }
        settle();
    }
}
