package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Entry;
import io.belay.node.Consumer.Candidate;
import org.jspecify.annotations.Nullable;

/** How browsers go through a queue: all that is in it, by priority and then in order, taken or not, and take nothing. */
final class Browsing {
    private final LiveQueue queue;
    private final Broker broker;
    private final Hatch hatch;
    private int looks; // that are left in this round

    Browsing(LiveQueue queue, Broker broker, Hatch hatch) {
        this.queue = queue;
        this.broker = broker;
        this.hatch = hatch;
    }

    void serve(Consumer browser) {
        browser.isLooking = false;
        looks = LiveQueue.LOOKED_MAX;
        while (browser.credit > 0 && !queue.isBehind(browser)) {
            look(browser);
            Candidate first = browser.candidates.peek();
            if (first == null || !isRead(browser, first)) break;
            browser.candidates.remove();
            boolean wanted = browser.filter == null
                    || first.body != null
                            && browser.filter.matches(
                                    first.body.message(), broker.deadLetter(queue.number, first.entry.sequence()));
            if (wanted && broker.holdsEntry(queue.number, first.entry.sequence())) show(browser, first.entry);
        }
        if (browser.isLooking) queue.later();
    }

    private static boolean isRead(Consumer browser, Candidate candidate) {
        return browser.filter == null || candidate.isRead();
    }

    private void show(Consumer browser, Taken entry) {
        browser.credit--;
        browser.handed++;
        hatch.show(browser, entry);
    }

    private void look(Consumer browser) {
        Candidate last = browser.candidates.peekLast();
        if (last != null && !ask(browser, last)) return;
        while (browser.candidates.size() < hatch.options().lookAheadMax()) {
            Candidate candidate = next(browser);
            if (candidate == null) return;
            browser.candidates.add(candidate);
            if (!ask(browser, candidate)) return;
        }
    }

    /** Sees to the message, if it is to be looked at; false if too much is being read already. */
    private boolean ask(Consumer browser, Candidate candidate) {
        if (browser.filter == null || candidate.isAsked) return true;
        candidate.isGone = !broker.holdsEntry(queue.number, candidate.entry.sequence());
        candidate.body = hatch.find(candidate.entry.number());
        candidate.isAsked = candidate.isRead() || fetch(browser, candidate);
        return candidate.isAsked;
    }

    private @Nullable Candidate next(Consumer browser) {
        for (; browser.browsing >= 0; browser.browsing--, browser.browsed = 0) {
            Entry entry = nextOf(browser);
            if (entry != null) return queue.candidate(entry);
            if (browser.isLooking) return null;
            if (browser.browsing == 0) return null; // What comes to the lowest from here on, it sees as well.
        }
        return null;
    }

    /** The next of the priority that it is at; null if there is none, or if it has looked at enough for now. */
    private @Nullable Entry nextOf(Consumer browser) {
        Entry entry = broker.entryAfter(queue.number, browser.browsed);
        while (entry != null) {
            browser.isLooking = looks == 0;
            if (browser.isLooking) return null;
            looks--;
            browser.browsed = entry.sequence();
            if (entry.priority() == browser.browsing && entry.deliverAtMs() <= broker.nowMs()) return entry;
            entry = broker.entryAfter(queue.number, browser.browsed);
        }
        return null;
    }

    private boolean fetch(Consumer browser, Candidate candidate) {
        return hatch.fetch(candidate.entry.number(), queue, body -> {
            candidate.body = body;
            candidate.isGone = body == null;
            if (!browser.closed) queue.serve();
        });
    }
}
