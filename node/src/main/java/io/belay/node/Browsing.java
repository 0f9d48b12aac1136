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

    Browsing(LiveQueue queue, Broker broker, Hatch hatch) {
        this.queue = queue;
        this.broker = broker;
        this.hatch = hatch;
    }

    void serve(Consumer browser) {
        while (browser.credit > 0 && !queue.isBehind(browser)) {
            look(browser);
            Candidate first = browser.candidates.peek();
            if (first == null || !isRead(browser, first)) return;
            browser.candidates.remove();
            boolean wanted = browser.filter == null
                    || first.body != null
                            && browser.filter.matches(
                                    first.body.message(), broker.deadLetter(queue.number, first.entry.sequence()));
            if (wanted && broker.holdsEntry(queue.number, first.entry.sequence())) show(browser, first.entry);
        }
    }

    private static boolean isRead(Consumer browser, Candidate candidate) {
        return browser.filter == null || candidate.body != null || candidate.isGone;
    }

    private void show(Consumer browser, Taken entry) {
        browser.credit--;
        browser.handed++;
        hatch.show(browser, entry);
    }

    private void look(Consumer browser) {
        while (browser.candidates.size() < hatch.options().lookAheadMax()) {
            Candidate candidate = next(browser);
            if (candidate == null) return;
            if (browser.filter != null) candidate.body = hatch.find(candidate.entry.number());
            if (browser.filter != null && candidate.body == null && !fetch(browser, candidate)) {
                browser.unread = candidate;
                return;
            }
            browser.candidates.add(candidate);
        }
    }

    private @Nullable Candidate next(Consumer browser) {
        Candidate unread = browser.unread;
        browser.unread = null;
        if (unread != null && broker.holdsEntry(queue.number, unread.entry.sequence())) return unread;
        for (; browser.browsing >= 0; browser.browsing--, browser.browsed = 0) {
            Entry entry = nextOf(browser);
            if (entry != null) return new Candidate(LiveQueue.taken(entry));
            if (browser.browsing == 0) return null; // What comes to the lowest from here on, it sees as well.
        }
        return null;
    }

    private @Nullable Entry nextOf(Consumer browser) {
        Entry entry = broker.entryAfter(queue.number, browser.browsed);
        while (entry != null) {
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
