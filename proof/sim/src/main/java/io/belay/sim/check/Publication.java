package io.belay.sim.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message that a client set out to publish, however often it sent it. Indexes are moments; NEVER if not yet. */
public final class Publication {
    /** Later than everything. */
    public static final int NEVER = Integer.MAX_VALUE;

    final long number; // as its payload says; 0 for an empty body
    final String client;
    final String topic;
    final int qos;
    final boolean retain;
    final boolean expires;
    final boolean isWill;
    final int firstSent;
    final List<Life> toldBy = new ArrayList<>(); // the publisher's life at each arrival at the server
    int firstGot = NEVER;
    int lastGot = NEVER;

    @Nullable
    Connection lastLine; // that brought it to the server

    boolean isForeign; // not of an MQTT client; its sender is told by AMQP what became of it
    int stored = NEVER;
    int acknowledged = NEVER; // the server said success
    int acknowledgementGot = NEVER; // the client heard it
    int refused = NEVER;
    int finished = NEVER; // the client has nothing more to do for it

    Publication(Opening opening, int firstSent) {
        this.number = opening.number();
        this.client = opening.client();
        this.topic = opening.topic();
        this.qos = opening.qos();
        this.retain = opening.retain();
        this.expires = opening.expires();
        this.isWill = opening.isWill();
        this.firstSent = firstSent;
    }

    /** What is known of a publication from its first packet. */
    record Opening(
            long number, String client, String topic, int qos, boolean retain, boolean expires, boolean isWill) {}

    /** How many copies of it the broker may hold to be different messages. */
    int copiesMax() {
        if (isWill || isForeign || qos == 0) return 1;
        boolean isPlain = qos == 2 && toldBy.stream().noneMatch(life -> life.isDoubtful);
        return isPlain ? (int) toldBy.stream().distinct().count() : Math.max(1, toldBy.size());
    }

    @Override
    public String toString() {
        return (isWill ? "will " : "message ") + number + " of " + client + " to " + topic + " at QoS " + qos
                + (retain ? ", retained" : "");
    }
}
