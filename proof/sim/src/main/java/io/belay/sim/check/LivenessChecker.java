package io.belay.sim.check;

import io.belay.sim.Payloads;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Once faults stop everything comes to an end: the node serves, clients are in, and no exchange waits for ever. */
public final class LivenessChecker implements Checker {
    /** Creates it. */
    public LivenessChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        if (story.over == Publication.NEVER) return findings;
        int started = story.starts.isEmpty() ? -1 : story.starts.get(story.starts.size() - 1);
        int died = story.deaths.isEmpty() ? -1 : story.deaths.get(story.deaths.size() - 1);
        if (died > started) findings.add(finding(died, "the node is down at the end", List.of(), 0));
        TreeMap<String, Connection> newest = new TreeMap<>();
        story.connections.values().forEach(connection -> newest.put(connection.client, connection));
        newest.values().forEach(connection -> attached(connection, findings));
        story.publications.values().forEach(publication -> finished(newest, publication, findings));
        return findings;
    }

    private void attached(Connection connection, List<Finding> findings) {
        List<String> client = List.of(connection.client);
        int at = Math.min(connection.connectGot, connection.clientEnded);
        if (!connection.isOpen()) {
            findings.add(finding(at, connection.client + " is not connected at the end", client, 0));
            return;
        }
        Life life = connection.life;
        for (int packetId : life.incoming) {
            String what = "the server never released QoS 2 packet id " + packetId + " to " + connection.client;
            if (!life.isDoubtful) findings.add(finding(connection.answered, what, client, 0));
        }
        for (Wish wish : life.wishes) {
            boolean isOpen = wish.confirmed == Publication.NEVER && wish.ended == Publication.NEVER;
            boolean isHere = wish.got > connection.connectGot;
            if (isOpen && isHere) findings.add(finding(wish.got, "SUBSCRIBE was never answered", client, 0));
        }
    }

    private void finished(TreeMap<String, Connection> newest, Publication publication, List<Finding> findings) {
        if (publication.qos == 0 || publication.isWill || publication.finished != Publication.NEVER) return;
        Connection connection = newest.get(publication.client);
        boolean isHere = connection != null && connection.isOpen() && publication.lastLine == connection;
        if (!isHere || publication.number == Payloads.NONE) return;
        findings.add(finding(
                publication.lastGot,
                publication + " was never finished",
                List.of(publication.client),
                publication.number));
    }

    private Finding finding(int index, String what, List<String> clients, long number) {
        return new Finding(name(), index, what, clients, number);
    }
}
