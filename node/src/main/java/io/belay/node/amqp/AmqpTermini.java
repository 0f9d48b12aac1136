package io.belay.node.amqp;

import io.belay.amqp.type.LifetimePolicy;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.TargetTerminus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What we answer an attach with: what the client asked for, less what we do not do. */
final class AmqpTermini {
    static final Symbol SHARED = Symbol.of("shared");
    static final Symbol GLOBAL = Symbol.of("global");

    private static final List<Symbol> CAPABILITIES = List.of(
            AmqpAddresses.QUEUE,
            AmqpAddresses.TOPIC,
            AmqpAddresses.TEMPORARY_QUEUE,
            AmqpAddresses.TEMPORARY_TOPIC,
            SHARED,
            GLOBAL);
    private static final List<Symbol> EXTENSIONS =
            List.of(Symbol.of("DELAYED_DELIVERY"), Symbol.of("SHARED-SUBS")); // that a link may ask for

    private AmqpTermini() {}

    /** The answer to {@code asked} with these termini. */
    static Attach answer(Attach asked, @Nullable Source source, @Nullable TargetTerminus target) {
        return new Attach(
                asked.name(),
                asked.handle(),
                asked.role().opposite(),
                asked.senderSettleMode(),
                asked.receiverSettleMode(),
                source,
                target,
                null,
                false,
                0,
                0,
                EXTENSIONS.stream()
                        .filter(asked.desiredCapabilities()::contains)
                        .toList(),
                List.of(),
                Collections.emptyMap());
    }

    /** As much of an attach as is needed once it is answered: what clients say may be as long as a frame. */
    static Attach kept(Attach asked) {
        return new Attach(
                asked.name(),
                asked.handle(),
                asked.role(),
                asked.senderSettleMode(),
                asked.receiverSettleMode(),
                asked.source() == null ? null : kept(asked.source()),
                null,
                null,
                asked.incompleteUnsettled(),
                asked.initialDeliveryCount(),
                asked.maxMessageSize(),
                List.of(),
                List.of(),
                Collections.emptyMap());
    }

    private static Source kept(Source asked) {
        return new Source(
                null,
                asked.durability(),
                asked.expiryPolicy(),
                asked.timeoutS(),
                asked.dynamic(),
                Collections.emptyMap(),
                null,
                Collections.emptyMap(),
                AmqpOutcomes.kept(asked.defaultOutcome()),
                List.of(),
                List.of());
    }

    /** Those of {@code asked} that we know. */
    static List<Symbol> capabilities(List<Symbol> asked) {
        return CAPABILITIES.stream().filter(asked::contains).toList();
    }

    /** The target that a producer gets; {@code name} is the temporary one's, null if it asked for no such. */
    static Target target(Target asked, @Nullable String name) {
        return new Target(
                name == null ? asked.address() : name,
                asked.durability(),
                asked.expiryPolicy(),
                asked.timeoutS(),
                name != null,
                name == null ? Collections.emptyMap() : temporaryProperties(),
                capabilities(asked.capabilities()));
    }

    /** Every temporary queue and topic lives until the link that made it closes, whatever policy was asked for. */
    static Map<Symbol, @Nullable Object> temporaryProperties() {
        Map<Symbol, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put(LifetimePolicy.KEY, LifetimePolicy.DELETE_ON_CLOSE.described());
        return properties;
    }
}
