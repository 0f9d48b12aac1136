package io.belay.node.amqp;

import io.belay.amqp.AmqpConnection;
import io.belay.node.GatewayPort;
import io.belay.node.limit.Limit;
import java.util.ArrayDeque;

/** Stops reading a line while more of its messages wait for the disk than it may keep waiting. */
final class AmqpBrake {
    private static final int OVERHEAD = 64; // of a waiting message besides its content, roughly, bytes

    private final long bytesMax;
    private final AmqpConnection connection;
    private final GatewayPort port;
    private final ArrayDeque<Integer> asked = new ArrayDeque<>(1); // answers come in order
    private long bytes;
    private boolean paused;

    AmqpBrake(long bytesMax, AmqpConnection connection, GatewayPort port) {
        this.bytesMax = bytesMax;
        this.connection = connection;
        this.port = port;
    }

    /** A message goes to the node and will be answered. */
    void asked(int length) {
        int cost = length + OVERHEAD;
        asked.add(cost);
        bytes += cost;
    }

    /** The oldest of them was answered. */
    void answered() {
        Integer cost = asked.poll();
        if (cost != null) bytes -= cost;
    }

    /** How many of them have no answer yet. */
    int unanswered() {
        return asked.size();
    }

    /** Pulls or looses the brake as things stand; true if it was loosed just now. */
    boolean check() {
        boolean wanted = bytes > bytesMax || connection.isWaiting();
        if (wanted == paused) return false;
        paused = wanted;
        if (paused) {
            connection.pause();
            port.pauseReading();
            if (bytes > bytesMax) port.reached(Limit.AMQP_UNANSWERED);
        } else port.resumeReading();
        return !paused;
    }
}
