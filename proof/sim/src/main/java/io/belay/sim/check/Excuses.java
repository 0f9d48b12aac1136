package io.belay.sim.check;

import io.belay.sim.Act.Word;
import io.belay.sim.Deed.Decision;
import io.belay.sim.check.Ledger.Letter;
import io.belay.sim.check.Ledger.Life;
import io.belay.sim.check.Ledger.Take;
import io.belay.sim.check.Ledger.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Why a broker may give what a program has to somebody else. A session that is kept keeps what it has; it is not kept when
 * its process is gone, has closed or was followed by another, or when it stayed away for longer than it wanted to be
 * waited for, if only for a moment when it is plain; and after a restart nobody but the programs themselves knows who has what, so who is late may find it gone.
 */
final class Excuses {
    static final long GRACE_US = 5_000_000; // as NodeOptions has it
    private static final long EARLY_US = 100_000; // between the start of a node and that it is ready
    private static final long CLOCK_US = 2_000; // a broker's counts milliseconds

    private final Story story;
    private @Nullable Delays delays; // until it is asked for

    Excuses(Story story) {
        this.story = story;
    }

    /** Whether the broker may have given up at this moment that this program has this. */
    boolean mayBeGone(Take take, int at) {
        int handed = handed(take);
        return mayBeEnded(take.life(), handed, at) || mayBeLate(take.life(), handed, at);
    }

    /**
     * Whether it was on its way to another when its program heard, too late, that it is accepted: nobody is given it from then on, but
     * what a line was given before may still come by it.
     */
    boolean mayBeOnItsWay(Take take, Take again) {
        if (again.intake.consuming > take.taken() || !mayBeGone(take, take.taken())) return false;
        if (delays == null) delays = new Delays(story);
        boolean isSoon = story.atUs(again.index) <= delays.comeUs(again.life().program, story.atUs(take.taken()));
        return isSoon && mayHaveLeft(again, take.taken());
    }

    /** Whether somebody who had it before, and was late, may have said meanwhile that he has accepted it. */
    boolean mayBeTakenLate(Take take, int at) {
        return story.ledger.takes.stream()
                .anyMatch(other -> other != take
                        && other.number() == take.number()
                        && story.ledger.key(other).equals(story.ledger.key(take))
                        && other.is(Decision.ACCEPT)
                        && other.deal == null
                        && other.decided < at
                        && mayBeGone(other, at));
    }

    /** Whether it may have been given to its line before a moment. */
    boolean mayHaveLeft(Take take, int moment) {
        Wire on = take.life().on(take.index);
        return on != null && on.opened < moment;
    }

    /** Whether the session of a process, as it was at a moment, may have been ended at a later one. */
    boolean mayBeEnded(Life life, int since, int at) {
        if (life.over < at || life.leaving < at || story.ledger.hasRival(life, since, at)) return true;
        if (life.isPlain() && life.wasCut(since, at)) return true;
        for (int loss : life.losses) {
            boolean isLost = loss > since && life.lineGone(loss) < at;
            if (isLost) return true;
        }
        return mayBeExpired(life, at);
    }

    /** Whether it was away for long, also if it never noticed. */
    private boolean mayBeExpired(Life life, int at) {
        Wire last = life.lastIn(at);
        if (last == null || last.lost() >= at) return false;
        return story.atUs(at) - story.atUs(last.lost()) + CLOCK_US >= life.expiryS * 1_000_000;
    }

    /**
     * Until when the broker must have handed out what came: before its end of the line was gone, and before another process
     * came that took the name.
     */
    int handed(Take take) {
        Wire on = take.life().on(take.index);
        int handed = on == null ? take.index : Math.min(take.index, on.lost());
        boolean isDisplaced = take.life().failed != Ledger.NEVER || take.life().wasTaken();
        int displaced = isDisplaced ? displacedAt(take.life(), take.index) : Ledger.NEVER;
        return displaced == Ledger.NEVER ? handed : Math.min(handed, displaced);
    }

    /**
     * When the line was opened that took the name: the first of another process that was let in after ours was (of an earlier one too, if
     * its Open was long on its way), or if none
     * was, the last that came before ours failed, if it did. NEVER if there is none. A process that has itself displaced a later one may
     * be displaced by the next: what it gets in between is not on its way to the one before.
     */
    private int displacedAt(Life life, int index) {
        int own = life.entries.stream()
                .filter(entry -> entry < index)
                .mapToInt(entry -> entry)
                .max()
                .orElse(life.began);
        int first = Ledger.NEVER;
        int last = Ledger.NEVER;
        for (Life other : story.ledger.lives) {
            if (other == life || !other.program.equals(life.program)) continue;
            for (Wire wire : other.wires) {
                if (wire.opened >= life.over) continue;
                if (other.wasLetIn(wire, own)) first = Math.min(first, wire.opened);
                if (other.number < life.number) continue;
                boolean isLast = last == Ledger.NEVER || wire.opened > last;
                if (life.failed != Ledger.NEVER && isLast) last = wire.opened;
            }
        }
        return first == Ledger.NEVER ? last : first;
    }

    /** Whether a message may stand twice: its sender, which is plain, lost its line before it had an answer, and sent it again, as it does. */
    static boolean mayBeTwice(Letter letter) {
        if (letter == null || !letter.life.isPlain() || !letter.life.repeats) return false;
        boolean isKnown = letter.word == Word.DONE || letter.word == Word.NOT_DONE;
        return letter.life.wasCut(letter.index, isKnown ? letter.told : Ledger.NEVER);
    }

    /** Whether it may have been settled on its way to a consumer whose line was lost, or that is gone or about to go. */
    boolean mayBeLost(Letter letter, String key) {
        return story.ledger.intakesOf(letter.sent.to()).stream()
                .filter(intake -> intake.supply.isSettled() && intake.key().equals(key))
                .filter(intake -> intake.forgotten() > letter.index)
                .anyMatch(intake -> Math.min(intake.ceasing, intake.over()) < story.over
                        || intake.life.leaving < story.over
                        || mayBeLost(intake.life, Math.max(letter.index, intake.consuming)));
    }

    /** Whether something that was handed to it at one moment or later may have come to nobody: also by a line that its client had lost already. */
    private boolean mayBeLost(Life life, int from) {
        return life.wires.stream()
                .anyMatch(wire -> Math.max(wire.clientEnded, wire.serverEnded) >= from && wire.ended() < story.over);
    }

    /** Whether a node started in between, and the process was not back in time. */
    private boolean mayBeLate(Life life, int since, int at) {
        for (int start : story.starts) {
            if (start < since || start > at) continue;
            long untilUs = story.atUs(start) + GRACE_US;
            boolean isInTime =
                    life.entries.stream().anyMatch(entry -> entry > start && entry < at && story.atUs(entry) < untilUs);
            if (!isInTime && story.atUs(at) >= untilUs - EARLY_US) return true;
        }
        return false;
    }
}
