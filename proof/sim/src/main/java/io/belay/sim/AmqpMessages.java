package io.belay.sim;

import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.Coordinator;
import io.belay.amqp.type.ExpiryPolicy;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.TargetTerminus;
import io.belay.amqp.type.TerminusDurability;
import io.belay.amqp.type.TransactionRequest;
import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What AMQP clients of the simulator say, in the words that Qpid JMS uses. */
final class AmqpMessages {
    private static final Symbol COPY = Symbol.of("copy");
    private static final String ORIGIN = "belay_dead_origin";

    private AmqpMessages() {}

    /** A durable message; {@code ttlMs} −1 lives for ever. */
    static ByteBuffer message(long number, String group, long ttlMs) {
        ByteWriter out = new ByteWriter(64);
        SectionWriter.writeHeader(new Header(true, Header.PRIORITY_DEFAULT, ttlMs, false, 0), out);
        if (!group.isEmpty()) SectionWriter.writeProperties(ofGroup(group), out);
        byte[] content = Payloads.content(number);
        SectionWriter.writeData(ByteBuffer.wrap(content, 1, content.length - 1), out); // The first byte is MQTT's.
        return ByteBuffer.wrap(out.toArray());
    }

    /** What a message is about, as far as it matters here. */
    record Read(long number, long count, String origin) {}

    static Read read(ByteBuffer payload) {
        MessageSections sections = MessageSections.of(payload);
        byte[] content = new byte[sections.data().remaining() + 1];
        sections.data().get(content, 1, content.length - 1);
        Object origin = sections.applicationProperty(ORIGIN);
        return new Read(
                Payloads.number(content), sections.header().deliveryCount(), origin == null ? "" : origin.toString());
    }

    static ByteBuffer request(TransactionRequest request) {
        ByteWriter out = new ByteWriter(32);
        SectionWriter.writeRequest(request, out);
        return ByteBuffer.wrap(out.toArray());
    }

    static Attach sender(Place to) {
        Target plain = Target.at(to.name());
        return sender(new Target(
                to.name(), plain.durability(), plain.expiryPolicy(), 0, false, Collections.emptyMap(), kind(to)));
    }

    static Attach coordinator() {
        return sender(new Coordinator(List.of(Symbol.of("amqp:local-transactions"))));
    }

    static Attach receiver(Supply supply, boolean confirms) {
        boolean isKept = !supply.subscription().isEmpty();
        Source source = new Source(
                supply.place().name(),
                isKept ? TerminusDurability.UNSETTLED_STATE : TerminusDurability.NONE,
                isKept ? ExpiryPolicy.NEVER : ExpiryPolicy.LINK_DETACH,
                0,
                false,
                Collections.emptyMap(),
                supply.browses() ? COPY : null,
                Collections.emptyMap(),
                null,
                List.of(),
                kind(supply.place()));
        return attach(
                Role.RECEIVER,
                supply.browses() ? SenderSettleMode.MIXED : SenderSettleMode.UNSETTLED,
                confirms ? ReceiverSettleMode.SECOND : ReceiverSettleMode.FIRST,
                source,
                Target.at(null));
    }

    private static Attach sender(TargetTerminus target) {
        return attach(
                Role.SENDER, SenderSettleMode.UNSETTLED, ReceiverSettleMode.FIRST, Source.at("simulator"), target);
    }

    private static List<Symbol> kind(Place place) {
        return List.of(Symbol.of(place.isTopic() ? "topic" : "queue"));
    }

    private static Properties ofGroup(String group) {
        return new Properties(null, null, null, null, null, null, null, null, null, null, group, -1, null);
    }

    private static Attach attach(
            Role role,
            SenderSettleMode sending,
            ReceiverSettleMode receiving,
            Source source,
            @Nullable TargetTerminus target) {
        return new Attach(
                "",
                0,
                role,
                sending,
                receiving,
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
}
