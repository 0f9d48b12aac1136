package io.belay.sim.check;

import java.util.ArrayList;
import java.util.List;

/** Nobody hears that a message is safe before it is on the disk: PUBACK and PUBREC come after the sync. */
public final class SyncChecker implements Checker {
    /** Creates it. */
    public SyncChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        for (Publication publication : story.publications.values()) {
            boolean isEarly = publication.acknowledged < publication.stored;
            if (publication.isWill || publication.qos == 0 || !isEarly) continue;
            findings.add(new Finding(
                    name(),
                    publication.acknowledged,
                    publication + " was acknowledged before it was on the disk",
                    List.of(publication.client),
                    publication.number));
        }
        return findings;
    }
}
