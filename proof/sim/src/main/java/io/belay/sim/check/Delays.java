package io.belay.sim.check;

import io.belay.sim.Action;
import io.belay.sim.Event;
import io.belay.sim.Moment;
import java.util.ArrayList;
import java.util.List;

/** How long what is on its way to a program may be on its way. */
final class Delays {
    private static final long SOON_US = 2_000_000; // over a sound line, behind all else that is on its way to it

    private record Delay(int client, long fromUs, long untilUs) {}

    private static final int ALL = -1;

    private final List<Delay> delays = new ArrayList<>(); // in order

    Delays(Story story) {
        for (Moment moment : story.moments) {
            if (moment.event() instanceof Event.Fault fault) add(fault.action(), moment.atUs());
        }
    }

    private void add(Action action, long atUs) {
        if (action instanceof Action.Stall it) delays.add(new Delay(it.client(), atUs, atUs + it.forUs()));
        if (action instanceof Action.Dawdle it) delays.add(new Delay(it.client(), atUs, atUs + it.forUs()));
        if (action instanceof Action.Fog it) delays.add(new Delay(it.client(), atUs, atUs + it.forUs()));
        if (action instanceof Action.Freeze it) delays.add(new Delay(ALL, atUs, atUs + it.forUs()));
    }

    /** Until when what was on its way to a program at a moment has come to it, if its line stands. */
    long comeUs(String program, long atUs) {
        long comeUs = atUs + SOON_US;
        for (Delay delay : delays) {
            boolean isIts = delay.client() == ALL || program.equals("p" + delay.client());
            boolean isHeld = isIts && delay.fromUs() <= comeUs && delay.untilUs() >= atUs;
            if (isHeld) comeUs = Math.max(comeUs, delay.untilUs() + SOON_US);
        }
        return comeUs;
    }
}
