package io.belay.client;

import io.belay.amqp.AmqpSession;
import io.belay.amqp.DeliveryTable;
import io.belay.amqp.type.ErrorCondition;
import io.belay.client.ClientFailure.Known;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a {@link ClientSession} that keeps to itself: on the wire an AMQP session of its own, begun when needed. */
public final class ClientChannel {
    final ClientSession session;
    final Fences fences = new Fences();
    DeliveryTable<ClientSend> sends = new DeliveryTable<>(); // on this line and not settled, by delivery-id
    DeliveryTable<ClientDelivery> deliveries = new DeliveryTable<>(); // likewise
    int handles; // links that are attached by us and not detached by both
    private long handleMax = Long.MAX_VALUE;
    private final List<ClientLink> links = new ArrayList<>();
    private final List<ClientTransaction> transactions = new ArrayList<>(); // that are not over
    private @Nullable Coordinator coordinator;
    private @Nullable AmqpSession amqp; // on this line
    private boolean isBeginning; // on this line, and the broker has not answered
    private boolean isClosing;
    private final List<Request> closings = new ArrayList<>(0);

    ClientChannel(ClientSession session) {
        this.session = session;
    }

    /**
     * A new producer. It may be used at once; what it sends waits until it is attached.
     *
     * @param target to where; null to say it with each message, in its properties ({@code to})
     * @param answer whether the broker has it
     */
    public ClientProducer producer(@Nullable ClientAddress target, long deadlineMs, Answer answer) {
        return added(new ClientProducer(this, target, deadlineMs, answer));
    }

    /**
     * A new consumer, without credit. It may be used at once.
     *
     * @param answer whether the broker has it; if not, {@link ConsumerListener#ended} is not called
     */
    public ClientConsumer consumer(ConsumerSpec spec, ConsumerListener listener, long deadlineMs, Answer answer) {
        String name = session.names.of(spec);
        ClientConsumer consumer = new ClientConsumer(this, name, spec, listener, deadlineMs, answer);
        if (session.names.isReceiving(name)) {
            String words = "subscription " + name + " has a consumer of this session";
            consumer.fail(new ClientFailure(Known.NOT_DONE, ErrorCondition.RESOURCE_LOCKED, words));
            return consumer;
        }
        return added(consumer);
    }

    /** A new transaction. Several may be open at the same time. */
    public ClientTransaction transaction() {
        ClientTransaction transaction = new ClientTransaction(this);
        ClientFailure why = session.whyOver();
        if (why != null) transaction.doom(why);
        else transactions.add(transaction);
        return transaction;
    }

    /**
     * Waits until all outcomes that were told to consumers of this channel so far, and not in a transaction, are on record at
     * the broker. Without effect on them.
     */
    public void confirm(long deadlineMs, Answer answer) {
        Request request = new Request(session.deadlines, deadlineMs, answer, "recording outcomes");
        ClientFailure why = session.whyOver();
        if (why != null && !fences.isEmpty()) request.answer(why);
        else fences.await(request);
    }

    /**
     * Closes all that is in it, transactions by rolling back; consumers as {@link ClientConsumer#close} does, so what is with
     * them is to be settled first. Answered when the broker knows.
     */
    public void close(long deadlineMs, Answer answer) {
        if (session.isOver()) {
            answer.answered(null);
            return;
        }
        closings.add(new Request(session.deadlines, deadlineMs, answer, "closing a channel"));
        isClosing = true;
        for (ClientTransaction one : List.copyOf(transactions)) one.rollback();
        for (ClientLink link : List.copyOf(links)) link.closeLink(Long.MAX_VALUE, Answer.NOBODY);
        endIfDone();
    }

    private void endIfDone() {
        if (!isClosing || !links.isEmpty()) return;
        AmqpSession on = amqp;
        if (on != null) on.end(null);
        amqp = null;
        session.channels.remove(this);
        List<Request> waiting = List.copyOf(closings);
        closings.clear();
        for (Request one : waiting) one.answer(null);
    }

    // Links

    <T extends ClientLink> T added(T link) {
        ClientFailure why = session.whyOver();
        if (why == null && isClosing) {
            why = new ClientFailure(Known.NOT_DONE, ClientFailure.CLOSED, "the channel is closed");
        }
        if (why == null) why = session.channels.oneTooMany(this);
        links.add(link);
        if (why != null) {
            link.fail(why);
            return link;
        }
        session.channels.keep(this);
        begin();
        link.attachNow();
        return link;
    }

    void remove(ClientLink link) {
        links.remove(link);
        if (link == coordinator) coordinator = null;
        endIfDone();
    }

    /** Why the broker does not let one more link be attached beside the others; null if it does. */
    @Nullable
    ClientFailure oneTooMany() {
        if (handles <= handleMax) return null;
        String words = "the broker allows " + (handleMax + 1) + " links in a session, as many are in use";
        return new ClientFailure(Known.NOT_DONE, ErrorCondition.RESOURCE_LIMIT_EXCEEDED, words);
    }

    // Transactions

    Coordinator coordinator() {
        Coordinator there = coordinator;
        if (there != null) return there;
        Coordinator made = new Coordinator(this, session.names.fresh("x"));
        coordinator = made;
        return added(made);
    }

    List<ClientTransaction> transactions() {
        return List.copyOf(transactions);
    }

    void over(ClientTransaction transaction) {
        transactions.remove(transaction);
        Coordinator there = coordinator;
        if (there != null) there.closeIfDone();
    }

    /** A producer is gone: what it has sent in transactions cannot be sent again. */
    void doom(ClientProducer producer, ClientFailure why) {
        for (ClientTransaction one : List.copyOf(transactions)) {
            if (one.hasSentBy(producer)) one.doom(why);
        }
    }

    // Lines

    /** On the line, once both ends have begun; null before. */
    @Nullable
    AmqpSession begun() {
        AmqpSession on = amqp;
        return on != null && on.isOpen() ? on : null;
    }

    /** Begins on the line that is there, unless it has, or nothing needs it. */
    void begin() {
        if (amqp != null || links.isEmpty()) return;
        AmqpSession on = session.newAmqpSession();
        if (on == null) return;
        on.attachment(this);
        amqp = on;
        isBeginning = true;
        session.awaits();
        on.begin();
    }

    void begun(long handleMax) {
        this.handleMax = handleMax;
        attachAll();
        isBeginning = false;
        session.awaitsOneLess();
    }

    void attachAll() {
        for (ClientLink link : List.copyOf(links)) link.attachNow();
    }

    /** All that was attached before this is in use again, transactions first: they tell what became of deliveries. */
    void goOn() {
        for (ClientLink link : List.copyOf(links)) {
            if (link instanceof Coordinator) link.goOnNow();
        }
        for (ClientLink link : List.copyOf(links)) {
            if (!(link instanceof ClientProducer)) link.goOnNow();
        }
        for (ClientTransaction one : List.copyOf(transactions)) one.replay();
        for (ClientLink link : List.copyOf(links)) link.goOnNow();
    }

    /** What leads to or from an address leads nowhere any more. */
    void endAt(ClientAddress address, ClientFailure why) {
        for (ClientLink link : List.copyOf(links)) if (link.isAt(address)) link.end(why);
    }

    int attachedCount() {
        return (int) links.stream()
                .filter(link -> link.stage() == ClientLink.Stage.ATTACHED)
                .count();
    }

    void pump() {
        for (int index = 0; index < links.size(); index++) {
            ClientLink link = links.get(index);
            if (link instanceof ClientProducer producer) producer.pump();
            else if (link instanceof Coordinator transactions) transactions.pump();
        }
    }

    /** The line is lost. */
    void away() {
        Map<ClientProducer, List<ClientSend>> left = new LinkedHashMap<>();
        sends.each(send ->
                left.computeIfAbsent(send.producer, each -> new ArrayList<>()).add(send));
        sends = new DeliveryTable<>();
        amqp = null;
        isBeginning = false;
        handles = 0;
        for (ClientTransaction one : transactions()) one.away();
        for (ClientLink link : List.copyOf(links)) {
            if (link instanceof ClientProducer producer) producer.lost(inOrder(left.get(producer)));
            else if (link instanceof ClientConsumer consumer) consumer.lost(deliveriesOf(consumer));
            else if (link instanceof Coordinator there) there.lost();
        }
        deliveries = new DeliveryTable<>();
        if (!session.isResumable() && !session.isFirst()) lostForGood();
        for (ClientLink link : List.copyOf(links)) link.away();
    }

    private void lostForGood() {
        forgotten(session.lineLost);
        if (!session.repeatsDoubtful()) doubt(session.lineLost);
    }

    /** Where the broker keeps no sessions: what it made for this one is gone. */
    void temporariesLost() {
        for (ClientLink link : List.copyOf(links)) if (link instanceof ClientTemporary one) one.lineLost();
    }

    /** Nobody will know of the messages that have left. */
    private void doubt(ClientFailure why) {
        for (ClientLink link : List.copyOf(links)) {
            if (link instanceof ClientProducer one) session.losses.inDoubt += one.doubt(why);
        }
    }

    /** The broker has let go of all that is with consumers, and of transactions. */
    private void forgotten(ClientFailure why) {
        for (ClientTransaction one : transactions()) session.losses.transaction(one.lost(why));
        for (ClientLink link : List.copyOf(links)) {
            if (link instanceof ClientConsumer consumer) session.losses.voided += consumer.voidAll(why);
        }
    }

    /** The broker knows the session, but not for sure what is with its consumers. */
    void restored(ClientFailure why) {
        for (ClientLink link : List.copyOf(links)) {
            if (link instanceof ClientConsumer consumer) session.returned.voided += consumer.restored(why);
        }
    }

    /**
     * The broker does not know the session.
     *
     * @param areInDoubt messages that have left; otherwise they are sent again, and may come twice
     */
    void unknown(ClientFailure why, boolean areInDoubt) {
        if (!session.isFirst()) forgotten(why);
        if (areInDoubt) doubt(why);
        for (ClientLink link : List.copyOf(links)) link.unknown();
    }

    /** Whether this is its session on the line. */
    boolean isOn(AmqpSession on) {
        return amqp == on;
    }

    /** Whether it waits for something that would be lost with the session. */
    boolean isQuiet() {
        return fences.isEmpty()
                && transactions.stream().noneMatch(one -> one.outcome() == ClientTransaction.Outcome.COMMITTING);
    }

    /** Whether messages are with its consumers that others may have once the broker knows that the session ends. */
    boolean keepsDeliveries() {
        return links.stream().anyMatch(link -> link instanceof ClientConsumer && !link.isDone());
    }

    /** The broker ended this channel alone, or the session is over. */
    void failed(ClientFailure why) {
        int unanswered = isBeginning ? 1 : 0;
        for (ClientLink link : links) {
            if (link.isAwaited()) unanswered++;
        }
        amqp = null;
        isBeginning = false;
        // Before its consumers are: a commit may be in doubt.
        for (ClientTransaction one : transactions()) one.lost(why);
        for (ClientLink link : List.copyOf(links)) link.fail(why);
        for (int n = 0; n < unanswered; n++) session.awaitsOneLess(); // The others need not wait for those.
    }

    private static List<ClientSend> inOrder(@Nullable List<ClientSend> left) {
        if (left == null) return List.of();
        left.sort(Comparator.comparingLong(send -> send.tag));
        return left;
    }

    List<ClientDelivery> deliveriesOf(ClientConsumer consumer) {
        List<ClientDelivery> all = new ArrayList<>();
        deliveries.each(delivery -> {
            if (delivery.consumer() == consumer) all.add(delivery);
        });
        for (ClientDelivery delivery : all) deliveries.remove((int) delivery.deliveryId);
        all.sort(Comparator.comparingLong(delivery -> delivery.serial));
        return all;
    }
}
