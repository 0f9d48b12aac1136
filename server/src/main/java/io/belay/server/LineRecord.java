package io.belay.server;

import io.belay.admin.LineSource.LineStatus;
import io.belay.core.Command;
import io.belay.net.Line;
import io.belay.node.Gateway;
import io.belay.node.Request;
import io.belay.node.mqtt.MqttGateway;
import java.util.concurrent.atomic.AtomicLong;

/** What operators see of one line. Written on its loop, read by any thread. */
final class LineRecord {
    private final Line line;
    private volatile String protocol = "";
    private final long sinceMs;
    private final AtomicLong bytesIn = new AtomicLong(); // one thread writes both
    private final AtomicLong bytesOut = new AtomicLong();
    private volatile String user = "";
    private volatile String clientId = "";

    LineRecord(Line line, long sinceMs) {
        this.line = line;
        this.sinceMs = sinceMs;
    }

    /** What is spoken on it. */
    void speaks(Gateway gateway) {
        protocol = gateway instanceof MqttGateway ? "MQTT" : "AMQP";
    }

    void received(int bytes) {
        bytesIn.lazySet(bytesIn.getPlain() + bytes);
    }

    void sent(int bytes) {
        bytesOut.lazySet(bytesOut.getPlain() + bytes);
    }

    /** Whether the client has asked for its session. */
    boolean asked(Request request) {
        if (request instanceof Request.Open open) become(open.attach());
        else if (request instanceof Request.Join join) become(join.attach());
        else return false;
        return true;
    }

    private void become(Command.Attach attach) {
        user = attach.owner();
        clientId = attach.clientId();
    }

    /** Who has asked for a session; empty before. */
    String user() {
        return user;
    }

    /** @param waitingBytes that the node has not come to */
    LineStatus status(int waitingBytes) {
        return new LineStatus(
                line.id(),
                protocol,
                line.peer(),
                user,
                clientId,
                sinceMs,
                line.isEncrypted(),
                bytesIn.get(),
                bytesOut.get(),
                waitingBytes);
    }
}
