package io.belay.sim.check;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** One session of a client, from the CONNACK that said it is new to the next one that says so. */
final class Life {
    final String client;
    final int began; // the moment the server got the CONNECT
    int ended = Publication.NEVER; // the moment the server got the CONNECT that began the next
    boolean isDoubtful; // a CONNECT without an answer may have begun another session behind our back
    final List<Connection> connections = new ArrayList<>();
    final List<Wish> wishes = new ArrayList<>();
    final TreeSet<Integer> incoming = new TreeSet<>(); // QoS 2 packet ids that the client has and must not take again
    final TreeMap<Integer, Long> seen = new TreeMap<>(); // what each QoS 1 packet id carried last

    Life(String client, int began) {
        this.client = client;
        this.began = began;
    }

    Connection last() {
        return connections.get(connections.size() - 1);
    }

    /** Whether it went on to the end of the history, with a line that works. */
    boolean isAttachedAtEnd() {
        return !isDoubtful && ended == Publication.NEVER && last().isOpen();
    }

    @Override
    public String toString() {
        return "the session of " + client + " begun at " + began;
    }
}
