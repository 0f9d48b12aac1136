package io.belay.client;

import io.belay.amqp.type.Coordinator;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.ExpiryPolicy;
import io.belay.amqp.type.LifetimePolicy;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.TargetTerminus;
import io.belay.amqp.type.TerminusDurability;
import io.belay.amqp.type.UnsignedLong;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How we attach: in the words that brokers for Jakarta Messaging have agreed on (reference D.2 to D.6). */
final class Termini {
    private static final List<Symbol> NONE = List.of();
    private static final List<Symbol> OUTCOMES = List.of(
            Symbol.of("amqp:accepted:list"),
            Symbol.of("amqp:rejected:list"),
            Symbol.of("amqp:released:list"),
            Symbol.of("amqp:modified:list"));
    private static final Symbol COPY = Symbol.of("copy");
    private static final Symbol SHARED = Symbol.of("shared");
    private static final Symbol GLOBAL = Symbol.of("global");
    private static final Symbol LOCAL_TRANSACTIONS = Symbol.of("amqp:local-transactions");
    private static final Symbol SELECTOR_KEY = Symbol.of("jms-selector");
    private static final UnsignedLong SELECTOR_CODE = new UnsignedLong(0x0000_468C_0000_0004L);
    private static final Symbol NO_LOCAL_KEY = Symbol.of("no-local");
    private static final UnsignedLong NO_LOCAL_CODE = new UnsignedLong(0x0000_468C_0000_0003L);

    private Termini() {}

    static Attach producer(ClientSession session, String name, @Nullable ClientAddress target) {
        Target there = target == null
                ? Target.at(null)
                : target(target.name(), List.of(target.kind().capability()));
        return sender(session, name, SenderSettleMode.MIXED, there);
    }

    static Attach coordinator(ClientSession session, String name) {
        Coordinator there = new Coordinator(List.of(LOCAL_TRANSACTIONS));
        return sender(session, name, SenderSettleMode.UNSETTLED, there);
    }

    static Attach temporary(ClientSession session, String name, ClientAddress.Kind kind, @Nullable String wished) {
        Map<Symbol, @Nullable Object> node = new LinkedHashMap<>();
        node.put(LifetimePolicy.KEY, LifetimePolicy.DELETE_ON_CLOSE.described());
        Target there = new Target(
                session.isResumable() ? wished : null, // The standard has no word for a wish.
                TerminusDurability.NONE,
                ExpiryPolicy.LINK_DETACH,
                0,
                true,
                node,
                List.of(kind.capability()));
        return sender(session, name, SenderSettleMode.MIXED, there);
    }

    static Attach consumer(ClientSession session, ConsumerSpec spec) {
        boolean isSettled = spec.isBrowser() || spec.isPresettled();
        SenderSettleMode mode = isSettled ? SenderSettleMode.SETTLED : SenderSettleMode.UNSETTLED;
        return receiver(session, mode, source(spec), NONE);
    }

    /** Looks for a durable subscription by the link's name alone, to delete it. */
    static Attach unsubscriber(ClientSession session, boolean isGlobal) {
        List<Symbol> desired = isGlobal ? List.of(SHARED, GLOBAL) : NONE;
        return receiver(session, SenderSettleMode.UNSETTLED, null, desired);
    }

    private static Attach sender(ClientSession session, String name, SenderSettleMode mode, TargetTerminus target) {
        Source here = source(name, TerminusDurability.NONE, ExpiryPolicy.SESSION_END, null, null, NONE);
        return attach(session, Role.SENDER, mode, here, target, NONE);
    }

    private static Attach receiver(
            ClientSession session, SenderSettleMode mode, @Nullable Source source, List<Symbol> desired) {
        return attach(session, Role.RECEIVER, mode, source, Target.at(null), desired);
    }

    private static Attach attach(
            ClientSession session,
            Role role,
            SenderSettleMode mode,
            @Nullable Source source,
            @Nullable TargetTerminus target,
            List<Symbol> desired) {
        ReceiverSettleMode receives = session.isResumable() ? ReceiverSettleMode.SECOND : ReceiverSettleMode.FIRST;
        return new Attach(
                "", 0, role, mode, receives, source, target, null, false, 0, 0, NONE, desired, Collections.emptyMap());
    }

    private static Target target(String address, List<Symbol> capabilities) {
        return new Target(
                address,
                TerminusDurability.NONE,
                ExpiryPolicy.SESSION_END,
                0,
                false,
                Collections.emptyMap(),
                capabilities);
    }

    private static Source source(ConsumerSpec spec) {
        boolean isDurable = spec.isDurable();
        Map<Symbol, @Nullable Object> filters = new LinkedHashMap<>();
        if (spec.noLocal()) filters.put(NO_LOCAL_KEY, new Described(NO_LOCAL_CODE, "NoLocalFilter{}"));
        if (!spec.selector().isEmpty()) filters.put(SELECTOR_KEY, new Described(SELECTOR_CODE, spec.selector()));
        List<Symbol> capabilities = new ArrayList<>();
        capabilities.add(spec.address().kind().capability());
        if (spec.isShared()) capabilities.add(SHARED);
        if (spec.isGlobal()) capabilities.add(GLOBAL);
        return source(
                spec.address().name(),
                isDurable ? TerminusDurability.UNSETTLED_STATE : TerminusDurability.NONE,
                isDurable ? ExpiryPolicy.NEVER : ExpiryPolicy.LINK_DETACH,
                isDurable || spec.isBrowser() ? COPY : null,
                filters,
                capabilities);
    }

    private static Source source(
            String address,
            TerminusDurability durability,
            ExpiryPolicy expiry,
            @Nullable Symbol distribution,
            @Nullable Map<Symbol, @Nullable Object> filters,
            List<Symbol> capabilities) {
        return new Source(
                address,
                durability,
                expiry,
                0,
                false,
                Collections.emptyMap(),
                distribution,
                filters == null ? Collections.emptyMap() : filters,
                filters == null ? null : new DeliveryState.Modified(true, false, Collections.emptyMap()),
                OUTCOMES,
                capabilities);
    }
}
