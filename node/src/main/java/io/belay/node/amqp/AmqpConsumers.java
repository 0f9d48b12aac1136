package io.belay.node.amqp;

import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Source;
import io.belay.core.Refusal;
import io.belay.node.Address;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.Request.OpenSource.Claims;
import io.belay.node.SourceSpec;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How links on which a client consumes come and go. What flows on them is {@link AmqpDeliveries}. */
final class AmqpConsumers {
    /** How long a client may take to decide what it has of a link that it has detached. */
    static final int UNDECIDED_MS = 30_000;

    private final AmqpLine line;
    private final AmqpAddresses addresses;
    private final AmqpDeliveries deliveries;
    private final Map<Long, ConsumerLink> links = new LinkedHashMap<>();
    private final Map<Long, ConsumerLink> temporaries = new LinkedHashMap<>(0); // by the number of their own queue

    private final ArrayDeque<ConsumerLink> leaving =
            new ArrayDeque<>(0); // detached, and not all is decided; longest first

    // What the client has told of links of which it could not tell all, by their names. All of it is with consumers.
    private final Map<String, Map<Binary, @Nullable DeliveryState>> told = new LinkedHashMap<>(0);

    AmqpConsumers(AmqpLine line, AmqpDeliveries deliveries) {
        this.line = line;
        this.addresses = new AmqpAddresses(line.options);
        this.deliveries = deliveries;
    }

    /** The link of that number; null if it is over. */
    @Nullable
    ConsumerLink link(long number) {
        return links.get(number);
    }

    void attached(AmqpSender sender, Attach asked) {
        ConsumerLink link = new ConsumerLink(line.nextLink(), sender, asked, line.isResumable);
        sender.attachment(link);
        links.put(link.number, link);
        Source source = asked.source();
        if (source == null) find(link);
        else open(link, new SourceReading(asked, source, line.options));
    }

    /** The client detached a link, or our end did because of it. */
    void detached(AmqpSender sender, boolean closed) {
        if (!(sender.attachment() instanceof ConsumerLink link) || !links.containsKey(link.number)) return;
        if (closed) told.remove(link.asked.name());
        if (link.isGone) return; // We have told the node; what the client says now only ends the link.
        boolean comesBack = line.isResumable && !closed && (link.isPartial || !isKept(link));
        if (comesBack && link.wanted == null) {
            suspend(link);
            over(link, null);
            return;
        }
        link.isGone = true;
        link.wasClosed = closed;
        deliveries.giveBack(link);
        if (link.wanted == null) closeSource(link, closed && isKept(link));
        else if (closed) line.request(new Request.EndSubscription(line.number, link.number, link.wanted));
        else over(link, null);
    }

    /**
     * Another attach of the client's has taken the name of a link: if its session knows it by that, it goes on there. The
     * client has closed nothing, so its subscription stands (§2.6.1).
     */
    void stolen(AmqpSender sender) {
        boolean goesOn = line.isResumable && sender.attachment() instanceof ConsumerLink link && link.wanted == null;
        if (!goesOn) detached(sender, false);
        else {
            ConsumerLink link = (ConsumerLink) sender.attachment();
            suspend(link);
            links.remove(link.number); // Nothing more is heard of it.
        }
    }

    /** The link is over, and its consumer stays as it is until the client attaches it again. */
    private void suspend(ConsumerLink link) {
        if (link.isGone || !links.containsKey(link.number)) return;
        link.isGone = true;
        link.isSuspended = true;
        link.forgetDeliveries();
        deliveries.drop(link);
        if (link.address != null) line.request(new Request.Suspend(line.number, link.number));
        if (temporaries.remove(link.temporary) != null) {
            line.request(new Request.CloseTarget(line.number, link.temporary, false));
        }
    }

    /** The node has made a queue; false if it is none that a consumer asked for. */
    boolean targetOpened(Reply.TargetOpened opened) {
        ConsumerLink link = temporaries.get(opened.link());
        if (link == null) return false;
        if (opened.refusal() != null) refuse(link, AmqpErrors.of(opened.refusal()));
        else {
            line.rights.temporaries.add(opened.name());
            openSource(link, new Address(reading(link).kind(), opened.name()));
            if (link.isGone) closeSource(link, false);
        }
        return true;
    }

    void sourceOpened(Reply.SourceOpened opened) {
        ConsumerLink link = links.get(opened.link());
        if (link == null) return;
        if (link.isSuspended) {
            links.remove(link.number); // Its client has not waited for the answer.
            return;
        }
        Refusal refusal = opened.refusal();
        link.queue = opened.queue();
        if (refusal != null) refuse(link, AmqpErrors.of(refusal));
        else if (link.address != null) {
            attach(link, reading(link).answer(link.address), opened.held());
            withdrawIfForbidden(link); // It may have been since it was asked for.
        }
    }

    /** What the client may not consume from any more it loses, with what it was handed and has not answered. */
    void rightsChanged() {
        for (ConsumerLink link : List.copyOf(links.values())) withdrawIfForbidden(link);
    }

    private void withdrawIfForbidden(ConsumerLink link) {
        Address address = link.isOpen && !link.isGone ? link.address : null;
        link.withdrawn = address == null ? null : line.rights.objectionToSource(address, link.browses);
        if (link.withdrawn == null) return;
        link.isGone = true;
        deliveries.giveBack(link);
        closeSource(link, false);
        if (link.unsettled == 0) return;
        link.forgetDeliveries(); // What its client says of them now comes too late: others may have them.
        line.request(new Request.Abandon(line.number, link.number));
    }

    void subscriptionFound(Reply.SubscriptionFound found) {
        ConsumerLink link = links.get(found.link());
        if (link == null) return;
        SourceSpec spec = found.spec();
        AmqpError forbidden = spec == null ? null : line.rights.objectionToSource(spec.address(), false);
        if (forbidden != null) refuse(link, forbidden);
        else if (spec != null) attach(link, SourceReading.found(spec), null);
        else
            refuse(link, new AmqpError(ErrorCondition.NOT_FOUND, "no subscription of this name: " + link.asked.name()));
    }

    /** The node has let go of a consumer, or has ended a subscription, or not. */
    void sourceClosed(Reply.SourceClosed closed) {
        ConsumerLink link = links.get(closed.link());
        if (link == null) return;
        AmqpError refusal = AmqpErrors.ofNullable(closed.refusal());
        over(link, refusal != null ? refusal : link.withdrawn);
    }

    /** The queue of a link is gone. */
    void ended(Reply.LinkEnded ended) {
        ConsumerLink link = links.get(ended.link());
        if (link == null || link.isGone) return;
        link.isGone = true;
        deliveries.giveBack(link);
        closeTemporary(link);
        AmqpError error = new AmqpError(ErrorCondition.RESOURCE_DELETED, ended.why());
        if (link.isOpen) over(link, error);
        else refuse(link, error);
    }

    /** Whether the client has deliveries that it has not answered, of links that stand. */
    boolean owe() {
        for (ConsumerLink link : links.values()) {
            if (!link.isGone && link.unsettled > 0) return true;
        }
        return false;
    }

    /** Whatever the session's consumers have and have not answered goes back. */
    void sessionEnded(AmqpSession session) {
        for (ConsumerLink link : links.values()) {
            if (link.sender.session() != session) continue;
            if (line.isResumable && link.wanted == null) suspend(link); // It may begin another.
            deliveries.giveBack(link);
            if (!link.isGone && link.wanted == null) closeSource(link, false);
            link.isGone = true; // The answer for a queue of its own may still come.
            if (link.unsettled > 0) line.request(new Request.Abandon(line.number, link.number));
        }
        links.values().removeIf(link -> link.sender.session() == session);
    }

    /** A link without anything left to be heard of is forgotten. */
    void forgetIfOver(ConsumerLink link) {
        boolean isOver = link.isDetached && link.owesNothing();
        if (isOver && link.isOpen) links.remove(link.number);
    }

    private void find(ConsumerLink link) {
        link.wanted = SourceReading.wanted(link.asked, line.rights.subscriber(line.containerId));
        if (link.wanted.name().isEmpty())
            refuse(link, AmqpErrors.invalidField("name", "a subscription without a name"));
        else line.request(new Request.FindSubscription(line.number, link.number, link.wanted));
    }

    private void open(ConsumerLink link, SourceReading reading) {
        link.reading = reading;
        Address address = reading.address();
        if (reading.error() != null) refuse(link, reading.error());
        else if (reading.isDynamic() && line.rights.objectionToTemporary(reading.kind()) != null) {
            refuse(link, Objects.requireNonNull(line.rights.objectionToTemporary(reading.kind())));
        } else if (reading.isDynamic()) {
            link.temporary = line.nextLink();
            temporaries.put(link.temporary, link);
            String name = link.name().isEmpty() ? "" : "+" + link.name();
            String wished = address == null ? "" : address.name();
            line.request(new Request.OpenTemporary(line.number, link.temporary, reading.kind(), name, wished));
        } else if (address == null) refuse(link, AmqpErrors.invalidField("address", "a source without an address"));
        else check(link, address);
    }

    private void check(ConsumerLink link, Address address) {
        // What is temporary and not of this line may be of its session: the node knows.
        link.browses = reading(link).browses(address);
        AmqpError objection = addresses.objectionToSource(address, line.isResumable ? null : line.rights.temporaries);
        if (objection == null) objection = line.rights.objectionToSource(address, link.browses);
        if (objection == null) openSource(link, address);
        else refuse(link, objection);
    }

    private void openSource(ConsumerLink link, Address address) {
        SourceSpec spec = reading(link).spec(address, line.rights.subscriber(line.containerId));
        if (spec.subscription() != null && spec.subscription().name().isEmpty()) {
            refuse(link, AmqpErrors.invalidField("name", "a subscription without a name"));
            return;
        }
        link.address = address;
        Claims claims = line.isResumable ? ReturnedLink.claims(link.asked) : null;
        boolean mayCreate = line.rights.mayCreate(address);
        line.request(new Request.OpenSource(line.number, link.number, spec, link.name(), claims, mayCreate));
        if (link.sender.credit() > 0) deliveries.grant(link); // The client has not waited for our attach.
    }

    private void attach(ConsumerLink link, Source source, long @Nullable [] held) {
        Attach answer = AmqpTermini.answer(link.asked, source, link.asked.target());
        link.isOpen = true;
        if (held == null) link.sender.attach(answer);
        else {
            boolean isPart = link.asked.incompleteUnsettled();
            Map<Binary, @Nullable DeliveryState> before = isPart ? null : told.remove(link.asked.name());
            ReturnedLink.attach(
                    link,
                    answer,
                    held,
                    before == null ? Collections.emptyMap() : before,
                    (sequence, outcome) -> line.outcomes.decided(link, sequence, outcome));
            Map<Binary, @Nullable DeliveryState> part =
                    isPart ? ReturnedLink.heldOf(link, held) : Collections.emptyMap();
            if (!part.isEmpty()) {
                told.computeIfAbsent(link.asked.name(), name -> new LinkedHashMap<>())
                        .putAll(part);
            }
            deliveries.goOn(link);
        }
        link.forgetAsked();
    }

    private void refuse(ConsumerLink link, AmqpError error) {
        Claims claims = line.isResumable && link.address == null ? ReturnedLink.claims(link.asked) : null;
        if (claims != null) line.request(new Request.GiveUp(line.number, link.name(), claims));
        closeTemporary(link);
        link.isGone = true;
        links.remove(link.number);
        link.sender.refuse(error);
        link.forgetAsked();
    }

    private void over(ConsumerLink link, @Nullable AmqpError error) {
        link.sender.detach(error != null || link.wasClosed, error);
        link.isDetached = true;
        link.overSinceMs = line.nowMs;
        forgetIfOver(link);
        if (link.unsettled > 0) leaving.add(link);
    }

    /**
     * What a client has not decided a while after its link goes back untried: it may have come when the client was no longer
     * looking, so that the source's default outcome, which may count it as failed, would be unfair (§3.5.3 has it).
     */
    void tick() {
        for (ConsumerLink first = leaving.peek(); first != null; first = leaving.peek()) {
            if (line.nowMs - first.overSinceMs < UNDECIDED_MS) return;
            leaving.remove();
            if (links.containsKey(first.number)) release(first);
        }
    }

    private void release(ConsumerLink link) {
        link.sender.undecided().forEach((deliveryId, sequence) -> {
            if (sequence == 0) return; // It was only shown.
            link.unsettled--;
            link.sender.settle(deliveryId, DeliveryState.RELEASED);
            line.outcomes.settled(link, sequence, DeliveryState.RELEASED);
        });
        forgetIfOver(link);
    }

    private void closeSource(ConsumerLink link, boolean forget) {
        if (link.address == null) return; // Its own queue is still to come; then this is done.
        line.request(new Request.CloseSource(line.number, link.number, forget));
        closeTemporary(link);
    }

    private void closeTemporary(ConsumerLink link) {
        if (temporaries.remove(link.temporary) == null) return;
        if (link.address != null) line.rights.temporaries.remove(link.address.name());
        line.request(new Request.CloseTarget(line.number, link.temporary));
    }

    /** Whether its subscription outlives its links, unless it is forgotten. */
    private static boolean isKept(ConsumerLink link) {
        return link.asked.source() != null
                && SourceReading.isDurable(link.asked.source())
                && link.address != null
                && !link.address.isQueue();
    }

    private static SourceReading reading(ConsumerLink link) {
        return Objects.requireNonNull(link.reading, "a link that consumes");
    }
}
