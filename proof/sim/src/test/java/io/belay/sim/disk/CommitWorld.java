package io.belay.sim.disk;

import io.belay.core.Command;
import io.belay.core.Filters;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.log.Log;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.log.Recovery;
import io.belay.node.Address;
import io.belay.node.Node;
import io.belay.node.NodeOptions;
import io.belay.node.NodeRecovery;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.SourceSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** A node on a disk in memory, moved step by step: one client takes three messages, and sends three in exchange. */
final class CommitWorld {
    private static final long LOG_ID = 77;
    private static final long TOKEN = 9;
    private static final String FROM = "orders";
    private static final String TO = "invoices";

    final MemoryDisk disk = new MemoryDisk(1 << 20);
    private final LogOptions options;
    private final int bodyLength;
    private final List<Reply> replies = new ArrayList<>();
    private final ArrayDeque<DiskReport> reports = new ArrayDeque<>();
    private Node node;
    private long line;

    CommitWorld(LogOptions options, int bodyLength) {
        this.options = options;
        this.bodyLength = bodyLength;
        start();
    }

    /** The program starts on what the disk has. */
    void start() {
        NodeRecovery recovery = new NodeRecovery(Filters.NONE);
        LogStart found = Recovery.run(disk, options, LOG_ID, recovery);
        replies.clear();
        reports.clear();
        node = new Node(NodeOptions.DEFAULTS, recovery.broker(), new Log(options, found));
        node.time(1_700_000_000_000L);
        node.restart();
        settle();
    }

    /** Three messages are there, and with the client. */
    void prepare() {
        join();
        node.handle(new Request.OpenTarget(line, 1, Address.queue(FROM)));
        node.handle(new Request.OpenTarget(line, 2, Address.queue(TO)));
        for (int number = 1; number <= 3; number++) node.handle(send(1, FROM, number));
        node.handle(new Request.OpenSource(line, 3, SourceSpec.of(Address.queue(FROM))));
        node.handle(new Request.Credit(line, 3, 3, 0, false, 1));
        settle();
    }

    /** The commit is asked for; nothing has happened yet. */
    void askCommit() {
        long[] sequences = replies.stream()
                .filter(Reply.Delivery.class::isInstance)
                .mapToLong(reply -> ((Reply.Delivery) reply).sequence())
                .toArray();
        List<Request.Send> sends = List.of(send(2, TO, 4), send(2, TO, 5), send(2, TO, 6));
        Request.Dispose acks = new Request.Dispose(line, 3, sequences, Request.Disposition.ACCEPTED, "", 0);
        node.handle(new Request.Commit(line, TOKEN, sends, List.of(acks)));
    }

    /**
     * Does the next thing that can be done: a batch is sealed and ordered, a write or another order is carried out, a report
     * is heard. Whether there was anything.
     */
    boolean step() {
        if (exchange()) return true;
        DiskReport report = disk.hasWrite() ? disk.stepWrite() : disk.hasOther() ? disk.stepOther() : null;
        if (report != null) reports.add(report);
        if (report != null || disk.hasWrite() || disk.hasOther()) return true;
        if (reports.isEmpty()) return false;
        node.report(reports.remove());
        return true;
    }

    /** Bytes of the write that waits, 0 if none does. */
    int waitingBytes() {
        return waiting;
    }

    private int waiting;

    private boolean exchange() {
        node.seal();
        List<DiskOrder> orders = List.copyOf(node.orders());
        orders.forEach(order -> {
            if (order instanceof DiskOrder.Write write) waiting = write.bytes().remaining();
        });
        disk.take(orders);
        List<Reply> said = List.copyOf(node.replies());
        replies.addAll(said);
        return !orders.isEmpty() || !said.isEmpty();
    }

    private void settle() {
        while (step()) {}
    }

    boolean isAnswered() {
        return replies.stream().anyMatch(reply -> reply instanceof Reply.Committed done && done.token() == TOKEN);
    }

    /** Whatever is in the queues, by name; each message once. */
    TreeMap<String, TreeSet<Integer>> drain() {
        join();
        replies.clear();
        node.handle(new Request.OpenSource(line, 1, SourceSpec.of(Address.queue(FROM))));
        node.handle(new Request.OpenSource(line, 2, SourceSpec.of(Address.queue(TO))));
        node.handle(new Request.Credit(line, 1, 100, 0, true, 1));
        node.handle(new Request.Credit(line, 2, 100, 0, true, 1));
        settle();
        TreeMap<String, TreeSet<Integer>> found = new TreeMap<>();
        for (Reply reply : replies) {
            if (!(reply instanceof Reply.Delivery delivery)) continue;
            Message message = delivery.outgoing().message();
            String body = new String(message.content(), StandardCharsets.UTF_8).strip();
            boolean isNew = found.computeIfAbsent(message.topic(), queue -> new TreeSet<>())
                    .add(Integer.parseInt(body));
            if (!isNew) throw new AssertionError("message " + body + " is there twice");
        }
        return found;
    }

    private void join() {
        line++;
        Command.Attach attach = new Command.Attach("client " + line, "anybody", true, 0, 1, null, "here");
        node.handle(new Request.Join(line, attach, false));
        settle();
    }

    private Request.Send send(long link, String queue, int number) {
        byte[] body = (number + " ".repeat(bodyLength)).getBytes(StandardCharsets.UTF_8);
        Message message = new Message(queue, Guarantee.EXACTLY_ONCE, false, 0, 1, true, body);
        return new Request.Send(line, link, number, Address.queue(queue), message);
    }
}
