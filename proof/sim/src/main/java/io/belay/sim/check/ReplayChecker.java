package io.belay.sim.check;

import io.belay.sim.Event;
import io.belay.sim.Moment;
import java.util.ArrayList;
import java.util.List;

/** A node that starts again has the state that it had when its last batch reached the disk, and it does start. */
public final class ReplayChecker implements Checker {
    /** Creates it. */
    public ReplayChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        for (Moment moment : story.moments) {
            if (moment.event() instanceof Event.Recovered recovered
                    && !recovered.difference().isEmpty()) {
                findings.add(finding(moment, "boot " + recovered.boot() + " recovered " + recovered.difference()));
            }
            if (moment.event() instanceof Event.StartFailed failed) {
                findings.add(finding(moment, "boot " + failed.boot() + " did not start: " + failed.why()));
            }
        }
        return findings;
    }

    private Finding finding(Moment moment, String what) {
        return new Finding(name(), moment.index(), what, List.of(), 0);
    }
}
