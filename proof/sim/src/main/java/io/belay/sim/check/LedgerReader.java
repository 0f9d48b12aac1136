package io.belay.sim.check;

import io.belay.client.ClientEvent;
import io.belay.core.TimelineEntry;
import io.belay.core.TimelineEntry.What;
import io.belay.sim.Act;
import io.belay.sim.Deed.Decision;
import io.belay.sim.Event;
import java.util.List;
import java.util.TreeMap;

/** Goes through a history once and fills a {@link Ledger}. */
final class LedgerReader {
    private final Ledger ledger;
    private final TreeMap<String, Ledger.Life> living = new TreeMap<>(); // by program and number
    private final TreeMap<Integer, Ledger.Wire> wires = new TreeMap<>(); // by line
    private final TreeMap<Long, Ledger.Take> byDelivery = new TreeMap<>();
    private final TreeMap<String, Ledger.Call> open = new TreeMap<>(); // by life and call
    private int now;

    LedgerReader(Story story) {
        ledger = story.ledger;
    }

    void read(int index, Event event) {
        now = index;
        if (event instanceof Event.Ended ended) ended(wires.get(ended.line()), ended);
        if (event instanceof Event.Provoked provoked) doomed(wires.get(provoked.line()));
        if (event instanceof Event.Stopping) wires.values().forEach(this::doomed);
        if (event instanceof Event.Died) wires.values().forEach(wire -> ended(wire, true));
        if (event instanceof Event.Stored stored) stored(ledger.letters.get(stored.number()));
        if (event instanceof Event.Told told) told(told);
        if (!(event instanceof Event.Acted acted)) return;
        String name = acted.program() + "#" + acted.life();
        if (acted.act() instanceof Act.Began began) {
            Ledger.Life life = new Ledger.Life(acted.program(), acted.life(), now, began);
            living.put(name, life);
            ledger.lives.add(life);
        }
        acted(living.get(name), acted.act());
    }

    private void ended(Ledger.Wire wire, Event.Ended end) {
        if (wire == null) return;
        wire.isTaken |= end.isOwn() && end.why().startsWith("another line of ");
        ended(wire, end.atServer());
    }

    private void ended(Ledger.Wire wire, boolean atServer) {
        if (atServer) wire.serverEnded = Math.min(wire.serverEnded, now);
        else wire.clientEnded = Math.min(wire.clientEnded, now);
    }

    private void doomed(Ledger.Wire wire) {
        if (wire != null) wire.doomed = Math.min(wire.doomed, now);
    }

    private void stored(Ledger.Letter letter) {
        if (letter != null) letter.stored = Math.min(letter.stored, now);
    }

    /** Who is back may have said what it has accepted, also if its line is lost before it hears that it is back. */
    private void told(Event.Told told) {
        List<TimelineEntry> timeline = told.timeline();
        boolean isBack =
                !timeline.isEmpty() && timeline.get(timeline.size() - 1).what() == What.RESUMED;
        if (!isBack) return;
        for (Ledger.Life life : ledger.lives) {
            boolean isIts = told.client().equals("amqp:" + life.program);
            boolean isThere = life.wires.stream().anyMatch(wire -> wire.serverEnded == Ledger.NEVER);
            if (isIts && isThere) life.returns.add(now);
        }
    }

    private void acted(Ledger.Life life, Act act) {
        if (act instanceof Act.Dialed dialed) {
            Ledger.Wire wire = new Ledger.Wire(dialed.line(), now);
            wires.put(dialed.line(), wire);
            life.wires.add(wire);
        }
        if (act instanceof Act.Crashed) life.over = Math.min(life.over, now);
        if (act instanceof Act.Leaving) life.leaving = now;
        if (act instanceof Act.Heard heard) heard(life, heard.event());
        if (act instanceof Act.Asked asked) {
            Ledger.Call call = new Ledger.Call(life, asked, now);
            open.put(life + " " + asked.call(), call);
            ledger.calls.add(call);
        }
        if (act instanceof Act.Answered answered) answered(open.remove(life + " " + answered.call()), answered);
        traded(life, act);
        taken(life, act);
    }

    private void answered(Ledger.Call call, Act.Answered answered) {
        if (call == null) return; // Answered twice; its program has noted that.
        call.answered = now;
        call.word = answered.word();
        call.why = answered.why();
    }

    private void heard(Ledger.Life life, ClientEvent event) {
        if (event instanceof ClientEvent.Connected || event instanceof ClientEvent.Resumed) {
            life.entries.add(now);
            life.returns.add(now);
        }
        if (event instanceof ClientEvent.SessionLost) life.losses.add(now);
        if (event instanceof ClientEvent.Restored) life.restores.add(now);
        if (event instanceof ClientEvent.Interrupted) life.interruptions.add(now);
        if (event instanceof ClientEvent.Failed failed) {
            life.failed = now;
            life.failure = failed.failure().toString();
        }
        boolean isLast = event instanceof ClientEvent.Closed || event instanceof ClientEvent.Failed;
        if (isLast) life.over = Math.min(life.over, now);
    }

    private void traded(Ledger.Life life, Act act) {
        if (act instanceof Act.Sent sent) {
            Ledger.Deal deal = sent.deal() == 0 ? null : deal(sent.deal());
            Ledger.Letter letter = new Ledger.Letter(sent, life, deal, now);
            ledger.letters.put(sent.number(), letter);
            if (deal != null) deal.sends.add(letter);
        }
        if (act instanceof Act.Told told) {
            Ledger.Letter letter = ledger.letters.get(told.number());
            letter.told = now;
            letter.word = told.word();
            letter.why = told.why();
        }
        if (act instanceof Act.Discharging discharging) {
            deal(discharging.deal()).discharging = now;
            deal(discharging.deal()).isCommit = discharging.isCommit();
        }
        if (act instanceof Act.Discharged discharged) {
            deal(discharged.deal()).discharged = now;
            deal(discharged.deal()).word = discharged.word();
        }
    }

    private Ledger.Deal deal(long number) {
        return ledger.deals.computeIfAbsent(number, Ledger.Deal::new);
    }

    private void taken(Ledger.Life life, Act act) {
        if (act instanceof Act.Consuming consuming) {
            long number = consuming.consumer();
            ledger.intakes.put(number, new Ledger.Intake(number, consuming.supply(), life, now));
        }
        if (act instanceof Act.Consumes consumes) ledger.intakes.get(consumes.consumer()).consumes = now;
        if (act instanceof Act.Granted granted) granted(ledger.intakes.get(granted.consumer()), granted.count());
        if (act instanceof Act.Ceasing ceasing) ledger.intakes.get(ceasing.consumer()).ceasing = now;
        if (act instanceof Act.Ceased ceased) ledger.intakes.get(ceased.consumer()).ceased = now;
        if (act instanceof Act.Got got) got(got);
        if (act instanceof Act.Decided decided) decided(byDelivery.get(decided.delivery()), decided);
        if (act instanceof Act.Confirmed confirmed) byDelivery.get(confirmed.delivery()).confirmed = now;
        if (act instanceof Act.Voided voided) byDelivery.get(voided.delivery()).voided = now;
    }

    private void granted(Ledger.Intake intake, int count) {
        for (int left = count; left > 0; left--) intake.credits.add(now);
    }

    private void got(Act.Got got) {
        Ledger.Take take = new Ledger.Take(got, ledger.intakes.get(got.consumer()), now);
        byDelivery.put(got.delivery(), take);
        if (take.intake.supply.isSettled()) {
            take.decision = Decision.ACCEPT;
            take.decided = now;
        }
        if (take.intake.supply.browses()) ledger.shown.add(take);
        else ledger.takes.add(take);
    }

    private void decided(Ledger.Take take, Act.Decided decided) {
        take.decision = decided.decision();
        take.decided = now;
        take.deal = decided.deal() == 0 ? null : deal(decided.deal());
        if (take.deal != null) take.deal.takes.add(take);
    }
}
