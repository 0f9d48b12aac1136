package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command;
import io.belay.core.Entry;
import io.belay.core.Lifetime;
import io.belay.core.QueuePolicy;
import io.belay.core.QueueSpec;
import io.belay.core.Scheduling;
import io.belay.core.WhenFull;
import io.belay.log.DiskReport;
import io.belay.node.Request.Disposition;
import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** One consumer at a time has messages of a group, and gets them in order, whatever it fails with and however late the disk is. */
class GroupOrderTest {
    private static final int STEPS = 600;
    private static final int PEERS = 4;
    private static final int SENT_MAX = 200; // fewer than are marked at a time
    private static final int[] GROUPS = {0, 1, 2, 3, 3 + 4_096}; // the last two stick together

    /** A link, and what came on it that is not settled: sequences. */
    private static final class Link {
        final TestPeer peer;
        final long number;
        final List<Long> has = new ArrayList<>();
        int seen; // of its deliveries
        boolean closed;

        Link(TestPeer peer, long number) {
            this.peer = peer;
            this.number = number;
        }
    }

    private final TestNode world = new TestNode();
    private final TestPeer sender = world.peer("sender");
    private final List<TestPeer> peers = new ArrayList<>();
    private final Map<TestPeer, Long> lastLinks = new LinkedHashMap<>();
    private final List<Link> links = new ArrayList<>();
    private int sent;
    private long queue;

    @ParameterizedTest
    @Seeds(200)
    void a_group_is_with_one_consumer_at_a_time_and_in_order(long seed) {
        Random random = new Random(seed);
        begin();

        for (int step = 0; step < STEPS; step++) {
            step(random);
            look();
            DiskReport report = random.nextInt(3) == 0 ? world.disk.step() : null;
            if (report != null) world.node.report(report);
            look();
        }

        finish();
        assertThat(world.node.broker().queue("q").messages()).isZero();
    }

    private void begin() {
        QueuePolicy policy = new QueuePolicy(10_000, 1 << 20, WhenFull.REFUSE, 0, "", false);
        world.node.perform(new Command.CreateQueue(new QueueSpec("q", Lifetime.FOR_EVER, 0, policy, null)));
        sender.send("q", "first");
        TestPeer first = world.peer("first").consume(1, "q", 1);
        first.dispose(1, Disposition.ACCEPTED, first.delivery(1, 0).sequence());
        first.cut();
        queue = world.node.broker().queue("q").number();
        for (int index = 0; index < PEERS; index++) peers.add(world.peer("p" + index));
    }

    private void step(Random random) {
        int what = random.nextInt(20);
        if (what < 5) send(random);
        else if (what < 7) open(random);
        else if (what == 7 && random.nextInt(5) == 0) cut(random);
        else if (!links.isEmpty()) step(links.get(random.nextInt(links.size())), what, random);
    }

    private void step(Link link, int what, Random random) {
        if (what < 12 && !link.closed) credit(link, random.nextInt(5));
        else if (what == 12 && !link.closed) close(link);
        else if (what > 12 && !link.has.isEmpty()) settle(link, random);
        if (link.closed && link.has.isEmpty()) links.remove(link);
    }

    private void send(Random random) {
        if (sent >= SENT_MAX) return;
        Scheduling scheduling = new Scheduling(4, 0, GROUPS[random.nextInt(GROUPS.length)]);
        Address to = Address.queue("q");
        sent++;
        world.node.handle(new Request.Send(sender.line, 0, sent + 1, to, TestPeer.message("q", "" + sent, scheduling)));
    }

    private void open(Random random) {
        if (links.size() >= 2 * PEERS) return;
        TestPeer peer = peers.get(random.nextInt(PEERS));
        Link link = new Link(peer, lastLinks.merge(peer, 1L, Long::sum));
        links.add(link);
        world.node.handle(new Request.OpenSource(link.peer.line, link.number, SourceSpec.of(Address.queue("q"))));
    }

    private static List<Reply.Delivery> deliveries(Link link) {
        return link.peer.deliveries.getOrDefault(link.number, List.of());
    }

    private void credit(Link link, long credit) {
        world.node.handle(new Request.Credit(
                link.peer.line, link.number, credit, deliveries(link).size(), false, 1));
    }

    private void close(Link link) {
        link.closed = true;
        world.node.handle(new Request.CloseSource(link.peer.line, link.number, false));
    }

    /** All that it has or a part, as one or one by one, in the order in which it got it. */
    private void settle(Link link, Random random) {
        Disposition disposition = List.of(Disposition.ACCEPTED, Disposition.FAILED, Disposition.RELEASED)
                .get(random.nextInt(3));
        int count = random.nextBoolean() ? link.has.size() : 1 + random.nextInt(link.has.size());
        List<Long> settled = List.copyOf(link.has.subList(0, count));
        boolean commits = disposition == Disposition.ACCEPTED && random.nextBoolean();
        if (commits) {
            Request.Dispose all = dispose(link, disposition, settled);
            world.node.handle(new Request.Commit(link.peer.line, sent, List.of(), List.of(all), null));
        } else if (random.nextBoolean()) world.node.handle(dispose(link, disposition, settled));
        else
            settled.forEach(each -> {
                world.node.handle(dispose(link, disposition, List.of(each)));
                look();
            });
    }

    private static Request.Dispose dispose(Link link, Disposition disposition, List<Long> settled) {
        link.has.removeAll(settled);
        long[] sequences = settled.stream().mapToLong(Long::longValue).toArray();
        return new Request.Dispose(link.peer.line, link.number, sequences, disposition, "", 0);
    }

    private void cut(Random random) {
        int index = random.nextInt(PEERS);
        TestPeer peer = peers.get(index);
        world.node.handle(new Request.Leave(peer.line, "cut", random.nextBoolean(), -1));
        links.removeIf(link -> link.peer == peer);
        peers.set(index, world.peer("again" + world.peers.size()));
    }

    private void look() {
        world.round();
        for (Link link : links) {
            List<Reply.Delivery> all = deliveries(link);
            for (; link.seen < all.size(); link.seen++)
                got(link, all.get(link.seen).sequence());
        }
    }

    private void got(Link link, long sequence) {
        Entry entry = world.node.broker().entryAt(queue, sequence);
        link.has.add(sequence);
        if (entry == null || entry.group() == 0) return;
        for (long other = 1; other <= sent + 1; other++) {
            Entry each = world.node.broker().entryAt(queue, other);
            if (each == null || each.group() != entry.group() || link.has.contains(other)) continue;
            assertThat(other)
                    .as("before %d of group %d", sequence, entry.group())
                    .isGreaterThan(sequence);
            assertThat(isWithAnother(link, other)).as("another has %d", other).isFalse();
        }
    }

    private boolean isWithAnother(Link link, long sequence) {
        return links.stream().anyMatch(other -> other != link && other.has.contains(sequence));
    }

    /** What is left is taken by one that takes all. */
    private void finish() {
        world.settle();
        look();
        for (TestPeer peer : peers) peer.ask(new Request.Leave(peer.line, "gone", false, 0));
        links.clear();
        Link last = new Link(world.peer("last").consume(1, "q", SENT_MAX), 1);
        links.add(last);
        look();
        last.peer.dispose(
                1,
                Disposition.ACCEPTED,
                last.has.stream().mapToLong(Long::longValue).toArray());
    }
}
