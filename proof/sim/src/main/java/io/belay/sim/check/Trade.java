package io.belay.sim.check;

import io.belay.sim.Deed;
import io.belay.sim.Supply;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** What AMQP clients did and heard, read from a history. Indexes are moments; {@link Publication#NEVER} if not yet. */
final class Trade {
    static final int NEVER = Publication.NEVER;
    private static final int TRIES_MAX = 10; // in vain, after which a message is dead

    /** What can be said of something that a client has asked for. */
    enum Fate {
        /** It happened. */
        THERE,
        /** It did not. */
        NOT,
        /** Nobody outside can know. */
        DOUBT
    }

    /** A line. */
    static final class Span {
        final int line;
        final String client;
        int clientEnded = NEVER;
        int serverEnded = NEVER;
        int lost = NEVER; // the server has given it up, and has not died of it

        Span(int line, String client) {
            this.line = line;
            this.client = client;
        }

        boolean stands(int index) {
            return clientEnded > index && serverEnded > index;
        }
    }

    /** A transaction. */
    static final class Deal {
        final long number;
        final Span span;
        final List<Letter> sends = new ArrayList<>();
        final List<Handing> takes = new ArrayList<>();
        boolean isCommit;
        int discharging = NEVER;
        int discharged = NEVER;
        Deed.Answer answer = Deed.Answer.NO;

        Deal(long number, Span span) {
            this.number = number;
            this.span = span;
        }

        Fate fate() {
            if (discharging == NEVER || !isCommit) return Fate.NOT;
            if (discharged == NEVER) return Fate.DOUBT;
            return answer == Deed.Answer.YES ? Fate.THERE : Fate.NOT;
        }

        @Override
        public String toString() {
            return "transaction " + number + " of " + span.client;
        }
    }

    /** A message that was sent. */
    static final class Letter {
        final Deed.Sent sent;
        final Span span;
        final Deal deal; // null if it was sent outside of transactions
        final int index;
        int stored = NEVER;
        int answered = NEVER;
        Deed.Answer answer = Deed.Answer.NO;
        boolean isRepeated; // its client does not wait any more for its answer, and has sent it again

        Letter(Deed.Sent sent, Span span, Deal deal, int index) {
            this.sent = sent;
            this.span = span;
            this.deal = deal;
            this.index = index;
        }

        long number() {
            return sent.number();
        }

        Fate fate() {
            boolean isRefused = answered != NEVER && answer == Deed.Answer.NO;
            if (isRefused) return Fate.NOT;
            if (deal != null) return deal.fate();
            return answered == NEVER ? Fate.DOUBT : Fate.THERE;
        }

        /** When its sender heard that it is there. */
        int heard() {
            return deal == null ? answered : deal.discharged;
        }

        @Override
        public String toString() {
            return "message " + number() + " of " + span.client + " to " + sent.to()
                    + (deal == null ? "" : " in transaction " + deal.number);
        }
    }

    /** A link on which a client consumes. */
    static final class Reception {
        final long number;
        final Supply supply;
        final Span span;
        final int attaching;
        int attached = NEVER;
        int detaching = NEVER;
        boolean forgets;
        boolean isLeft; // its client has ended its session or its line in good order
        int gone = NEVER;

        Reception(long number, Supply supply, Span span, int attaching) {
            this.number = number;
            this.supply = supply;
            this.span = span;
            this.attaching = attaching;
        }

        /** What stands behind it, the same for all links that take from the same queue or subscription. */
        String key() {
            if (!supply.place().isTopic()) return supply.place().toString();
            boolean isNamed = !supply.subscription().isEmpty();
            return isNamed ? "subscription " + supply.subscription() : "link " + number;
        }

        /** The name of the queue behind it, as dead letters tell it; only of what outlives its links. */
        String queue() {
            boolean isTopic = supply.place().isTopic();
            return isTopic
                    ? "$durable/" + span.client + "/" + supply.subscription()
                    : supply.place().name();
        }

        /** The latest moment at which the server may have taken it for attached. */
        int over() {
            return Math.min(gone, span.serverEnded);
        }

        @Override
        public String toString() {
            return "link " + number + " of " + span.client + " from " + supply;
        }
    }

    /** A message that came. */
    static final class Handing {
        final Deed.Got got;
        final Reception link;
        final int index;
        Deed.Decision decision; // null while there is none
        Deal deal; // in which it was decided, null none
        int decided = NEVER;
        int confirmed = NEVER;

        Handing(Deed.Got got, Reception link, int index) {
            this.got = got;
            this.link = link;
            this.index = index;
        }

        long number() {
            return got.number();
        }

        /** What stands behind its link; dead letters are told apart by where they died. */
        String key() {
            return got.origin().isEmpty() ? link.key() : deadOf(got.origin());
        }

        /** Whether the server had given up the line when it came. */
        boolean isLate() {
            return link.span.serverEnded < index;
        }

        boolean is(Deed.Decision wanted) {
            return decision == wanted;
        }

        /** Whether it may have been accepted for good. */
        boolean mayBeTaken() {
            return is(Deed.Decision.ACCEPT) && (deal == null || deal.fate() != Fate.NOT);
        }

        /** Whether it may have gone back as if it had not been delivered: released, or given up in good order. */
        boolean mayBeReleased() {
            return is(Deed.Decision.RELEASE) || link.isLeft;
        }

        /** Whether it may have counted as tried in vain because its client said so. */
        boolean mayHaveFailed() {
            return is(Deed.Decision.FAIL) || deal != null && deal.fate() != Fate.THERE;
        }

        /** Since when another may have it, if what its client said of it was heard. */
        private int free() {
            return Math.min(index, link.span.serverEnded);
        }

        /** Whether it may have come once more on its own link. */
        private boolean isBack() {
            return decided != NEVER && (deal == null || deal.discharging != NEVER);
        }

        /** When its client heard that it is accepted for good. */
        int taken() {
            if (!is(Deed.Decision.ACCEPT)) return NEVER;
            if (deal == null) return confirmed;
            return deal.fate() == Fate.THERE ? deal.discharged : NEVER;
        }

        @Override
        public String toString() {
            return "message " + number() + " for " + link + " (delivery " + got.delivery() + ", count " + got.count()
                    + ")";
        }
    }

    /** A wish to have all that is there. */
    static final class Draining {
        final Reception link;
        final long credit;
        final int from;
        int until = NEVER;

        Draining(Reception link, long credit, int from) {
            this.link = link;
            this.credit = credit;
            this.from = from;
        }
    }

    final TreeMap<Integer, Span> spans = new TreeMap<>(); // by line
    final TreeMap<Long, Letter> letters = new TreeMap<>(); // by number
    final TreeMap<Long, Deal> deals = new TreeMap<>();
    final TreeMap<Long, Reception> links = new TreeMap<>();
    final List<Handing> handings = new ArrayList<>(); // but those to browsers
    final List<Handing> shown = new ArrayList<>(); // to browsers
    final List<Draining> drainings = new ArrayList<>();

    /** The key of what died in a queue. */
    static String deadOf(String queue) {
        return "dead of " + queue;
    }

    /** By what stands behind the link, then by number of the message; in order. */
    TreeMap<String, TreeMap<Long, List<Handing>>> byKey() {
        TreeMap<String, TreeMap<Long, List<Handing>>> byKey = new TreeMap<>();
        for (Handing handing : handings) {
            if (handing.number() == 0) continue;
            byKey.computeIfAbsent(handing.key(), key -> new TreeMap<>())
                    .computeIfAbsent(handing.number(), number -> new ArrayList<>())
                    .add(handing);
        }
        return byKey;
    }

    /** The names of all queues that somebody has sent to. */
    TreeSet<String> queues() {
        TreeSet<String> names = new TreeSet<>();
        for (Letter letter : letters.values()) {
            if (!letter.sent.to().isTopic()) names.add(letter.sent.to().name());
        }
        return names;
    }

    /**
     * Whether a message may have been tried in vain so often before a moment that it is dead. The count of a delivery tells of the
     * tries before it. After it each line that was lost with a link to the same may have cost one more: on its way to a client
     * that did not see it.
     */
    boolean mayHaveWorn(Handing handing, int index) {
        long unseen = linksTo(handing.link.key()).stream()
                .filter(link -> link != handing.link || handing.isBack())
                .filter(link -> link.span.lost > handing.free() && link.span.lost < index)
                .count();
        return handing.got.count() + 1 + unseen >= TRIES_MAX;
    }

    /** Links that consume from the same, in the order in which they were asked for. */
    List<Reception> linksTo(String key) {
        return links.values().stream()
                .filter(link -> !link.supply.browses() && link.key().equals(key))
                .toList();
    }
}
