package io.belay.client;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.log.DiskReport;
import io.belay.log.LogOptions;
import io.belay.log.Recovery;
import io.belay.node.Authenticator;
import io.belay.node.GatewayPort;
import io.belay.node.Node;
import io.belay.node.NodeOptions;
import io.belay.node.NodeRecovery;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.amqp.AmqpGateway;
import io.belay.node.amqp.AmqpOptions;
import io.belay.node.message.MessageFilters;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The broker itself, with a disk in memory, for as many lines as are dialed. */
final class RealBroker implements Peer {
    private static final LogOptions LOG = new LogOptions(1 << 17, 1 << 15, 1 << 30, 0, 25);

    private MemoryDisk disk = new MemoryDisk();
    private final List<Request> requests = new ArrayList<>();
    private final Map<Long, Line> lines = new LinkedHashMap<>();
    AmqpOptions options = AmqpOptions.DEFAULTS;
    private Node node;
    private long nowMs;

    RealBroker(long nowMs) {
        this.nowMs = nowMs;
        node = recovered();
    }

    private final class Line implements GatewayPort {
        final AmqpGateway gateway;
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean isClosed;

        Line(long number) {
            gateway = new AmqpGateway(number, "test:" + number, options, Authenticator.ANONYMOUS, this, nowMs);
        }

        @Override
        public void request(Request request) {
            requests.add(request);
        }

        @Override
        public void send(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            out.writeBytes(copy);
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void pauseReading() {}

        @Override
        public void resumeReading() {}

        @Override
        public void close(Break why) {
            isClosed = true;
        }
    }

    private Node recovered() {
        NodeRecovery recovery = new NodeRecovery(new MessageFilters());
        Node started = recovery.start(NodeOptions.DEFAULTS, LOG, Recovery.run(disk, LOG, 7, recovery));
        started.time(nowMs);
        started.restart();
        return started;
    }

    /** It dies, with all its lines; what was not on the disk is gone. */
    void restart() {
        disk.losePower();
        requests.clear();
        lines.clear();
        node = recovered();
    }

    /** It dies, and its disk with it. */
    void forget() {
        disk = new MemoryDisk();
        restart();
    }

    @Override
    public void accept(long line) {
        lines.put(line, new Line(line));
    }

    @Override
    public void hear(long line, byte[] bytes) {
        Line there = lines.get(line);
        if (there != null) there.gateway.received(ByteBuffer.wrap(bytes), nowMs);
    }

    @Override
    public byte[] says(long line) {
        Line there = lines.get(line);
        if (there == null) return new byte[0];
        there.gateway.flush();
        byte[] bytes = there.out.toByteArray();
        there.out.reset();
        return bytes;
    }

    @Override
    public boolean hasClosed(long line) {
        Line there = lines.get(line);
        return there == null || there.isClosed;
    }

    @Override
    public void lost(long line) {
        Line there = lines.remove(line);
        if (there != null) there.gateway.lost(new Break(Cause.RESET, "lost"));
    }

    @Override
    public boolean works() {
        boolean moved = !requests.isEmpty();
        for (Request request : List.copyOf(requests)) node.handle(request);
        requests.clear();
        node.seal();
        disk.take(node.orders());
        for (Reply reply : node.replies()) {
            Line line = lines.get(reply.line());
            if (line != null) line.gateway.replied(reply, nowMs);
            moved = true;
        }
        if (moved) return true;
        DiskReport report = disk.step();
        if (report != null) node.report(report);
        return report != null;
    }

    @Override
    public void time(long nowMs) {
        this.nowMs = nowMs;
        node.time(nowMs);
        for (Line line : List.copyOf(lines.values())) line.gateway.tick(nowMs);
    }
}
