package io.belay.node.amqp;

import io.belay.amqp.LinkMemory;
import io.belay.amqp.Resumption;
import io.belay.amqp.Resumption.Step;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.core.LinkTag;
import io.belay.core.TagSet;
import io.belay.node.Request.Disposition;
import io.belay.node.Request.OpenSource.Claim;
import io.belay.node.Request.OpenSource.Claims;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How links go on on another line (AMQP 1.0 §2.6.13): what both ends remember, and what becomes of each delivery then. The
 * tag of a delivery to a client is an {@link EntryTag}.
 */
final class ReturnedLink {
    /** Of modified, in an unsettled map: how many failures the client had been told of with this delivery. */
    private static final Symbol FAILURES = Symbol.of("belay:failures");

    private ReturnedLink() {}

    /** Whether the tags of what a client sends on a link are held until it settles. */
    static boolean isRemembered(AmqpLine line, Attach asked) {
        return line.isResumable
                && asked.receiverSettleMode() == ReceiverSettleMode.SECOND
                && LinkTag.isShort(asked.name());
    }

    /** What a client says that it has of deliveries to it; null if it attaches for the first time. */
    static @Nullable Claims claims(Attach asked) {
        Map<Binary, @Nullable DeliveryState> unsettled = asked.unsettled();
        if (unsettled == null) return null;
        List<Claim> claims = new ArrayList<>(unsettled.size());
        unsettled.forEach((tag, state) -> {
            if (EntryTag.isOne(tag) && has(state)) claims.add(claim(tag, state));
        });
        return new Claims(claims, !asked.incompleteUnsettled());
    }

    private static Claim claim(Binary tag, @Nullable DeliveryState state) {
        Disposition decided = decided(state);
        long failuresTold = decided == Disposition.FAILED ? failuresTold(state) : Claim.NOT_TOLD;
        return new Claim(EntryTag.queue(tag), EntryTag.sequence(tag), decided, failuresTold);
    }

    /** What becomes of a delivery by what its client says of it; null if nothing yet. */
    private static @Nullable Disposition decided(@Nullable DeliveryState state) {
        boolean isOpen = state == null || !state.isTerminal() || state instanceof DeliveryState.TransactionalState;
        return isOpen ? null : AmqpOutcomes.disposition(state);
    }

    private static long failuresTold(@Nullable DeliveryState failed) {
        return failed instanceof DeliveryState.Modified modified
                        && modified.messageAnnotations().get(FAILURES) instanceof UnsignedInteger told
                ? told.value()
                : Claim.NOT_TOLD;
    }

    /** Whether a client has the message, decided or not. */
    private static boolean has(@Nullable DeliveryState state) {
        return state != null && (state.isTerminal() || isAll(state));
    }

    private static boolean isAll(@Nullable DeliveryState state) {
        return state instanceof DeliveryState.Received received && received.sectionNumber() == Performative.UINT_MAX;
    }

    /**
     * Answers the attach of a link to a client, which goes on with what is with its consumer, oldest first. If the client
     * has only told a part, what it has decided is carried out when it takes the confirmation. What has gone since the client
     * was told that it is with its consumer is settled.
     *
     * @param told what the client has told of it before, on this line, and was with its consumer then
     * @param decided takes what the client has decided: sequence and outcome
     */
    static void attach(
            ConsumerLink link,
            Attach answer,
            long[] held,
            Map<Binary, @Nullable DeliveryState> told,
            BiConsumer<Long, DeliveryState> decided) {
        link.sender.attach(answer, memory(link, held));
        link.isPartial = link.asked.incompleteUnsettled() || link.sender.isIncomplete();
        Map<Binary, @Nullable DeliveryState> theirs = new LinkedHashMap<>(told);
        theirs.putAll(heldOf(link, held));
        LinkMemory ours = memory(link.queue, held, theirs);
        theirs.forEach((tag, state) -> {
            boolean isHere = ours.unsettled().containsKey(tag);
            if (!isHere) link.goneSince(tag, state != null && state.isTerminal() ? state : null);
        });
        for (Step step : Resumption.ofSender(ours, theirs, link.isPartial)) {
            if (step instanceof Step.Confirm confirm) {
                link.goOn(step);
                link.carryOut(() -> decided.accept(EntryTag.sequence(step.tag()), confirm.outcome()));
            } else if (step instanceof Step.SendRest rest && isAll(rest.from())) link.goOn(step);
            else if (step instanceof Step.SendRest) link.begun.put(step.tag(), step);
        }
    }

    /** What a client says of those deliveries that are with its consumer. */
    static Map<Binary, @Nullable DeliveryState> heldOf(ConsumerLink link, long[] held) {
        Map<Binary, @Nullable DeliveryState> theirs = link.asked.unsettled();
        Map<Binary, @Nullable DeliveryState> known = new LinkedHashMap<>();
        if (theirs == null) return known;
        Map<Long, Binary> tags = EntryTag.bySequence(link.queue, theirs);
        for (long sequence : held) {
            Binary tag = tags.get(sequence);
            if (tag != null) known.put(tag, AmqpOutcomes.kept(theirs.get(tag)));
        }
        return known;
    }

    private static LinkMemory memory(long queue, long[] held, Map<Binary, @Nullable DeliveryState> told) {
        Map<Long, Binary> tags = EntryTag.bySequence(queue, told);
        Map<Binary, LinkMemory.Entry> known = new LinkedHashMap<>();
        for (long sequence : held) {
            Binary tag = tags.get(sequence);
            if (tag != null) known.put(tag, new LinkMemory.Entry(null, sequence));
        }
        return new LinkMemory(0, known);
    }

    /** What is told to a client of what it has: what it asks for, and if it could not ask for all, the rest as well. */
    private static LinkMemory memory(ConsumerLink link, long[] held) {
        Map<Binary, LinkMemory.Entry> known = new LinkedHashMap<>();
        Map<Binary, LinkMemory.Entry> others = new LinkedHashMap<>();
        Map<Long, Binary> tags = EntryTag.bySequence(link.queue, link.asked.unsettled());
        for (long sequence : held) {
            Binary tag = tags.get(sequence);
            LinkMemory.Entry entry = new LinkMemory.Entry(null, sequence);
            if (tag != null) known.put(tag, entry);
            else if (link.asked.incompleteUnsettled()) others.put(EntryTag.of(link.queue, sequence), entry);
        }
        known.putAll(others);
        return new LinkMemory(0, known);
    }

    /**
     * What is told to a client of what it has sent on a link: the tags that it may still ask for, all of them taken. The
     * others it has forgotten.
     *
     * @param forgotten takes those
     */
    static LinkMemory memory(TagSet held, Attach asked, java.util.function.Consumer<Binary> forgotten) {
        Map<Binary, LinkMemory.Entry> known = new LinkedHashMap<>();
        Map<Binary, LinkMemory.Entry> others = new LinkedHashMap<>();
        Map<Binary, @Nullable DeliveryState> theirs = asked.unsettled();
        held.forEach(bytes -> {
            Binary tag = Binary.of(bytes);
            LinkMemory.Entry entry = new LinkMemory.Entry(DeliveryState.ACCEPTED, 0);
            if (theirs != null && theirs.containsKey(tag)) known.put(tag, entry);
            else if (asked.incompleteUnsettled()) others.put(tag, entry);
            else forgotten.accept(tag);
        });
        known.putAll(others);
        return new LinkMemory(0, known);
    }
}
