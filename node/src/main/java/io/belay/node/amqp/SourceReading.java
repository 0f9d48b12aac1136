package io.belay.node.amqp;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.ExpiryPolicy;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.TerminusDurability;
import io.belay.amqp.type.UnsignedLong;
import io.belay.node.Address;
import io.belay.node.SourceSpec;
import io.belay.node.SubscriptionName;
import io.belay.selector.Selector;
import io.belay.selector.SelectorException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the source of an attach asks for, read once: filters, distribution, settling, and whose subscription it is. */
final class SourceReading {
    private static final UnsignedLong SELECTOR_CODE = new UnsignedLong(0x0000_468C_0000_0004L);
    private static final Symbol SELECTOR_NAME = Symbol.of("apache.org:selector-filter:string");
    private static final UnsignedLong NO_LOCAL_CODE = new UnsignedLong(0x0000_468C_0000_0003L);
    private static final Symbol NO_LOCAL_NAME = Symbol.of("apache.org:no-local-filter:list");
    private static final Symbol SELECTOR_KEY = Symbol.of("jms-selector"); // as Qpid JMS calls them
    private static final Symbol NO_LOCAL_KEY = Symbol.of("no-local");
    private static final Symbol COPY = Symbol.of("copy");
    private static final Symbol MOVE = Symbol.of("move");
    private static final Symbol PRIORITY = Symbol.of("priority");
    private static final Symbol EXCLUSIVE = Symbol.of("exclusive");
    private static final List<Symbol> OUTCOMES = List.of(
            Symbol.of("amqp:accepted:list"),
            Symbol.of("amqp:rejected:list"),
            Symbol.of("amqp:released:list"),
            Symbol.of("amqp:modified:list"));
    private static final char SUFFIX = '|'; // from here on a link's name only tells links of one subscription apart

    private final Attach asked;
    private final Source source;
    private final Map<Symbol, @Nullable Object> applied = new LinkedHashMap<>(0);
    private String selector = "";
    private boolean noLocal;
    private @Nullable AmqpError error;

    SourceReading(Attach asked, Source source, AmqpOptions options) {
        this.asked = asked;
        this.source = source;
        source.filter().forEach((key, filter) -> read(key, filter, options));
    }

    /** What is wrong with it; null if nothing is. */
    @Nullable
    AmqpError error() {
        return error;
    }

    /** Whether it is to make a queue or topic of its own. */
    boolean isDynamic() {
        return source.dynamic();
    }

    /** What kind of thing it asks for; a queue if it does not say. */
    Address.Kind kind() {
        Address.Kind kind = AmqpAddresses.kind(source.capabilities());
        return kind == null ? Address.Kind.QUEUE : kind;
    }

    /** Where it consumes from, unless it {@link #isDynamic}; null if it does not say. */
    @Nullable
    Address address() {
        String text = source.address();
        return text == null ? null : AmqpAddresses.of(text, AmqpAddresses.kind(source.capabilities()));
    }

    /** What is asked of the node. {@code subscriber} is whose subscriptions it has. */
    SourceSpec spec(Address address, String subscriber) {
        boolean isTopic = !address.isQueue();
        boolean isShared = isTopic && source.capabilities().contains(AmqpTermini.SHARED);
        boolean isDurable = isTopic && isDurable(source);
        boolean isNamed = isShared || isDurable;
        boolean isGlobal = source.capabilities().contains(AmqpTermini.GLOBAL);
        return new SourceSpec(
                address,
                selector,
                isTopic && noLocal,
                browses(address),
                asked.senderSettleMode() == SenderSettleMode.SETTLED,
                isNamed ? new SubscriptionName(isGlobal ? "" : subscriber, baseName(asked.name()), isDurable) : null,
                isShared,
                asked.properties().get(PRIORITY) instanceof Number number ? number.intValue() : 0,
                Boolean.TRUE.equals(asked.properties().get(EXCLUSIVE)));
    }

    /** Whether it looks at a queue and takes nothing. */
    boolean browses(Address address) {
        return address.isQueue() && COPY.equals(source.distributionMode());
    }

    /** Our answer: what was asked for, less what is not applied. */
    Source answer(Address address) {
        boolean isQueue = address.isQueue();
        if (isQueue) applied.values().removeIf(SourceReading::isNoLocal);
        boolean copies = !isQueue || COPY.equals(source.distributionMode());
        return new Source(
                source.dynamic() ? address.name() : source.address(),
                source.durability(),
                source.expiryPolicy(),
                source.timeoutS(),
                source.dynamic(),
                source.dynamic() ? AmqpTermini.temporaryProperties() : Collections.emptyMap(),
                copies ? COPY : MOVE,
                applied,
                source.defaultOutcome(),
                OUTCOMES,
                AmqpTermini.capabilities(source.capabilities()));
    }

    /** The source of a subscription that was looked for by its name alone. */
    static Source found(SourceSpec spec) {
        Map<Symbol, @Nullable Object> filters = new LinkedHashMap<>(0);
        if (!spec.selector().isEmpty()) filters.put(SELECTOR_KEY, new Described(SELECTOR_CODE, spec.selector()));
        if (spec.noLocal()) filters.put(NO_LOCAL_KEY, new Described(NO_LOCAL_CODE, List.of()));
        return new Source(
                spec.address().name(),
                TerminusDurability.UNSETTLED_STATE,
                ExpiryPolicy.NEVER,
                0,
                false,
                Collections.emptyMap(),
                COPY,
                filters,
                null,
                OUTCOMES,
                spec.shared() ? List.of(AmqpAddresses.TOPIC, AmqpTermini.SHARED) : List.of(AmqpAddresses.TOPIC));
    }

    /** The durable subscription that a link without a source looks for (reference D.5). */
    static SubscriptionName wanted(Attach asked, String subscriber) {
        boolean isGlobal = asked.desiredCapabilities().contains(AmqpTermini.GLOBAL);
        return new SubscriptionName(isGlobal ? "" : subscriber, baseName(asked.name()), true);
    }

    static boolean isDurable(Source source) {
        return source.durability() != TerminusDurability.NONE || source.expiryPolicy() == ExpiryPolicy.NEVER;
    }

    private static String baseName(String linkName) {
        int end = linkName.indexOf(SUFFIX);
        return end < 0 ? linkName : linkName.substring(0, end);
    }

    /** Filters are known by what describes them; under which key they stand is the client's affair. */
    private void read(Symbol key, @Nullable Object filter, AmqpOptions options) {
        if (isNoLocal(filter)) {
            noLocal = true;
            applied.put(key, filter);
        } else if (filter instanceof Described described && isSelector(described)) {
            readSelector(described.value(), options);
            applied.put(key, filter);
        }
    }

    private void readSelector(@Nullable Object value, AmqpOptions options) {
        if (!(value instanceof String text)) error = AmqpErrors.invalidField("filter", "a selector that is no string");
        else if (!selector.isEmpty()) error = AmqpErrors.invalidField("filter", "two selectors");
        else if (!text.isBlank()) {
            try {
                Selector.parse(text, options.selectors());
                selector = text;
            } catch (SelectorException wrong) {
                error = AmqpErrors.invalidField("filter", "selector: " + wrong.getMessage());
            }
        }
    }

    private static boolean isSelector(Described filter) {
        return SELECTOR_CODE.equals(filter.descriptor()) || SELECTOR_NAME.equals(filter.descriptor());
    }

    private static boolean isNoLocal(@Nullable Object filter) {
        return filter instanceof Described described
                && (NO_LOCAL_CODE.equals(described.descriptor()) || NO_LOCAL_NAME.equals(described.descriptor()));
    }
}
