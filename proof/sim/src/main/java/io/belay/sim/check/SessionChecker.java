package io.belay.sim.check;

import java.util.ArrayList;
import java.util.List;

/**
 * A session survives exactly as long as its expiry: CONNACK says "session present" if and only if the session exists
 * (MQTT-3.2.2-2, MQTT-3.2.2-3; 3.1.1 MQTT-3.2.2-1 to 4).
 */
public final class SessionChecker implements Checker {
    /** Creates it. */
    public SessionChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        for (String client : story.lives.keySet()) {
            Leases.walk(story, client, (connection, verdict) -> {
                if (!connection.isAccepted()) return;
                boolean present = connection.connack.sessionPresent();
                if (verdict == Leases.Verdict.MUST && !present) {
                    findings.add(finding(connection, "the session of " + client + " was lost before its time"));
                }
                if (verdict == Leases.Verdict.MUST_NOT && present) {
                    findings.add(finding(connection, "the session of " + client + " outlived its time"));
                }
            });
        }
        return findings;
    }

    private Finding finding(Connection connection, String what) {
        return new Finding(
                name(), connection.answered, what + ", says line " + connection.line, List.of(connection.client), 0);
    }
}
