package io.belay.sim.check;

import io.belay.base.Cause;
import io.belay.sim.Deed;
import io.belay.sim.Event;
import io.belay.sim.Protocol;
import java.util.TreeMap;

/** Goes through a history once and fills a {@link Trade}. */
final class TradeReader {
    private final Story story;
    private final Trade trade;
    private final TreeMap<Long, Trade.Handing> byDelivery = new TreeMap<>();
    private final TreeMap<Long, Trade.Draining> draining = new TreeMap<>(); // by link
    private int now;

    TradeReader(Story story) {
        this.story = story;
        this.trade = story.trade;
    }

    void read(int index, Event event) {
        now = index;
        if (event instanceof Event.Opened opened && opened.protocol() == Protocol.AMQP) {
            trade.spans.put(opened.line(), new Trade.Span(opened.line(), opened.client()));
        }
        if (event instanceof Event.Ended ended) ended(ended);
        if (event instanceof Event.Provoked doomed) doomed(trade.spans.get(doomed.line()));
        if (event instanceof Event.Died) trade.spans.values().forEach(this::endedAtServer);
        if (event instanceof Event.Stored stored) stored(stored.number());
        if (event instanceof Event.Did did) did(trade.spans.get(did.line()), did.deed());
    }

    private void ended(Event.Ended ended) {
        Trade.Span span = trade.spans.get(ended.line());
        if (span == null) return;
        boolean isLost = ended.atServer() && ended.how().cause() != Cause.CRASH;
        if (isLost) span.lost = now;
        if (ended.atServer()) endedAtServer(span);
        else span.clientEnded = Math.min(span.clientEnded, now);
    }

    /** The server may take it for lost from now on, though it still says so. */
    private void doomed(Trade.Span span) {
        if (span != null) endedAtServer(span);
    }

    private void endedAtServer(Trade.Span span) {
        span.serverEnded = Math.min(span.serverEnded, now);
    }

    private void stored(long number) {
        Trade.Letter letter = trade.letters.get(number);
        if (letter != null) letter.stored = Math.min(letter.stored, now);
    }

    private void did(Trade.Span span, Deed deed) {
        if (deed instanceof Deed.Sent sent) sent(span, sent);
        if (deed instanceof Deed.Answered answered) answered(answered);
        if (deed instanceof Deed.Declared declared) {
            trade.deals.put(declared.transaction(), new Trade.Deal(declared.transaction(), span));
        }
        if (deed instanceof Deed.Discharging discharging) {
            Trade.Deal deal = trade.deals.get(discharging.transaction());
            deal.discharging = now;
            deal.isCommit = discharging.isCommit();
        }
        if (deed instanceof Deed.Discharged discharged) discharged(discharged);
        if (deed instanceof Deed.Got got) got(got);
        if (deed instanceof Deed.Decided decided) decided(decided);
        if (deed instanceof Deed.Confirmed confirmed) byDelivery.get(confirmed.delivery()).confirmed = now;
        if (deed instanceof Deed.Leaving || deed instanceof Deed.SessionEnding) left(span);
        link(span, deed);
    }

    private void left(Trade.Span span) {
        for (Trade.Reception link : trade.links.values()) {
            if (link.span == span) link.isLeft = true; // What came on a link that is gone may still be undecided.
        }
    }

    private void link(Trade.Span span, Deed deed) {
        if (deed instanceof Deed.Attaching link) {
            trade.links.put(link.link(), new Trade.Reception(link.link(), link.supply(), span, now));
        }
        if (deed instanceof Deed.Attached link) trade.links.get(link.link()).attached = now;
        if (deed instanceof Deed.Gone gone) trade.links.get(gone.link()).gone = now;
        if (deed instanceof Deed.Detaching link) {
            trade.links.get(link.link()).detaching = now;
            trade.links.get(link.link()).forgets = link.forget();
        }
        if (deed instanceof Deed.Draining drain) {
            Trade.Draining wish = new Trade.Draining(trade.links.get(drain.link()), drain.credit(), now);
            draining.put(drain.link(), wish);
            trade.drainings.add(wish);
        }
        if (deed instanceof Deed.Drained drained) draining.get(drained.link()).until = now;
    }

    private void sent(Trade.Span span, Deed.Sent sent) {
        Trade.Deal deal = trade.deals.get(sent.transaction());
        Trade.Letter letter = new Trade.Letter(sent, span, deal, now);
        trade.letters.put(sent.number(), letter);
        Trade.Letter before = trade.letters.get(sent.repeats());
        if (before != null) before.isRepeated = true;
        if (deal != null) deal.sends.add(letter);
        if (sent.to().isTopic()) publish(letter);
    }

    /** MQTT clients see it as any publication. What one session of one line sends is in order. */
    private void publish(Trade.Letter letter) {
        String lane = letter.span.client + "/" + letter.sent.link();
        Publication publication = new Publication(
                new Publication.Opening(
                        letter.number(), lane, letter.sent.to().name(), 2, false, letter.sent.expires(), false),
                now);
        publication.isForeign = true;
        publication.firstGot = now;
        publication.lastGot = now;
        story.publications.put(letter.number(), publication);
    }

    private void answered(Deed.Answered answered) {
        Trade.Letter letter = trade.letters.get(answered.number());
        letter.answered = now;
        letter.answer = answered.answer();
        if (letter.deal == null) acknowledge(letter);
    }

    private void acknowledge(Trade.Letter letter) {
        Publication publication = story.publications.get(letter.number());
        if (publication == null || letter.fate() != Trade.Fate.THERE) return;
        publication.acknowledged = now;
        publication.lastGot = now;
    }

    private void discharged(Deed.Discharged discharged) {
        Trade.Deal deal = trade.deals.get(discharged.transaction());
        deal.discharged = now;
        deal.answer = discharged.answer();
        deal.sends.forEach(this::acknowledge);
    }

    private void got(Deed.Got got) {
        Trade.Reception link = trade.links.get(got.link());
        Trade.Handing handing = new Trade.Handing(got, link, now);
        byDelivery.put(got.delivery(), handing);
        (link.supply.browses() ? trade.shown : trade.handings).add(handing);
    }

    private void decided(Deed.Decided decided) {
        Trade.Handing handing = byDelivery.get(decided.delivery());
        handing.decided = now;
        handing.decision = decided.decision();
        handing.deal = trade.deals.get(decided.transaction());
        if (handing.deal != null) handing.deal.takes.add(handing);
    }
}
