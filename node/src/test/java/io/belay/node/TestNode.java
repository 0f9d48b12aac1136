package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Filters;
import io.belay.core.Limits;
import io.belay.log.DiskReport;
import io.belay.log.Log;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A node and its disk, and peers that speak to it in requests. Its selectors select bodies that contain their text. */
final class TestNode {
    static final long START_MS = 1_000_000;
    static final Filters CONTAINING =
            selector -> message -> new String(message.content(), StandardCharsets.UTF_8).contains(selector);

    final TestDisk disk = new TestDisk();
    final Log log;
    final Node node;
    final Map<Long, TestPeer> peers = new LinkedHashMap<>();
    long nowMs = START_MS;
    long judged; // how often a selector was asked

    TestNode() {
        this(new NodeOptions(Limits.DEFAULTS, 64 << 20, 512 << 10, 32 << 20, 16 << 20));
    }

    TestNode(NodeOptions options) {
        this(options, new LogOptions(1 << 20, 1 << 18, 1 << 30, 0, 25));
    }

    TestNode(NodeOptions options, LogOptions logOptions) {
        log = new Log(logOptions, LogStart.fresh(7));
        node = new Node(options, new Broker(this::counting), log);
        node.time(nowMs);
        node.restart();
        settle();
    }

    private Filters.Filter counting(String selector) {
        Filters.Filter filter = CONTAINING.compile(selector);
        return message -> {
            judged++;
            return filter.matches(message);
        };
    }

    TestPeer peer(String name) {
        TestPeer peer = new TestPeer(this, peers.size() + 1, name, false);
        settle();
        return peer;
    }

    void pass(long ms) {
        nowMs += ms;
        node.time(nowMs);
        settle();
    }

    /** Everything that can happen without time passing happens. */
    void settle() {
        boolean moved = true;
        while (moved) {
            round();
            DiskReport report = disk.step();
            moved = report != null;
            if (report != null) node.report(report);
        }
        round();
    }

    /** All that can happen without the disk. */
    void round() {
        node.seal();
        disk.take(node.orders());
        for (Reply reply : node.replies()) {
            TestPeer peer = peers.get(reply.line());
            if (peer != null) peer.told(reply);
        }
    }
}
