package io.belay.sim.check;

import io.belay.sim.Deed;
import io.belay.sim.Deed.Answer;
import io.belay.sim.Deed.Decision;
import io.belay.sim.Event;
import io.belay.sim.History;
import io.belay.sim.Place;
import io.belay.sim.Protocol;
import io.belay.sim.Supply;
import java.util.List;

/** Writes histories of AMQP clients by hand. Client "a" has line 1, "b" line 2; links and deliveries get the given numbers. */
final class TradeScript {
    static final Place QUEUE = Place.queue("q");

    private long nowUs;
    private final History history = new History(() -> nowUs, () -> nowUs / 1_000);

    TradeScript() {
        event(new Event.Started(1));
        event(new Event.Opened(1, "a", Protocol.AMQP));
        event(new Event.Opened(2, "b", Protocol.AMQP));
    }

    TradeScript event(Event event) {
        history.add(event);
        nowUs += 10;
        return this;
    }

    TradeScript pass(long ms) {
        nowUs += ms * 1_000;
        return this;
    }

    TradeScript did(int line, Deed deed) {
        return event(new Event.Did(line, line == 1 ? "a" : "b", deed));
    }

    /** Client "a" sends, in a transaction or not (0); its link is 100. */
    TradeScript sends(long number, long transaction) {
        return did(1, new Deed.Sent(number, QUEUE, 100, transaction, "", false, 0));
    }

    TradeScript sendsOfGroup(long number) {
        return did(1, new Deed.Sent(number, QUEUE, 100, 0, "g", false, 0));
    }

    TradeScript answered(long number, Answer answer) {
        return did(1, new Deed.Answered(number, answer, ""));
    }

    /** Sends it, and hears once it is on the disk that it is there. */
    TradeScript leaves(long number) {
        return sends(number, 0).event(new Event.Stored(number)).answered(number, Answer.YES);
    }

    TradeScript consumes(int line, long link) {
        return consumes(line, link, Supply.queue(QUEUE.name()));
    }

    TradeScript consumes(int line, long link, Supply supply) {
        return did(line, new Deed.Attaching(link, supply)).did(line, new Deed.Attached(link));
    }

    TradeScript gets(int line, long link, long delivery, long number, long count) {
        return did(line, new Deed.Got(delivery, link, number, count, ""));
    }

    TradeScript decides(int line, long delivery, Decision decision, long transaction) {
        return did(line, new Deed.Decided(delivery, decision, transaction));
    }

    TradeScript begins(int line, long transaction) {
        return did(line, new Deed.Declared(transaction));
    }

    TradeScript discharges(int line, long transaction, boolean isCommit) {
        return did(line, new Deed.Discharging(transaction, isCommit));
    }

    TradeScript discharged(int line, long transaction, Answer answer) {
        return did(line, new Deed.Discharged(transaction, answer, ""));
    }

    TradeScript loses(int line) {
        event(new Event.Ended(line, false, false, "cut"));
        return event(new Event.Ended(line, true, false, "cut"));
    }

    /** What the checker says of it, once it is over. */
    List<String> judgedBy(Checker checker) {
        event(new Event.Over());
        return checker.judge(Story.of(history)).stream().map(Finding::what).toList();
    }
}
