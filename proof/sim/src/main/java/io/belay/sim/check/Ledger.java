package io.belay.sim.check;

import io.belay.sim.Act;
import io.belay.sim.Act.Word;
import io.belay.sim.Deed;
import io.belay.sim.Place;
import io.belay.sim.Supply;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What programs did with the real client and were told by it, read from a history. Indexes are moments; {@link #NEVER} if not yet. */
final class Ledger {
    static final int NEVER = Publication.NEVER;

    /** A line of a process. */
    static final class Wire {
        final int line;
        final int opened;
        int clientEnded = NEVER;
        int serverEnded = NEVER;
        int doomed = NEVER; // when something was done to it by which the server must end it
        boolean isTaken; // the broker has ended it because another came

        Wire(int line, int opened) {
            this.line = line;
            this.opened = opened;
        }

        /** When the first of its ends was gone. */
        int ended() {
            return Math.min(clientEnded, lost());
        }

        /** From when on the broker may have taken it for lost. */
        int lost() {
            return Math.min(serverEnded, doomed);
        }
    }

    /** One process of a program. */
    static final class Life {
        final String program;
        final int number;
        final int began;
        final long expiryS;
        final int pingMs;
        final boolean repeats; // what is in doubt
        final List<Wire> wires = new ArrayList<>();
        final List<Integer> entries = new ArrayList<>(); // when it was let in, for the first time and again
        final List<Integer> returns = new ArrayList<>(); // the same, and when the broker noted that it is back
        final List<Integer> losses = new ArrayList<>(); // when it heard that its session is lost
        final List<Integer> interruptions = new ArrayList<>();
        final List<Integer> restores = new ArrayList<>(); // when it heard that the broker was restored
        int leaving = NEVER;
        int failed = NEVER;
        int over = NEVER;
        String failure = "";

        Life(String program, int number, int began, Act.Began act) {
            this.program = program;
            this.number = number;
            this.began = began;
            expiryS = act.expiryS();
            pingMs = act.pingMs();
            repeats = act.repeats();
        }

        /** When it was over, and the last of its lines at the broker: what it had said may arrive until then. */
        int forgotten() {
            int forgotten = over;
            for (Wire wire : wires) forgotten = Math.max(forgotten, wire.serverEnded);
            return forgotten;
        }

        /** Whether the broker let it in on this line. */
        boolean wasLetIn(Wire wire) {
            return wasLetIn(wire, wire.opened);
        }

        /** Whether the broker let it in on this line, after a moment. */
        boolean wasLetIn(Wire wire, int after) {
            int since = Math.max(after, wire.opened);
            return entries.stream().anyMatch(entry -> entry > since && entry < wire.clientEnded);
        }

        /** Whether a line of it was ended because another process came; who reads nothing, or leaves, may not notice. */
        boolean wasTaken() {
            return wires.stream().anyMatch(wire -> wire.isTaken);
        }

        /** Whether its session ends with its line. */
        boolean isPlain() {
            return expiryS == 0;
        }

        /** Whether a line that it had at one moment or later was lost before another; what was on its way came after that. */
        boolean wasCut(int from, int until) {
            for (Wire wire : wires) if (wire.clientEnded >= from && wire.ended() < until) return true;
            return false;
        }

        /** The line on which it was in before a moment, null if on none. */
        Wire lastIn(int before) {
            Wire last = null;
            for (int entry : entries) if (entry < before) last = on(entry);
            return last;
        }

        /** The line on which something came at a moment: of two attempts the one that was not given up. Null if there was none. */
        Wire on(int moment) {
            Wire on = null;
            for (Wire wire : wires) {
                boolean isThere = wire.opened < moment && wire.clientEnded > moment;
                boolean isLater = wire.opened < moment && (on == null || on.clientEnded < moment);
                if (isThere || isLater) on = wire;
            }
            return on;
        }

        /** When the last line before a moment on which it was in was gone; the moment itself if it is not. */
        int lineGone(int before) {
            Wire last = lastIn(before);
            return last == null ? before : Math.min(before, last.ended());
        }

        @Override
        public String toString() {
            return program + "#" + number;
        }
    }

    /** A transaction. */
    static final class Deal {
        final long number;
        final List<Letter> sends = new ArrayList<>();
        final List<Take> takes = new ArrayList<>(); // also those that were decided again later
        boolean isCommit;
        int discharging = NEVER;
        int discharged = NEVER;
        Word word = Word.UNKNOWN; // the last

        Deal(long number) {
            this.number = number;
        }

        Trade.Fate fate() {
            if (discharging == NEVER || !isCommit) return Trade.Fate.NOT;
            if (discharged == NEVER) return Trade.Fate.DOUBT;
            if (word == Word.DONE) return Trade.Fate.THERE;
            return word == Word.NOT_DONE ? Trade.Fate.NOT : Trade.Fate.DOUBT;
        }

        /** Whether its program knows that it was not committed, though it should have been. */
        boolean hasFailed() {
            return isCommit && discharged != NEVER && word == Word.NOT_DONE;
        }

        @Override
        public String toString() {
            return "deal " + number;
        }
    }

    /** A message that was sent. */
    static final class Letter {
        final Act.Sent sent;
        final Life life;
        final Deal deal; // null if it was sent outside of deals
        final int index;
        int stored = NEVER;
        int told = NEVER;
        Word word = Word.UNKNOWN;
        String why = ""; // it was not taken

        Letter(Act.Sent sent, Life life, Deal deal, int index) {
            this.sent = sent;
            this.life = life;
            this.deal = deal;
            this.index = index;
        }

        long number() {
            return sent.number();
        }

        Trade.Fate fate() {
            boolean isRefused = told != NEVER && word == Word.NOT_DONE;
            if (isRefused) return Trade.Fate.NOT;
            if (deal != null) return deal.fate();
            return told != NEVER && word == Word.DONE ? Trade.Fate.THERE : Trade.Fate.DOUBT;
        }

        /** When its sender heard that it is there. */
        int heard() {
            return deal == null ? told : deal.discharged;
        }

        @Override
        public String toString() {
            return "message " + number() + " of " + life + " to " + sent.to()
                    + (deal == null ? "" : " in deal " + deal.number);
        }
    }

    /** A consumer. */
    static final class Intake {
        final long number;
        final Supply supply;
        final Life life;
        final int consuming;
        int consumes = NEVER;
        int ceasing = NEVER;
        int ceased = NEVER;
        final List<Integer> credits = new ArrayList<>(); // when each was granted, in order
        int came; // messages

        Intake(long number, Supply supply, Life life, int consuming) {
            this.number = number;
            this.supply = supply;
            this.life = life;
            this.consuming = consuming;
        }

        /** What stands behind it, the same for all that take from the same queue or subscription. */
        String key() {
            if (!supply.place().isTopic()) return supply.place().toString();
            if (supply.isShared()) return "shared subscription " + supply.subscription();
            boolean isNamed = !supply.subscription().isEmpty();
            return isNamed ? "subscription " + life.program + "/" + supply.subscription() : "consumer " + number;
        }

        /** From when on it certainly takes nothing any more. */
        int over() {
            return Math.min(ceased, life.over);
        }

        /** From when on the broker certainly gives it nothing any more: a process that died is not missed while its line stands. */
        int forgotten() {
            return ceased <= life.over ? ceased : life.forgotten();
        }

        @Override
        public String toString() {
            return "consumer " + number + " of " + life + " from " + supply;
        }
    }

    /** A message that came. */
    static final class Take {
        final Act.Got got;
        final Intake intake;
        final int index;
        final int turn; // of those that came to its consumer, from 0
        Deed.Decision decision; // the last; null while there is none
        Deal deal; // in which it was decided, null none
        int decided = NEVER;
        int confirmed = NEVER;
        int voided = NEVER;

        Take(Act.Got got, Intake intake, int index) {
            this.got = got;
            this.intake = intake;
            this.index = index;
            turn = intake.came++;
        }

        long number() {
            return got.number();
        }

        Life life() {
            return intake.life;
        }

        boolean is(Deed.Decision wanted) {
            return decision == wanted;
        }

        /** Whether it may have been accepted for good. */
        boolean mayBeTaken() {
            return is(Deed.Decision.ACCEPT) && (deal == null || deal.fate() != Trade.Fate.NOT);
        }

        /** When its program knew that it is accepted for good; a plain one is not told. */
        int taken() {
            if (intake.supply.isSettled()) return index;
            if (!is(Deed.Decision.ACCEPT)) return NEVER;
            if (deal == null) return life().isPlain() ? NEVER : confirmed;
            return deal.fate() == Trade.Fate.THERE ? deal.discharged : NEVER;
        }

        @Override
        public String toString() {
            return "message " + number() + " for " + intake + " (delivery " + got.delivery() + ", count " + got.count()
                    + ")";
        }
    }

    /** Something that was asked of a client. */
    static final class Call {
        final Life life;
        final Act.Asked asked;
        final int index;
        int answered = NEVER;
        Word word = Word.DONE;
        String why = "";

        Call(Life life, Act.Asked asked, int index) {
            this.life = life;
            this.asked = asked;
            this.index = index;
        }

        @Override
        public String toString() {
            return "\"" + asked.call() + "\" of " + life;
        }
    }

    final List<Life> lives = new ArrayList<>();
    final TreeMap<Long, Letter> letters = new TreeMap<>(); // by number
    final TreeMap<Long, Deal> deals = new TreeMap<>();
    final TreeMap<Long, Intake> intakes = new TreeMap<>();
    final List<Take> takes = new ArrayList<>(); // but those of browsers
    final List<Take> shown = new ArrayList<>(); // to browsers
    final List<Call> calls = new ArrayList<>();

    /** What came of each message to what stands behind its consumers, in order; by key, then by number. */
    TreeMap<String, TreeMap<Long, List<Take>>> byKey() {
        TreeMap<String, TreeMap<Long, List<Take>>> byKey = new TreeMap<>();
        for (Take take : takes) {
            byKey.computeIfAbsent(key(take), key -> new TreeMap<>())
                    .computeIfAbsent(take.number(), number -> new ArrayList<>())
                    .add(take);
        }
        return byKey;
    }

    /** Where a message was sent says more than where it came from: it may have died in between. */
    String key(Take take) {
        Letter letter = letters.get(take.number());
        boolean isQueued = letter != null && !letter.sent.to().isTopic();
        return isQueued ? letter.sent.to().toString() : take.intake.key();
    }

    /** Consumers of a place, but browsers, in the order in which they were asked for. */
    List<Intake> intakesOf(Place place) {
        return intakes.values().stream()
                .filter(intake ->
                        !intake.supply.browses() && intake.supply.place().equals(place))
                .toList();
    }

    /** Whether there was another process of the same name, or a line of it, at any time from one moment to another. */
    boolean hasRival(Life life, int from, int until) {
        return lives.stream()
                .anyMatch(other -> other != life
                        && other.program.equals(life.program)
                        && other.began < until
                        && other.forgotten() > from);
    }
}
