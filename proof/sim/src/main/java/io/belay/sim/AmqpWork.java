package io.belay.sim;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLink;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.sim.Deed.Decision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client does in one AMQP session: sends, consumes, and all of it in transactions or nothing. */
final class AmqpWork {
    private static final DeliveryState FAILED = new DeliveryState.Modified(true, false, Collections.emptyMap());
    private static final DeliveryState REJECTED = new DeliveryState.Rejected(null);
    private static final int BATCH_MAX = 4;
    private static final int TRIES_MAX = 100; // What nobody can process comes back for ever as a dead letter.

    /** One way out. */
    private record Way(long number, AmqpSender sender, Map<Long, AmqpMemory.Draft> unanswered) {}

    /** What has come. */
    private record Arrival(long delivery, AmqpTaking link, long deliveryId, AmqpMessages.Read message) {}

    private final AmqpClientLine line;
    private final AmqpSession session;
    private final boolean isTransacted;
    private final Map<Place, Way> ways = new LinkedHashMap<>();
    private final Map<Supply, AmqpTaking> takings = new LinkedHashMap<>();
    private final ArrayDeque<Arrival> undecided = new ArrayDeque<>();
    private final Map<Long, Long> unconfirmed = new LinkedHashMap<>(); // delivery-id to delivery
    private @Nullable AmqpTransacting transacting;
    private boolean isThinking;
    private boolean isOver;

    AmqpWork(AmqpClientLine line, AmqpSession session, boolean isTransacted) {
        this.line = line;
        this.session = session;
        this.isTransacted = isTransacted;
        session.attachment(this);
        session.begin();
        line.calls().ask("begin " + isTransacted, line.nowUs());
    }

    void begun() {
        line.calls().answered("begin " + isTransacted);
        if (isTransacted) {
            transacting = new AmqpTransacting(line, session.sender("coordinator " + line.nextThing()));
        }
        attachAll();
    }

    /** The line or the session is gone: what was not answered is to be sent again, or not. */
    void over() {
        if (isOver) return;
        isOver = true;
        List<AmqpMemory.Draft> again = new ArrayList<>();
        for (Way way : ways.values()) {
            way.unanswered().forEach((number, draft) -> {
                if (line.chance().percent(line.habits().resendPercent())) again.add(draft.again(number));
            });
        }
        if (!isTransacted) line.memory().repeat(again, false);
    }

    /** Ends the session, and with it all its links. */
    void end() {
        if (!session.isOpen()) return;
        over();
        for (Way way : ways.values())
            way.unanswered().keySet().forEach(each -> line.calls().answered("send " + each));
        line.calls().forget("settle ");
        takings.values().forEach(taking -> line.calls().forget(taking.number + " "));
        line.note(new Deed.SessionEnding(isTransacted));
        takings.values().forEach(taking -> line.note(new Deed.Gone(taking.number, "its session is ended")));
        line.calls().ask("end " + isTransacted, line.nowUs());
        session.end(null);
    }

    // Sending

    /** Sends what can be sent now, and asks for what is needed to send the rest. */
    void pump() {
        if (isOver || !session.isOpen()) return;
        AmqpTransacting mine = transacting;
        ArrayDeque<AmqpMemory.Draft> drafts = line.memory().drafts(isTransacted);
        for (AmqpMemory.Draft draft = drafts.peek(); draft != null; draft = drafts.peek()) {
            if (unanswered() >= line.habits().aheadMax() || mine != null && !mine.isOpen()) break;
            Way way = ways.computeIfAbsent(draft.to(), this::open);
            AmqpSender sender = way.sender();
            if (!sender.isWritable() || sender.credit() == 0) break;
            send(way, drafts.remove());
        }
        if (mine != null) mine.discharge(unanswered());
        think();
    }

    private int unanswered() {
        return ways.values().stream().mapToInt(way -> way.unanswered().size()).sum();
    }

    private Way open(Place to) {
        long number = line.nextThing();
        AmqpSender sender = session.sender("to " + to + " " + number);
        Way way = new Way(number, sender, new LinkedHashMap<>());
        sender.attachment(way);
        sender.attach(AmqpMessages.sender(to));
        line.calls().ask(number + " attach", line.nowUs());
        return way;
    }

    private void send(Way way, AmqpMemory.Draft draft) {
        AmqpTransacting mine = transacting;
        long number = line.nextNumber();
        long transaction = mine == null ? 0 : mine.number();
        line.note(new Deed.Sent(
                number, draft.to(), way.number(), transaction, draft.group(), draft.ttlMs() >= 0, draft.repeats()));
        line.calls().ask("send " + number, line.nowUs());
        way.unanswered().put(number, draft);
        DeliveryState state = mine == null ? null : mine.state(null);
        way.sender()
                .send(
                        line.nextTag(),
                        false,
                        state,
                        0,
                        number,
                        AmqpMessages.message(number, draft.group(), draft.ttlMs()));
        if (mine != null) mine.did();
    }

    /** The server's word on what this client has sent. */
    void told(AmqpEvent.Outcome outcome) {
        if (outcome.sender().attachment() instanceof AmqpTransacting mine) mine.told(outcome);
        if (!(outcome.sender().attachment() instanceof Way way)) return;
        long number = outcome.context();
        DeliveryState state = outcome.state();
        if (!outcome.settled()) outcome.sender().settle(outcome.deliveryId(), state);
        if (way.unanswered().remove(number) == null) return;
        line.calls().answered("send " + number);
        boolean isTaken = state instanceof DeliveryState.Accepted;
        boolean isNoted = state instanceof DeliveryState.TransactionalState transactional
                && transactional.outcome() instanceof DeliveryState.Accepted;
        if (isTransacted && isNoted) return; // It counts for nothing before the transaction does.
        if (state instanceof DeliveryState.Rejected rejected) line.refused(rejected.error());
        else if (!isTaken || isTransacted) line.offended("message " + number + " was answered with " + state);
        boolean isPlain = isTaken && !isTransacted;
        line.note(new Deed.Answered(number, isPlain ? Deed.Answer.YES : Deed.Answer.NO, String.valueOf(state)));
    }

    // Consuming

    /** Attaches to all that is wanted and not attached yet. */
    void attachAll() {
        if (isOver || !session.isOpen()) return;
        for (Supply supply : line.memory().wishes(isTransacted)) {
            if (!takings.containsKey(supply)) attach(supply);
        }
    }

    private void attach(Supply supply) {
        long number = line.nextThing();
        String subscription = supply.subscription();
        String name = subscription.isEmpty() ? "from " + supply + " " + number : subscription;
        AmqpTaking taking = new AmqpTaking(number, supply, session.receiver(name));
        takings.put(supply, taking);
        taking.receiver.attachment(taking);
        boolean confirms = line.habits().confirms() && !isTransacted && !supply.browses();
        line.note(new Deed.Attaching(number, supply));
        line.calls().ask(number + " attach", line.nowUs());
        taking.receiver.attach(AmqpMessages.receiver(supply, confirms));
    }

    void attached(AmqpLink link, Performative.Attach attach) {
        if (link.attachment() instanceof Way way && attach.target() != null) {
            line.calls().answered(way.number() + " attach");
        }
        if (!(link.attachment() instanceof AmqpTaking taking) || attach.source() == null) return;
        line.calls().answered(taking.number + " attach");
        taking.isAttached = true;
        line.note(new Deed.Attached(taking.number));
        if (taking.supply.browses()) drain(taking, 1_000);
        else taking.replenish(line.habits().credit());
    }

    /** A link is no more, as this client asked or not. */
    void detached(AmqpLink link, @Nullable AmqpError error) {
        link.detach(true, null);
        if (error != null) line.refused(error);
        if (link.attachment() instanceof Way way) {
            ways.values().remove(way);
            List<AmqpMemory.Draft> again = new ArrayList<>();
            way.unanswered().forEach((number, draft) -> again.add(draft.again(number)));
            way.unanswered().keySet().forEach(each -> line.calls().answered("send " + each));
            line.calls().forget(way.number() + " ");
            if (!isTransacted) line.memory().repeat(again, false);
        }
        if (!(link.attachment() instanceof AmqpTaking taking)) return;
        takings.remove(taking.supply, taking);
        line.calls().forget(taking.number + " ");
        line.note(new Deed.Gone(taking.number, error == null ? "detached" : error.toString()));
        if (taking.supply.browses()) line.memory().unwish(taking.supply, false);
        else line.attachSoon();
    }

    boolean isAttached(Supply supply) {
        AmqpTaking taking = takings.get(supply);
        return taking != null && taking.isAttached;
    }

    /** Consumes from there no more. */
    void detach(Supply supply, boolean forget) {
        AmqpTaking taking = takings.get(supply);
        if (taking == null || taking.isLeaving) return;
        taking.isLeaving = true;
        boolean closed = forget || supply.subscription().isEmpty();
        line.note(new Deed.Detaching(taking.number, forget));
        line.calls().forget(taking.number + " ");
        line.calls().ask(taking.number + " detach", line.nowUs());
        taking.receiver.detach(closed, null);
    }

    /** Wants all there is, on every link. */
    void drainAll(long credit) {
        takings.values().forEach(taking -> drain(taking, credit));
    }

    private void drain(AmqpTaking taking, long credit) {
        if (!taking.isAttached || taking.isLeaving || taking.isDraining) return;
        taking.isDraining = true;
        line.note(new Deed.Draining(taking.number, credit));
        line.calls().ask(taking.number + " drain", line.nowUs());
        taking.receiver.credit(credit, true);
    }

    void drained(AmqpReceiver receiver) {
        if (!(receiver.attachment() instanceof AmqpTaking taking) || !taking.isDraining) return;
        taking.isDraining = false;
        line.calls().answered(taking.number + " drain");
        line.note(new Deed.Drained(taking.number));
        if (taking.supply.browses()) detach(taking.supply, false);
        else taking.replenish(line.habits().credit());
    }

    void delivered(AmqpEvent.Delivery delivery) {
        if (!(delivery.receiver().attachment() instanceof AmqpTaking taking)) return;
        AmqpMessages.Read read = AmqpMessages.read(delivery.payload());
        long thing = line.nextThing();
        line.note(new Deed.Got(thing, taking.number, read.number(), read.count(), read.origin()));
        if (taking.supply.browses()) {
            if (!delivery.settled()) line.offended("a browser was given message " + read.number() + " unsettled");
            return;
        }
        taking.undecided++;
        undecided.add(new Arrival(thing, taking, delivery.deliveryId(), read));
        think();
    }

    void confirmed(long deliveryId) {
        Long delivery = unconfirmed.remove(deliveryId);
        if (delivery == null) return;
        line.calls().answered("settle " + delivery);
        line.note(new Deed.Confirmed(delivery));
    }

    // Deciding

    /** Decides about some of what has come, after a while. */
    void think() {
        if (isThinking || isOver || undecided.isEmpty() || line.isMute()) return;
        isThinking = true;
        line.later(line.chance().skewed(0, line.isCalm() ? 1_000 : line.habits().thinkUs()), () -> {
            isThinking = false;
            decideSome();
        });
    }

    private void decideSome() {
        if (isOver || !session.isOpen() || line.isMute()) return;
        int count = 1 + line.chance().below(BATCH_MAX);
        AmqpTransacting mine = transacting;
        while (count-- > 0 && !undecided.isEmpty()) {
            if (mine != null && !mine.isOpen()) break;
            decide(undecided.remove());
        }
        pump();
    }

    private void decide(Arrival arrival) {
        AmqpTransacting mine = transacting;
        arrival.link().undecided--;
        Decision decision = mine != null ? Decision.ACCEPT : decision(arrival.message());
        line.note(new Deed.Decided(arrival.delivery(), decision, mine == null ? 0 : mine.number()));
        DeliveryState state = mine == null ? state(decision) : mine.state(DeliveryState.ACCEPTED);
        boolean confirms = mine == null && line.habits().confirms();
        if (confirms) {
            unconfirmed.put(arrival.deliveryId(), arrival.delivery());
            line.calls().ask("settle " + arrival.delivery(), line.nowUs());
        }
        arrival.link().receiver.settle(arrival.deliveryId(), arrival.deliveryId(), state, !confirms);
        if (mine != null) mine.did();
        arrival.link().replenish(line.habits().credit());
    }

    private Decision decision(AmqpMessages.Read message) {
        AmqpHabits habits = line.habits();
        if (line.isCalm() || message.count() >= TRIES_MAX) return Decision.ACCEPT;
        if (habits.poisonEach() > 0 && message.number() % habits.poisonEach() == 0) return Decision.FAIL;
        int draw = line.chance().below(100);
        if (draw < habits.releasePercent()) return Decision.RELEASE;
        if (draw < habits.releasePercent() + habits.failPercent()) return Decision.FAIL;
        return line.chance().percent(habits.rejectPercent()) ? Decision.REJECT : Decision.ACCEPT;
    }

    private static DeliveryState state(Decision decision) {
        return switch (decision) {
            case ACCEPT -> DeliveryState.ACCEPTED;
            case RELEASE -> DeliveryState.RELEASED;
            case FAIL -> FAILED;
            case REJECT -> REJECTED;
        };
    }
}
