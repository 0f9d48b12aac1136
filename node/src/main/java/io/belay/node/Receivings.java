package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that operators are taking from queues. */
final class Receivings {
    /** So many wait, or are not settled, at a time. */
    static final int COUNT_MAX = 64;

    private final Broker broker;
    private final QueueDesk desk;
    private final Acts acts;
    private final Map<Long, Receiving> all = new LinkedHashMap<>(); // by the number of their line
    private long last;

    Receivings(Broker broker, QueueDesk desk, Dispatcher dispatcher, Acts acts) {
        this.broker = broker;
        this.desk = desk;
        this.acts = acts;
        dispatcher.inside(this::replied);
    }

    void begin(String name, int most, long waitMs, java.util.function.Consumer<QueueTaken> teller) {
        if (all.size() >= COUNT_MAX) {
            String why = COUNT_MAX + " are taking already, or have not said that they have what they took";
            teller.accept(QueueTaken.refused(new Refusal(Refusal.Reason.IN_USE, why)));
            return;
        }
        last--;
        long untilMs = acts.nowMs() + waitMs;
        Receiving begun = new Receiving(last, most, untilMs, broker, desk, acts, teller);
        all.put(last, begun);
        begun.begin(name);
    }

    void settle(long receipt, boolean isTaken, java.util.function.Consumer<Boolean> teller) {
        Receiving its = all.get(receipt);
        if (its == null) teller.accept(false);
        else its.settle(isTaken, teller);
    }

    void time(long nowMs) {
        if (all.isEmpty()) return;
        for (Receiving each : List.copyOf(all.values())) {
            if (each.untilMs() <= nowMs) each.timeIsUp();
        }
        all.values().removeIf(Receiving::isDone);
    }

    long nextTimeMs() {
        long nextMs = Long.MAX_VALUE;
        for (Receiving each : all.values()) nextMs = Math.min(nextMs, each.untilMs());
        return nextMs;
    }

    void fail(String why) {
        for (Receiving each : List.copyOf(all.values())) each.fail(why);
        all.clear();
    }

    private void replied(Reply reply) {
        Receiving its = all.get(reply.line());
        if (its == null) return;
        its.replied(reply);
        if (its.isDone()) all.remove(reply.line());
    }
}
