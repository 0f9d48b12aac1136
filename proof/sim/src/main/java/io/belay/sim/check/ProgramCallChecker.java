package io.belay.sim.check;

import io.belay.client.ClientFailure;
import io.belay.sim.Action;
import io.belay.sim.Event;
import io.belay.sim.Moment;
import io.belay.sim.check.Ledger.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Every call is answered by its deadline; and before it is over, with what was asked for, if there was time enough without a
 * fault to come back in.
 */
public final class ProgramCallChecker implements Checker {
    private static final long SLACK_US = 1_000_000;
    private static final long RETURN_US = 15_000_000; // the longest pause before a return, and the return

    private record Trouble(long fromUs, long untilUs) {}

    /** Creates it. */
    public ProgramCallChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        List<Trouble> troubles = troubles(story);
        troubles.addAll(ghosts(story));
        troubles.sort(Comparator.comparingLong(Trouble::fromUs));
        for (Call call : story.ledger.calls) {
            long endUs = story.atUs(Math.min(call.life.over, story.end()));
            long answeredUs = story.atUs(call.answered);
            if (call.answered == Ledger.NEVER && endUs < deadlineUs(call)) continue;
            if (answeredUs > deadlineUs(call) + SLACK_US) {
                findings.add(finding(call, call.index, call + " was not answered by its deadline"));
            } else if (isTimeUp(call) && !isBarred(story, call) && hadTime(story, call, troubles)) {
                findings.add(finding(call, call.answered, call + " came to nothing: " + call.why));
            }
        }
        return findings;
    }

    /** The client's clock is that of the world. */
    private static long deadlineUs(Call call) {
        return call.asked.untilMs() * 1_000 + 1_000;
    }

    /** A consumer that ends waits for its program, not for the broker. */
    private static boolean isTimeUp(Call call) {
        boolean isTimed = call.why.startsWith(ClientFailure.DEADLINE.text());
        return isTimed
                && !call.asked.call().startsWith("cease")
                && !call.asked.call().startsWith("close");
    }

    /** Who wants no session of its own is not let in as long as another process has its name. */
    private static boolean isBarred(Story story, Call call) {
        return call.life.isPlain() && story.ledger.hasRival(call.life, call.index, call.answered);
    }

    private static boolean hadTime(Story story, Call call, List<Trouble> troubles) {
        long freeUs = story.atUs(call.index);
        long needUs = RETURN_US + 2_000L * call.life.pingMs;
        for (Trouble trouble : troubles) {
            if (trouble.untilUs < freeUs) continue;
            if (trouble.fromUs - freeUs > needUs) break;
            freeUs = Math.max(freeUs, trouble.untilUs);
        }
        return deadlineUs(call) - freeUs > needUs;
    }

    /** When something was done to the world, and for how long; in order. */
    private static List<Trouble> troubles(Story story) {
        List<Trouble> troubles = new ArrayList<>();
        for (Moment moment : story.moments) {
            long atUs = moment.atUs();
            if (moment.event() instanceof Event.Fault fault)
                troubles.add(new Trouble(atUs, atUs + lasts(fault.action())));
            if (moment.event() instanceof Event.Died) {
                troubles.add(new Trouble(atUs, story.atUs(story.startFrom(moment.index()))));
            }
        }
        return troubles;
    }

    /** A broker that takes an old line for alive lets no other of that name in that wants no session of its own. */
    private static List<Trouble> ghosts(Story story) {
        List<Trouble> ghosts = new ArrayList<>();
        for (Ledger.Life life : story.ledger.lives) {
            if (!life.isPlain()) continue;
            for (Ledger.Wire wire : life.wires) {
                if (wire.clientEnded >= wire.serverEnded) continue;
                ghosts.add(new Trouble(story.atUs(wire.clientEnded), story.atUs(wire.serverEnded)));
            }
        }
        return ghosts;
    }

    private static long lasts(Action action) {
        if (action instanceof Action.Stall stall) return stall.forUs();
        if (action instanceof Action.Fog fog) return fog.forUs();
        if (action instanceof Action.Block block) return block.forUs();
        if (action instanceof Action.Freeze freeze) return freeze.forUs();
        if (action instanceof Action.Mute mute) return mute.forUs();
        if (action instanceof Action.Dawdle dawdle) return dawdle.forUs();
        if (action instanceof Action.SlowDisk slow) return slow.forUs();
        if (action instanceof Action.Cut cut) return Math.max(cut.clientToldUs(), cut.serverToldUs());
        return 0;
    }

    private Finding finding(Call call, int index, String what) {
        return new Finding(name(), index, what, List.of(call.life.program), 0);
    }
}
