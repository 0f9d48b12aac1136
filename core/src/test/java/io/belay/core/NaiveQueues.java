package io.belay.core;

import io.belay.base.Many;
import io.belay.core.Command.Disposal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The queues of a broker again, written to be obvious: plain lists, searched from end to end. It answers in the words of
 * {@link Scene}. Its sessions only publish and own, and never expire.
 */
final class NaiveQueues {
    private static final class Item {
        final long sequence;
        final Message message;
        final Scheduling scheduling;
        int failed;

        @Nullable
        DeadLetter dead;

        Item(long sequence, Message message, Scheduling scheduling) {
            this.sequence = sequence;
            this.message = message;
            this.scheduling = scheduling;
        }
    }

    private static final class Pile {
        final long number;
        final QueueSpec spec;
        final List<Item> items = new ArrayList<>();
        long last;
        long handed;
        long suspect;
        boolean paused;
        final Set<Long> watchers = new TreeSet<>();

        Pile(long number, QueueSpec spec) {
            this.number = number;
            this.spec = spec;
        }

        long bytes() {
            return items.stream().mapToLong(item -> item.message.length()).sum();
        }

        boolean hasRoom(long messages, long bytes) {
            return items.size() + messages <= spec.policy().messagesMax()
                    && bytes() + bytes <= spec.policy().bytesMax();
        }
    }

    private static final class Client {
        final String name;
        boolean attached = true;
        long epoch = 1;
        long expiryS;
        final Set<String> linkTags = new LinkedHashSet<>();

        Client(String name) {
            this.name = name;
        }
    }

    private final List<Pile> piles = new ArrayList<>();
    private final Map<Long, Client> clients = new LinkedHashMap<>();
    private final List<Command.Stage> staged = new ArrayList<>();
    private List<String> said = new ArrayList<>();
    private long now;
    private long lastPile;
    private long lastClient;

    List<String> apply(Command command) {
        said = new ArrayList<>();
        boolean goesOn = command instanceof Command.Stage stage && isMine(stage.session())
                || command instanceof Command.Commit commit && isMine(commit.session());
        if (!goesOn) staged.clear();
        if (command instanceof Command.Tick it) tick(it.nowMs());
        if (command instanceof Command.Restart) restart();
        if (command instanceof Command.Attach it) attach(it);
        if (command instanceof Command.Detach it) detach(it.session());
        if (command instanceof Command.End it) endNow(it.session());
        if (command instanceof Command.CreateQueue it) create(it.spec());
        if (command instanceof Command.DeleteQueue it && pile(it.queue()) != null) end(pile(it.queue()));
        if (command instanceof Command.PurgeQueue it && pile(it.queue()) != null) purge(pile(it.queue()), it.upTo());
        if (command instanceof Command.Move it) move(pile(it.queue()), pile(it.to()), it.sequences());
        if (command instanceof Command.PauseQueue it && pile(it.queue()) != null) pause(pile(it.queue()), it.paused());
        if (command instanceof Command.Hand it && pile(it.queue()) != null) hand(pile(it.queue()), it.upTo());
        if (command instanceof Command.Watch it && pile(it.queue()) != null) watch(pile(it.queue()), it);
        if (command instanceof Command.ForgetLink it && clients.containsKey(it.session()))
            clients.get(it.session()).linkTags.removeIf(tag -> tag.startsWith(it.link() + " "));
        if (command instanceof Command.Send it && lives(it.session())) send(it);
        if (command instanceof Command.Publish it && lives(it.session()))
            said.add("routed " + publish(it.session(), it.message()));
        if (command instanceof Command.Consume it) consume(it);
        if (command instanceof Command.Stage it && lives(it.session())) staged.add(it);
        if (command instanceof Command.Commit it && lives(it.session())) commit(it);
        return said;
    }

    /** Whether there is room for all of these, in whatever queues. */
    boolean accepts(List<Command.Stage> transaction) {
        for (Pile pile : piles) {
            List<Message> forIt = transaction.stream()
                    .filter(stage -> stage.queue() == pile.number
                            || stage.queue() == 0 && wants(pile, stage.session(), stage.message()))
                    .map(Command.Stage::message)
                    .toList();
            long bytes = forIt.stream().mapToLong(Message::length).sum();
            boolean refuses = pile.spec.policy().whenFull() != WhenFull.DROP_OLDEST;
            if (refuses && !forIt.isEmpty() && !pile.hasRoom(forIt.size(), bytes)) return false;
        }
        return transaction.stream().allMatch(stage -> stage.queue() == 0 || pile(stage.queue()) != null);
    }

    long nextTimeMs() {
        return piles.stream()
                .flatMap(pile -> pile.items.stream())
                .mapToLong(NaiveQueues::expiryOf)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Messages that anybody refers to. */
    long held() {
        Set<Message> held = new LinkedHashSet<>();
        piles.forEach(pile -> pile.items.forEach(item -> held.add(item.message)));
        staged.forEach(stage -> held.add(stage.message()));
        return held.size();
    }

    /** Who watches each queue, by its number. */
    Map<Long, List<Long>> watchers() {
        Map<Long, List<Long>> watchers = new LinkedHashMap<>();
        piles.forEach(pile -> watchers.put(pile.number, List.copyOf(pile.watchers)));
        return watchers;
    }

    Map<String, List<String>> contents() {
        Map<String, List<String>> contents = new LinkedHashMap<>();
        for (Pile pile : piles) {
            contents.put(
                    pile.spec.name(),
                    pile.items.stream().map(item -> inWords(pile, item)).toList());
        }
        return contents;
    }

    private boolean isMine(long session) {
        return staged.isEmpty() || staged.get(0).session() == session;
    }

    private boolean lives(long session) {
        return session == 0 || clients.containsKey(session);
    }

    private @Nullable Pile pile(long number) {
        return piles.stream().filter(pile -> pile.number == number).findFirst().orElse(null);
    }

    private void tick(long at) {
        now = Math.max(now, at);
        for (Pile pile = nextToExpire(); pile != null; pile = nextToExpire()) {
            List<Item> expired = new ArrayList<>(pile.items);
            expired.removeIf(item -> expiryOf(item) > now);
            expired.sort(Comparator.comparingLong(NaiveQueues::expiryOf).thenComparingLong(item -> item.sequence));
            for (Item item : expired) discard(pile, item);
        }
    }

    private @Nullable Pile nextToExpire() {
        return piles.stream()
                .filter(pile -> firstExpiry(pile) <= now)
                .min(Comparator.comparingLong(NaiveQueues::firstExpiry).thenComparingLong(pile -> pile.number))
                .orElse(null);
    }

    private static long firstExpiry(Pile pile) {
        return pile.items.stream().mapToLong(NaiveQueues::expiryOf).min().orElse(Long.MAX_VALUE);
    }

    private static long expiryOf(Item item) {
        long atMs = item.message.expiresAtMs();
        return atMs == 0 ? Long.MAX_VALUE : atMs;
    }

    private void restart() {
        for (long session : List.copyOf(clients.keySet())) detach(session);
        for (Pile pile : List.copyOf(piles)) {
            boolean used = pile.spec.lifetime() == Lifetime.WHILE_USED || pile.spec.lifetime() == Lifetime.SESSION;
            if (used && pile.spec.owner() == 0 && pile.watchers.isEmpty()) end(pile);
            else pile.suspect = Math.min(pile.handed, pile.last);
        }
    }

    private static void hand(Pile pile, long upTo) {
        pile.handed = Math.max(pile.handed, upTo);
    }

    private static int failed(Pile pile, Item item) {
        return item.failed == 0 && item.sequence <= pile.suspect ? 1 : item.failed;
    }

    private void attach(Command.Attach attach) {
        long known = clients.keySet().stream()
                .filter(session -> clients.get(session).name.equals(attach.clientId()))
                .findFirst()
                .orElse(0L);
        if (known != 0 && clients.get(known).attached) displace(clients.get(known));
        if (known != 0 && clients.get(known).expiryS == 0) {
            end(known);
            known = 0;
        }
        if (known == 0) clients.put(++lastClient, new Client(attach.clientId()));
        else clients.get(known).epoch++;
        Client client = clients.get(known == 0 ? lastClient : known);
        client.attached = true;
        client.expiryS = attach.expiryS();
        said.add(client.name + " attached " + client.epoch + (known == 0 ? " new" : " resumed"));
    }

    private void displace(Client client) {
        client.attached = false;
        said.add(client.name + " displaced " + client.epoch);
    }

    private void detach(long session) {
        Client client = clients.get(session);
        if (client == null || !client.attached) return;
        client.attached = false;
        if (client.expiryS == 0) end(session);
    }

    private void endNow(long session) {
        Client client = clients.get(session);
        if (client == null) return;
        if (client.attached) displace(client);
        end(session);
    }

    private void end(long session) {
        for (Pile pile : List.copyOf(piles)) {
            boolean owned = pile.spec.lifetime() == Lifetime.WHILE_USED || pile.spec.lifetime() == Lifetime.SESSION;
            if (owned && pile.spec.owner() == session) end(pile);
        }
        piles.forEach(pile -> pile.watchers.remove(session));
        said.add(clients.remove(session).name + " ended");
    }

    private void create(QueueSpec spec) {
        for (Pile pile : piles) {
            if (!pile.spec.name().equals(spec.name())) continue;
            said.add(spec.name() + " known");
            return;
        }
        boolean owned = spec.lifetime() == Lifetime.WHILE_USED || spec.lifetime() == Lifetime.SESSION;
        if (owned && !lives(spec.owner())) return;
        piles.add(new Pile(++lastPile, spec));
        said.add(spec.name() + " new");
    }

    private void end(Pile pile) {
        piles.remove(pile);
        said.add(pile.spec.name() + " ended");
    }

    private void purge(Pile pile, long upTo) {
        for (Item item : List.copyOf(pile.items)) {
            if (item.sequence <= upTo) discard(pile, item);
        }
    }

    private void pause(Pile pile, boolean paused) {
        if (pile.paused != paused) said.add(pile.spec.name() + (paused ? " paused" : " goes on"));
        pile.paused = paused;
    }

    /** What dies and is gone within one command is not known as a dead letter when its words are made. */
    private void remove(Pile pile, Item item) {
        pile.items.remove(item);
        String asDead = inWords(pile, item);
        item.dead = null;
        said.replaceAll(line -> line.equals(asDead) ? inWords(pile, item) : line);
    }

    private void discard(Pile pile, Item item) {
        remove(pile, item);
        said.add(pile.spec.name() + "-" + item.sequence);
    }

    private void move(@Nullable Pile from, @Nullable Pile to, long[] sequences) {
        if (from == null || to == null || from == to) return;
        for (long sequence : sequences) {
            for (Item item : List.copyOf(from.items)) {
                if (item.sequence != sequence) continue;
                DeadLetter dead = item.dead;
                discard(from, item);
                Item moved = new Item(++to.last, item.message, item.scheduling);
                moved.dead = dead == null || dead.origin().equals(to.spec.name()) ? null : dead;
                add(to, moved);
            }
        }
    }

    /** Whether all these entries go into the other queue at once. */
    boolean accepts(Command.Move move) {
        Pile from = pile(move.queue());
        Pile to = pile(move.to());
        if (from == null || to == null) return false;
        List<Message> moved = new ArrayList<>();
        for (long sequence : move.sequences())
            for (Item item : from.items) if (item.sequence == sequence) moved.add(item.message);
        return moved.isEmpty()
                || to.hasRoom(
                        moved.size(), moved.stream().mapToLong(Message::length).sum());
    }

    private void watch(Pile pile, Command.Watch watch) {
        if (watch.on() && clients.containsKey(watch.session())) pile.watchers.add(watch.session());
        else pile.watchers.remove(watch.session());
    }

    /** Whether this session holds this tag; from now on it does. */
    private boolean holds(long session, @Nullable LinkTag tag) {
        boolean holds =
                session != 0 && tag != null && !clients.get(session).linkTags.add(Words.inWords(tag));
        if (holds) said.add("routed again");
        return holds;
    }

    private void send(Command.Send send) {
        if (pile(send.queue()) != null && !holds(send.session(), send.linkTag())) send(send.queue(), send.message());
    }

    private void send(long queue, Message message) {
        if (pile(queue) != null) enqueue(pile(queue), message);
    }

    private int publish(long publisher, Message message) {
        int matches = 0;
        for (Pile pile : List.copyOf(piles)) {
            if (!wants(pile, publisher, message)) continue;
            matches++;
            enqueue(pile, message);
        }
        return matches;
    }

    private boolean wants(Pile pile, long publisher, Message message) {
        Binding binding = pile.spec.binding();
        if (binding == null || !NaiveFilter.matches(binding.filter(), message.topic())) return false;
        Client client = clients.get(publisher);
        if (binding.noLocal() && client != null && client.name.equals(binding.clientId())) return false;
        return Words.body(message).contains(binding.selector());
    }

    private void enqueue(Pile pile, Message message) {
        if (message.expiresAtMs() != 0 && message.expiresAtMs() <= now) return;
        if (pile.spec.policy().whenFull() == WhenFull.DROP_OLDEST) makeRoom(pile, message);
        add(pile, new Item(++pile.last, message, message.scheduling()));
    }

    private void add(Pile pile, Item item) {
        pile.items.add(item);
        said.add(inWords(pile, item));
    }

    private void makeRoom(Pile pile, Message message) {
        while (!pile.items.isEmpty() && !pile.hasRoom(1, message.length())) discard(pile, pile.items.get(0));
    }

    private void consume(Command.Consume consume) {
        Pile pile = pile(consume.queue());
        if (pile == null) return;
        for (long sequence : consume.sequences()) {
            for (Item item : List.copyOf(pile.items)) {
                if (item.sequence == sequence) dispose(pile, item, consume.disposal(), consume.why());
            }
        }
    }

    private void dispose(Pile pile, Item item, Disposal disposal, String why) {
        if (disposal == Disposal.ACCEPTED) {
            remove(pile, item);
        } else if (disposal == Disposal.REJECTED) {
            bury(pile, item, why);
        } else {
            boolean isSince = disposal == Disposal.FAILED_SINCE || disposal == Disposal.LOST_SINCE;
            boolean isLost = disposal == Disposal.LOST || disposal == Disposal.LOST_SINCE;
            int failed = (isSince ? item.failed : failed(pile, item)) + 1;
            int failedMax = pile.spec.policy().deliveriesMax();
            boolean tooOften = failedMax != 0 && failed >= failedMax;
            boolean countStops = isLost && failedMax != 0 && failed >= Math.max(2, failedMax);
            if (!countStops) item.failed = failed;
            if (!isLost && tooOften) bury(pile, item, Many.of(failed, "delivery") + " failed, " + why);
            else said.add(pile.spec.name() + "=" + item.sequence + " failed " + failed(pile, item));
        }
    }

    private void bury(Pile pile, Item item, String why) {
        String name = pile.spec.policy().deadLetter();
        if (name.isEmpty() || name.equals(pile.spec.name())) {
            discard(pile, item);
            return;
        }
        if (piles.stream().noneMatch(known -> known.spec.name().equals(name)))
            create(new QueueSpec(name, Lifetime.FOR_EVER, 0, QueuePolicy.FOR_DEAD_LETTERS, null));
        Pile grave = piles.stream()
                .filter(known -> known.spec.name().equals(name))
                .findFirst()
                .orElseThrow();
        discard(pile, item);
        makeRoom(grave, item.message);
        Scheduling scheduling = new Scheduling(item.scheduling.priority(), 0, item.scheduling.group());
        Item buried = new Item(++grave.last, item.message, scheduling);
        buried.dead = new DeadLetter(pile.spec.name(), why, now);
        add(grave, buried);
    }

    private void commit(Command.Commit commit) {
        if (holds(commit.session(), commit.linkTag())) {
            staged.clear();
            return;
        }
        commit.consumed().forEach(this::consume);
        for (Command.Stage stage : staged) {
            if (stage.queue() == 0) publish(stage.session(), stage.message());
            else send(stage.queue(), stage.message());
        }
        staged.clear();
        said.add("committed");
    }

    private static String inWords(Pile pile, Item item) {
        Scheduling scheduling = item.scheduling;
        return pile.spec.name() + "+" + item.sequence + " " + Words.body(item.message)
                + (scheduling.priority() != 4 ? " priority " + scheduling.priority() : "")
                + (scheduling.deliverAtMs() != 0 ? " at " + (scheduling.deliverAtMs() - Scene.START_MS) : "")
                + (scheduling.group() != 0 ? " group " + scheduling.group() : "")
                + (failed(pile, item) != 0 ? " failed " + failed(pile, item) : "")
                + (item.dead != null ? " dead of " + item.dead.origin() + ": " + item.dead.reason() : "");
    }
}
