package io.belay.sim.check;

import io.belay.client.ClientEvent;
import io.belay.client.ClientFailure;
import io.belay.core.TimelineEntry;
import io.belay.core.TimelineEntry.What;
import io.belay.sim.Act;
import io.belay.sim.Act.Word;
import io.belay.sim.Deed.Decision;
import io.belay.sim.Event;
import io.belay.sim.History;
import io.belay.sim.Label;
import io.belay.sim.Place;
import io.belay.sim.Protocol;
import io.belay.sim.Supply;
import java.util.List;

/**
 * Writes histories of programs by hand. Process "a" has line 1, "b" line 2, both are in, their sessions are kept for 60 s, and
 * they ping each second. Producers, consumers and deliveries get the given numbers.
 */
final class LedgerScript {
    static final Place QUEUE = Place.queue("q1");
    static final Place TOPIC = Place.topic("t");

    private long nowUs;
    private final History history = new History(() -> nowUs, () -> nowUs / 1_000);

    LedgerScript() {
        event(new Event.Started(1));
        begins("a", 1, 1);
        begins("b", 1, 2);
    }

    LedgerScript begins(String program, int life, int line) {
        event(new Event.Acted(program, life, new Act.Began(60, 1_000, true)));
        dials(program, life, line);
        return heard(program, life, new ClientEvent.Connected("broker", true));
    }

    LedgerScript dials(String program, int life, int line) {
        event(new Event.Opened(line, program, Protocol.AMQP));
        return event(new Event.Acted(program, life, new Act.Dialed(line)));
    }

    LedgerScript heard(String program, int life, ClientEvent event) {
        return event(new Event.Acted(program, life, new Act.Heard(event)));
    }

    LedgerScript event(Event event) {
        history.add(event);
        nowUs += 10;
        return this;
    }

    LedgerScript pass(long ms) {
        nowUs += ms * 1_000;
        return this;
    }

    /** The first process of a program does something. */
    LedgerScript does(String program, Act act) {
        return event(new Event.Acted(program, 1, act));
    }

    LedgerScript loses(String program, int line) {
        event(new Event.Ended(line, false, false, "cut"));
        event(new Event.Ended(line, true, false, "cut"));
        return heard(program, 1, new ClientEvent.Interrupted("broker", "cut"));
    }

    /** A process dies before it has heard anything on its line. */
    LedgerScript diesUnheard(String program, int line) {
        does(program, new Act.Crashed());
        event(new Event.Ended(line, false, false, "the process died"));
        return event(new Event.Ended(line, true, false, "nothing heard"));
    }

    /** The broker notes something of its session. */
    LedgerScript noted(String program, What what) {
        return event(new Event.Told("amqp:" + program, List.of(new TimelineEntry(nowUs / 1_000, 1, what, ""))));
    }

    LedgerScript returns(String program, int line) {
        return dials(program, 1, line).heard(program, 1, new ClientEvent.Resumed("broker", 1, 0, 0, 0, 0, 0));
    }

    LedgerScript losesSession(String program, int line) {
        dials(program, 1, line).heard(program, 1, new ClientEvent.SessionLost("broker", 0, 0, 0, 0));
        return heard(program, 1, new ClientEvent.Resumed("broker", 1, 0, 0, 0, 0, 0));
    }

    LedgerScript fails(String program) {
        ClientFailure failure = new ClientFailure(ClientFailure.Known.NOT_DONE, ClientFailure.CLOSED, "no");
        return heard(program, 1, new ClientEvent.Failed(failure));
    }

    LedgerScript restarts() {
        event(new Event.Died(1, "kill"));
        return event(new Event.Started(2));
    }

    LedgerScript calms() {
        return event(new Event.Calm());
    }

    /** Program "a" sends to the queue by producer 100, in a deal or in none. */
    LedgerScript sends(long number, long deal) {
        return sends(number, QUEUE, deal);
    }

    LedgerScript sends(long number, Place to, long deal) {
        return does("a", new Act.Sent(number, 100, to, deal));
    }

    /** Program "a" sends by producer 100 something particular. */
    LedgerScript sends(long number, Place to, Label label) {
        return does("a", new Act.Sent(number, 100, to, 0, label));
    }

    /** The same to the queue, and hears that it is there. */
    LedgerScript leaves(long number, Label label) {
        return sends(number, QUEUE, label).event(new Event.Stored(number)).told(number, Word.DONE);
    }

    LedgerScript grants(String program, long consumer, int count) {
        return does(program, new Act.Granted(consumer, count));
    }

    /** A program whose session ends with its line. */
    LedgerScript beginsPlain(String program, int line) {
        return beginsPlain(program, line, true);
    }

    /** The same, which sends again what is in doubt, or not. */
    LedgerScript beginsPlain(String program, int line, boolean repeats) {
        event(new Event.Acted(program, 1, new Act.Began(0, 1_000, repeats)));
        dials(program, 1, line);
        return heard(program, 1, new ClientEvent.Connected("broker", false));
    }

    LedgerScript told(long number, Word word) {
        return does("a", new Act.Told(number, word, ""));
    }

    /** Sends it, and hears once it is on the disk that it is there. */
    LedgerScript leaves(long number) {
        return sends(number, 0).event(new Event.Stored(number)).told(number, Word.DONE);
    }

    LedgerScript consumes(String program, long consumer) {
        return consumes(program, consumer, Supply.queue(QUEUE.name()));
    }

    LedgerScript consumes(String program, long consumer, Supply supply) {
        return does(program, new Act.Consuming(consumer, supply)).does(program, new Act.Consumes(consumer));
    }

    LedgerScript gets(String program, long consumer, long delivery, long number) {
        return gets(program, consumer, delivery, number, 0);
    }

    LedgerScript gets(String program, long consumer, long delivery, long number, long count) {
        return does(program, new Act.Got(delivery, consumer, number, count));
    }

    LedgerScript accepts(String program, long delivery) {
        return decides(program, delivery, Decision.ACCEPT, 0);
    }

    LedgerScript decides(String program, long delivery, Decision decision, long deal) {
        return does(program, new Act.Decided(delivery, decision, deal));
    }

    LedgerScript discharges(long deal, boolean isCommit, Word word) {
        return does("a", new Act.Discharging(deal, isCommit)).does("a", new Act.Discharged(deal, word, ""));
    }

    /** What the checker says of it, once it is over. */
    List<String> judgedBy(Checker checker) {
        event(new Event.Over());
        return checker.judge(Story.of(history)).stream().map(Finding::what).toList();
    }

    /** What was written so far. */
    History history() {
        return history;
    }
}
