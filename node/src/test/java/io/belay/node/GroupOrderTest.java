package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command;
import io.belay.core.Entry;
import io.belay.core.Lifetime;
import io.belay.core.Limits;
import io.belay.core.Message;
import io.belay.core.QueuePolicy;
import io.belay.core.QueueSpec;
import io.belay.core.Scheduling;
import io.belay.core.WhenFull;
import io.belay.log.DiskReport;
import io.belay.node.Request.Disposition;
import io.belay.node.Request.OpenSource.Claim;
import io.belay.node.Request.OpenSource.Claims;
import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Of consumers that select alike one at a time has messages of a group, and gets them in order, whatever it fails with and
 * however late the disk is; and nobody waits for what he could have.
 */
class GroupOrderTest {
    private static final int STEPS = 600;
    private static final int PEERS = 4;
    private static final int SENT_MAX = 200; // fewer than are marked at a time
    private static final List<String> COLOURS = List.of("red", "blue", "red blue", "grey");
    private static final int[] GROUPS = {0, 1, 2, 3, 3 + 4_096}; // the last two stick together

    /** A link, and what came on it that is not settled: sequences. */
    private static final class Link {
        final TestPeer peer;
        final String name;
        final String selector;
        final int priority;
        final List<Long> has = new ArrayList<>();
        long number;
        long creditUpTo; // of its deliveries
        int seen; // of its deliveries
        boolean closed;
        boolean suspended;
        boolean wasSuspended; // it may have groups of which it has seen nothing

        Link(TestPeer peer, long number, String selector, int priority) {
            this.peer = peer;
            this.number = number;
            this.name = "link-" + number;
            this.selector = selector;
            this.priority = priority;
        }

        SourceSpec spec() {
            return new SourceSpec(Address.queue("q"), selector, false, false, false, null, false, priority, false);
        }

        boolean hasCredit() {
            return !closed && !suspended && creditUpTo > deliveries().size();
        }

        List<Reply.Delivery> deliveries() {
            return peer.deliveries.getOrDefault(number, List.of());
        }
    }

    private record Sticky(String selector, int bucket) {}

    private record Delayed(long atMs, long sequence) {}

    private TestNode world = new TestNode();
    private TestPeer sender = world.peer("sender");
    private final List<TestPeer> peers = new ArrayList<>();
    private final Map<TestPeer, Long> lastLinks = new LinkedHashMap<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Link> gone = new ArrayList<>(); // since all was on disk
    private final Map<Sticky, Link> owners = new LinkedHashMap<>();
    private final Map<Long, String> texts = new LinkedHashMap<>(); // by sequence
    private final Map<Long, Integer> groups = new LinkedHashMap<>(); // likewise
    private final TreeSet<Delayed> delayed =
            new TreeSet<>(Comparator.comparingLong(Delayed::atMs).thenComparingLong(Delayed::sequence));
    private final List<Long> order = new ArrayList<>(); // in which entries became ready
    private List<String> selectors = List.of();
    private boolean isSmall; // messages must be read back to be judged, or sent
    private boolean paused;
    private boolean isRanked; // consumers have priorities
    private boolean isUrgent; // messages have
    private boolean delays;
    private boolean expires;
    private boolean purges;
    private int sent;
    private long queue;

    @ParameterizedTest
    @Seeds(100)
    void a_group_is_with_one_consumer_at_a_time_and_in_order(long seed) {
        play(seed, "");
    }

    @ParameterizedTest
    @Seeds(100)
    void a_group_is_with_one_consumer_at_a_time_of_those_with_the_same_selector(long seed) {
        play(seed, "red");
    }

    @ParameterizedTest
    @Seeds(100)
    void groups_of_consumers_with_different_selectors_go_their_own_ways(long seed) {
        play(seed, "red", "grey");
    }

    @ParameterizedTest
    @Seeds(100)
    void groups_of_consumers_without_a_selector_go_their_own_ways(long seed) {
        play(seed, "", "red");
    }

    @ParameterizedTest
    @Seeds(200)
    void nobody_waits_for_what_he_could_have_however_selectors_overlap(long seed) {
        play(seed, "", "red", "blue", "e"); // The last selects all.
    }

    private void play(long seed, String... selectors) {
        Random random = new Random(seed);
        this.selectors = Arrays.asList(selectors);
        begin(random);

        for (int step = 0; step < STEPS; step++) {
            step(random);
            look();
            DiskReport report = random.nextInt(3) == 0 ? world.disk.step() : null;
            if (report != null) world.node.report(report);
            look();
            if (step % 10 == 9 && random.nextInt(3) == 0) rest();
        }

        if (paused) pause();
        finish();
        assertThat(world.node.broker().queue("q").messages()).isZero();
    }

    private void begin(Random random) {
        isSmall = random.nextInt(3) == 0;
        isRanked = random.nextInt(3) == 0;
        isUrgent = random.nextInt(3) == 0;
        delays = random.nextInt(3) == 0;
        expires = random.nextInt(3) == 0;
        purges = random.nextInt(3) == 0;
        if (isSmall) world = new TestNode(new NodeOptions(Limits.DEFAULTS, 100, 64 << 10, 1_000, 0));
        if (isSmall) sender = world.peer("sender");
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
        else if (what == 7 && random.nextInt(4) == 0) pause();
        else if (what == 7 && purges && random.nextInt(4) == 0)
            world.node.perform(new Command.PurgeQueue(queue, Math.max(1, sent - random.nextInt(30))));
        else if (what == 7 && random.nextInt(2) == 0) pass(random.nextInt(100));
        else if (!links.isEmpty()) step(links.get(random.nextInt(links.size())), what, random);
    }

    private void step(Link link, int what, Random random) {
        if (link.suspended) {
            if (what < 12) comeBack(link);
            return;
        }
        if (what < 12 && !link.closed) credit(link, random.nextInt(5));
        else if (what == 12 && !link.closed) leave(link, random);
        else if (what > 12 && !link.has.isEmpty()) settle(link, random);
        if (link.closed && link.has.isEmpty()) links.remove(link);
        if (link.closed) gone.add(link);
    }

    private void send(Random random) {
        if (sent >= SENT_MAX) return;
        int priority = isUrgent ? 3 + random.nextInt(3) : 4;
        long atMs = delays && random.nextInt(4) == 0 ? world.nowMs + random.nextInt(100) : 0;
        int group = GROUPS[random.nextInt(GROUPS.length)];
        sent++;
        long sequence = sent + 1;
        String text = sent + " " + COLOURS.get(random.nextInt(COLOURS.size()));
        texts.put(sequence, text);
        groups.put(sequence, group);
        if (atMs > world.nowMs) delayed.add(new Delayed(atMs, sequence));
        else order.add(sequence);
        Message message = TestPeer.message("q", text, new Scheduling(priority, atMs, group));
        if (expires && random.nextInt(4) == 0) message = message.expiringAt(world.nowMs + 300);
        world.node.handle(new Request.Send(sender.line, 0, sequence, Address.queue("q"), message));
    }

    /** All that was sent is in the queue before. */
    private void pass(long ms) {
        settle();
        world.nowMs += ms;
        world.node.time(world.nowMs);
        while (!delayed.isEmpty() && delayed.first().atMs() <= world.nowMs)
            order.add(delayed.pollFirst().sequence());
    }

    private void open(Random random) {
        if (links.size() >= 2 * PEERS) return;
        TestPeer peer = peers.get(random.nextInt(PEERS));
        String selector = selectors.get(random.nextInt(selectors.size()));
        int priority = isRanked ? random.nextInt(3) : 0;
        Link link = new Link(peer, lastLinks.merge(peer, 1L, Long::sum), selector, priority);
        links.add(link);
        world.node.handle(new Request.OpenSource(peer.line, link.number, link.spec(), link.name, null, true));
    }

    private void credit(Link link, long credit) {
        int handed = link.deliveries().size();
        link.creditUpTo = handed + credit;
        world.node.handle(new Request.Credit(link.peer.line, link.number, credit, handed, false, 1));
    }

    private void leave(Link link, Random random) {
        if (random.nextInt(3) == 0) {
            link.suspended = true;
            link.wasSuspended = true;
            world.node.handle(new Request.Suspend(link.peer.line, link.number));
        } else {
            link.closed = true;
            owners.values().removeIf(each -> each == link);
            world.node.handle(new Request.CloseSource(link.peer.line, link.number, false));
        }
    }

    private void comeBack(Link link) {
        link.suspended = false;
        link.number = lastLinks.merge(link.peer, 1L, Long::sum);
        link.seen = 0;
        link.creditUpTo = 0;
        Claims claims = new Claims(
                link.has.stream().map(sequence -> new Claim(0, sequence, null)).toList(), true);
        world.node.handle(new Request.OpenSource(link.peer.line, link.number, link.spec(), link.name, claims, true));
    }

    /** All that it has or a part, as one or one by one, in the order in which it got it. */
    private void settle(Link link, Random random) {
        if (isSmall) rest(); // What it is handed it has.
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
                if (isSmall) rest();
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
        links.stream().filter(link -> link.peer == peer).forEach(gone::add);
        links.removeIf(link -> link.peer == peer);
        owners.values().removeIf(link -> link.peer == peer);
        peers.set(index, world.peer("again" + world.peers.size()));
    }

    private void pause() {
        paused = !paused;
        world.node.perform(new Command.PauseQueue(queue, paused));
    }

    private void settle() {
        world.settle();
        look();
        gone.clear();
    }

    private void look() {
        world.round();
        for (Link link : links) {
            List<Reply.Delivery> all = link.deliveries();
            for (; link.seen < all.size(); link.seen++)
                got(link, all.get(link.seen).sequence());
        }
    }

    private void got(Link link, long sequence) {
        Entry entry = entry(sequence); // null if it is gone by now
        int group = groups.get(sequence);
        link.has.add(sequence);
        if (!link.closed && group != 0) owners.putIfAbsent(new Sticky(link.selector, Groups.bucket(group)), link);
        if (entry == null || group == 0) return;
        boolean isEarlier = true;
        for (long other : order) {
            isEarlier &= other != sequence;
            Entry each = entry(other);
            if (each == null || each.group() != group || link.has.contains(other)) continue;
            assertThat(isWithAlike(link, other)).as("another has %d", other).isFalse();
            if (!isEarlier || !selects(link.selector, each) || each.priority() != entry.priority()) continue;
            assertThat(Stream.concat(links.stream(), gone.stream()).anyMatch(it -> isForOther(link, it, each)))
                    .as("%d waits before %d of group %d", other, sequence, group)
                    .isTrue();
        }
    }

    /** Whether it may be with another consumer, or put aside for it, who selects otherwise. */
    private boolean isForOther(Link link, Link other, Entry entry) {
        return !other.selector.equals(link.selector) && selects(other.selector, entry);
    }

    private boolean isWithAlike(Link link, long sequence) {
        return links.stream()
                .anyMatch(
                        other -> other != link && other.selector.equals(link.selector) && other.has.contains(sequence));
    }

    /** Once all is done that can be done, who has credit has all that he can have. */
    private void rest() {
        settle();
        if (paused) return;
        for (Link link : links) {
            for (long sequence = 1; link.hasCredit() && sequence <= sent + 1; sequence++) {
                Entry entry = entry(sequence);
                if (entry == null || isWithAny(sequence) || !selects(link.selector, entry)) continue;
                if (entry.deliverAtMs() > world.nowMs) continue;
                assertThat(waitsForAnother(link, entry))
                        .as("%d of group %d waits for \"%s\"", sequence, entry.group(), link.selector)
                        .isTrue();
            }
        }
    }

    /** An entry may be put aside for who has its group and takes nothing now, or for what becomes of others of its group. */
    private boolean waitsForAnother(Link link, Entry entry) {
        if (entry.group() == 0) return false;
        for (Link other : links) {
            if (other == link || !selects(other.selector, entry)) continue;
            Link owner = owners.get(new Sticky(other.selector, Groups.bucket(entry.group())));
            boolean isUnseen = isSmall && (purges || expires); // what it was handed may be gone before it is read
            boolean owns = owner == other || owner == null && (other.wasSuspended || isUnseen);
            boolean isIts = !other.closed && owns && !other.hasCredit();
            boolean isLeft = other.closed && other.has.stream().anyMatch(has -> isOf(entry.group(), has));
            if (isIts || isLeft) return true;
        }
        return false;
    }

    private boolean isOf(int group, long sequence) {
        Entry entry = entry(sequence);
        return entry != null && entry.group() == group;
    }

    private boolean isWithAny(long sequence) {
        return links.stream().anyMatch(link -> link.has.contains(sequence));
    }

    private Entry entry(long sequence) {
        return world.node.broker().entryAt(queue, sequence);
    }

    private boolean selects(String selector, Entry entry) {
        return texts.getOrDefault(entry.sequence(), "").contains(selector);
    }

    /** All who are there take what they can, until nothing of that is left; the rest is taken by one that takes all. */
    private void finish() {
        pass(200);
        links.stream().filter(link -> link.suspended).forEach(this::comeBack);
        settle();
        boolean any = true;
        while (any) {
            any = false;
            for (Link link : links) any |= takesMore(link);
        }
        for (Link link : links) {
            boolean isOver = link.closed
                    || texts.keySet().stream()
                            .map(this::entry)
                            .noneMatch(entry -> entry != null && selects(link.selector, entry));
            assertThat(isOver).as("\"%s\" has all it selects", link.selector).isTrue();
        }
        for (TestPeer peer : peers) peer.ask(new Request.Leave(peer.line, "gone", false, 0));
        links.clear();
        owners.clear();
        selectors = List.of("");
        Link last = new Link(world.peer("last").consume(1, "q", SENT_MAX), 1, "", 0);
        links.add(last);
        look();
        last.peer.dispose(
                1,
                Disposition.ACCEPTED,
                last.has.stream().mapToLong(Long::longValue).toArray());
    }

    private boolean takesMore(Link link) {
        if (!link.closed) drain(link);
        settle();
        List<Long> has = List.copyOf(link.has);
        if (!has.isEmpty()) world.node.handle(dispose(link, Disposition.ACCEPTED, has));
        settle();
        return !has.isEmpty();
    }

    private void drain(Link link) {
        int handed = link.deliveries().size();
        world.node.handle(new Request.Credit(link.peer.line, link.number, SENT_MAX, handed, true, 1));
        world.settle();
        link.creditUpTo = link.deliveries().size();
        assertThat(link.peer.replies.stream()
                        .anyMatch(each -> each instanceof Reply.Drained drained && drained.link() == link.number))
                .as("told that there is no more")
                .isTrue();
    }
}
