package io.belay.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import io.belay.core.Command.Attach;
import io.belay.core.Command.Detach;
import io.belay.core.Command.End;
import io.belay.core.Command.Outcome;
import io.belay.core.Command.Publish;
import io.belay.core.Command.Retain;
import io.belay.core.Command.Settle;
import io.belay.core.Command.Subscribe;
import io.belay.core.Command.Tick;
import io.belay.core.Command.Unsubscribe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A broker and its log, spoken to in client ids and answered in lines of text:
 *
 * <pre>
 *   a#1 x q1            deliver to client a, sequence 1, body x, at least once
 *   a#1 x q1 again      the same, repeated; also "retained" and "ids[1, 2]"
 *   a#1 forget          Forget
 *   a attached 2 resumed, a displaced 1, a ended, a will x
 *   routed 2, routed again, unsubscribed [true, false], keep 1, drop 1
 *   q new, q known, q ended, q paused, q goes on, committed
 *   q+1 x               entry 1 of queue q, body x; also "priority 9", "at 5", "group 7", "failed 2", "dead of q: why"
 *   q-1                 Unqueued
 *   q=1 failed 2        Returned
 * </pre>
 */
final class Scene {
    static final long START_MS = 1_000_000;

    /** A selector selects the bodies that contain it. */
    static final Filters CONTAINS = selector -> message -> Words.body(message).contains(selector);

    private final List<Command> log = new ArrayList<>();
    private final Map<Long, String> clients = new TreeMap<>();
    private final Map<Long, String> kept = new TreeMap<>(); // bodies by number
    private final Map<Long, Message> keptMessages = new TreeMap<>();
    private final Set<String> retainedTopics = new LinkedHashSet<>();
    private final Map<Long, Long> epochs = new LinkedHashMap<>();
    private final Map<Long, String> queues = new TreeMap<>(); // names by number, also of those that ended
    Broker broker = new Broker(CONTAINS);

    Scene() {
        apply(new Tick(START_MS));
    }

    /** Applies a command, after a way through the codec, and returns the effects as they are. */
    List<Effect> apply(Command command) {
        ByteWriter bytes = new ByteWriter(64);
        CommandCodec.write(command, bytes);
        Command read = CommandCodec.read(new ByteReader(bytes.toArray()));
        log.add(read);
        List<Effect> effects = broker.apply(read);
        for (Effect effect : effects) witness(effect, read);
        Message message = CommandCodec.messageOf(read);
        if (message != null && message.retain()) retainedTopics.add(message.topic());
        return effects;
    }

    /** Applies a command and returns its effects in words, all but keep and drop. */
    List<String> says(Command command) {
        return inWords(apply(command)).stream()
                .filter(line -> !line.startsWith("keep ") && !line.startsWith("drop "))
                .toList();
    }

    /** As {@link #says}, with keep and drop. */
    List<String> saysAll(Command command) {
        return inWords(apply(command));
    }

    List<String> inWords(List<? extends Effect> effects) {
        return effects.stream().map(this::inWords).toList();
    }

    List<String> attach(String client) {
        return attach(client, 3600, 10);
    }

    List<String> attach(String client, long expiryS, int windowMax) {
        return says(attaching(client, expiryS, windowMax, null));
    }

    List<String> attach(String client, long expiryS, @Nullable Will will) {
        return says(attaching(client, expiryS, 10, will));
    }

    static Attach attaching(String client, long expiryS, int windowMax, @Nullable Will will) {
        return new Attach(client, "owner", false, expiryS, windowMax, will, "test");
    }

    static Attach cleanly(String client, long expiryS) {
        return new Attach(client, "owner", true, expiryS, 10, null, "test");
    }

    List<String> detach(String client) {
        return says(new Detach(number(client), epoch(client), "cut", true, -1));
    }

    List<String> goodbye(String client) {
        return says(new Detach(number(client), epoch(client), "goodbye", false, -1));
    }

    List<String> subscribe(String client, Subscription... subscriptions) {
        return says(new Subscribe(number(client), List.of(subscriptions)));
    }

    List<String> unsubscribe(String client, String filter, String group) {
        return says(new Unsubscribe(number(client), List.of(new Unsubscribe.Topic(filter, group))));
    }

    List<String> publish(String topic, String body, Guarantee guarantee) {
        return publish(Words.message(topic, body, guarantee));
    }

    List<String> publish(Message message) {
        return says(new Publish(0, 0, message));
    }

    List<String> settle(String client, long sequence) {
        return says(new Settle(number(client), sequence, Outcome.SETTLED));
    }

    List<String> receive(String client, long sequence) {
        return says(new Settle(number(client), sequence, Outcome.RECEIVED));
    }

    List<String> tick(long afterStartMs) {
        return says(new Tick(START_MS + afterStartMs));
    }

    List<String> route(String publisher, Message message) {
        return inWords(broker.route(publisher.isEmpty() ? 0 : number(publisher), message));
    }

    long number(String client) {
        long found = 0;
        for (var entry : clients.entrySet()) if (entry.getValue().equals(client)) found = entry.getKey();
        return found;
    }

    long epoch(String client) {
        return epochs.get(number(client));
    }

    List<String> create(QueueSpec spec) {
        return says(new Command.CreateQueue(spec));
    }

    List<String> send(String queue, String body) {
        return send(queue, Words.message(queue, body, Guarantee.AT_LEAST_ONCE));
    }

    List<String> send(String queue, Message message) {
        return says(new Command.Send(0, queue(queue), message));
    }

    List<String> accept(String queue, long... sequences) {
        return consume(queue, Command.Disposal.ACCEPTED, "", sequences);
    }

    List<String> fail(String queue, long... sequences) {
        return consume(queue, Command.Disposal.FAILED, "", sequences);
    }

    List<String> reject(String queue, String why, long... sequences) {
        return consume(queue, Command.Disposal.REJECTED, why, sequences);
    }

    private List<String> consume(String queue, Command.Disposal disposal, String why, long... sequences) {
        return says(new Command.Consume(queue(queue), sequences, disposal, why));
    }

    /** The number of the newest queue of this name; 0 if there never was one. */
    long queue(String name) {
        long found = 0;
        for (var entry : queues.entrySet()) if (entry.getValue().equals(name)) found = entry.getKey();
        return found;
    }

    /** What a queue holds, in the words of Queued. */
    List<String> entries(String name) {
        return contents(broker).getOrDefault(name, List.of());
    }

    private Map<String, List<String>> contents(Broker of) {
        Map<String, List<String>> contents = new LinkedHashMap<>();
        for (QueueView queue : of.queues()) {
            List<String> entries = new ArrayList<>();
            of.forEachEntry(queue.number(), (sequence, number, priority, deliverAtMs, deliveries, group) -> {
                Entry entry = new Entry(sequence, number, priority, deliverAtMs, deliveries, group);
                entries.add(inWords(queue.number(), entry, keptMessages.get(number)));
            });
            contents.put(queue.spec().name(), entries);
        }
        return contents;
    }

    SessionView view(String client) {
        SessionView view = broker.sessionByClientId(client);
        if (view == null) throw new AssertionError("no session of " + client);
        return view;
    }

    /** Bodies that are kept now, by number. */
    Map<Long, String> kept() {
        return kept;
    }

    static byte[] save(Broker broker) {
        ByteWriter out = new ByteWriter(1024);
        broker.save(out);
        return out.toArray();
    }

    /** The broker dies: a new one is made of a checkpoint and goes on. Nothing is said. */
    void reload() {
        byte[] saved = save(broker);
        broker = Broker.load(new ByteReader(saved), CONTAINS);
        assertThat(save(broker)).as("saved, loaded and saved again").isEqualTo(saved);
    }

    /** Holds what must hold at the end of every scene: replay, checkpoint, and that nothing is kept for nobody. */
    void verify() {
        Broker replayed = new Broker(CONTAINS);
        log.forEach(replayed::apply);
        assertThat(save(replayed)).as("state after replay").isEqualTo(save(broker));
        Broker loaded = Broker.load(new ByteReader(save(broker)), CONTAINS);
        assertThat(save(loaded)).as("state after save and load").isEqualTo(save(broker));
        assertThat(loaded.nextTimeMs()).isEqualTo(broker.nextTimeMs());
        assertThat(broker.totals().messages()).as("messages held").isEqualTo(kept.size());
        assertThat(kept.keySet()).as("messages kept").allMatch(broker::holds);
        assertThat(loaded.totals()).isEqualTo(broker.totals());
        assertThat(loaded.queues()).isEqualTo(broker.queues());
        assertThat(contents(loaded)).isEqualTo(contents(broker));
        for (QueueView queue : broker.queues()) verify(queue);
        drain(loaded);
        assertThat(loaded.totals()).as("after all have gone").isEqualTo(new Totals(0, 0, 0, 0, 0));
    }

    /** What the broker says of a queue is what its entries come to. */
    private void verify(QueueView queue) {
        long[] sums = {0, 0};
        broker.forEachEntry(queue.number(), (sequence, number, priority, deliverAtMs, deliveries, group) -> {
            assertThat(broker.holdsEntry(queue.number(), sequence)).isTrue();
            sums[0]++;
            sums[1] += keptMessages.get(number).length();
        });
        assertThat(queue.messages()).isEqualTo(sums[0]);
        assertThat(queue.bytes()).isEqualTo(sums[1]);
    }

    private void drain(Broker last) {
        for (QueueView queue : last.queues()) last.apply(new Command.DeleteQueue(queue.number(), "drained"));
        for (SessionView session : last.sessions()) last.apply(new End(session.number(), "drained"));
        for (String topic : retainedTopics) {
            last.apply(new Retain(Words.retained(Words.message(topic, "", Words.Q0))));
        }
        while (last.nextTimeMs() != Long.MAX_VALUE) last.apply(new Tick(last.nextTimeMs()));
    }

    private void witness(Effect effect, Command command) {
        if (effect instanceof Effect.Keep keep) {
            Message message = CommandCodec.messageOf(command);
            String body = Words.body(message);
            assertThat(kept.put(keep.number(), body)).as("%s kept twice", keep).isNull();
            keptMessages.put(keep.number(), message);
        } else if (effect instanceof Effect.Drop drop) {
            assertThat(kept.remove(drop.number()))
                    .as("%s of what is not kept", drop)
                    .isNotNull();
        } else if (effect instanceof Effect.Attached attached) {
            clients.put(attached.session(), ((Attach) command).clientId());
            epochs.put(attached.session(), attached.epoch());
        } else if (effect instanceof Effect.QueueCreated created) {
            queues.put(created.queue(), created.spec().name());
        }
    }

    private String inWords(Effect effect) {
        if (effect instanceof Effect.Deliver deliver) return inWords(deliver);
        if (effect instanceof Effect.Forget it) return clients.get(it.session()) + "#" + it.sequence() + " forget";
        if (effect instanceof Effect.Attached it)
            return clients.get(it.session()) + " attached " + it.epoch() + (it.resumed() ? " resumed" : " new");
        if (effect instanceof Effect.Displaced it) return clients.get(it.session()) + " displaced " + it.epoch();
        if (effect instanceof Effect.Ended it) return it.clientId() + " ended";
        if (effect instanceof Effect.WillDue it) return clients.get(it.session()) + " will " + Words.body(it.message());
        if (effect instanceof Effect.Routed it) return it.repeated() ? "routed again" : "routed " + it.matches();
        if (effect instanceof Effect.Unsubscribed it) return "unsubscribed " + Arrays.toString(it.existed());
        if (effect instanceof Effect.Keep it) return "keep " + it.number();
        if (effect instanceof Effect.Drop it) return "drop " + it.number();
        if (effect instanceof Effect.QueueCreated it) return it.spec().name() + (it.isNew() ? " new" : " known");
        if (effect instanceof Effect.QueueEnded it) return it.name() + " ended";
        if (effect instanceof Effect.Queued it)
            return inWords(it.queue(), it.entry(), it.message() != null ? it.message() : kept(it.entry()));
        if (effect instanceof Effect.Unqueued it) return queues.get(it.queue()) + "-" + it.sequence();
        if (effect instanceof Effect.Returned it)
            return queues.get(it.queue()) + "=" + it.sequence() + " failed " + it.deliveries();
        if (effect instanceof Effect.Paused it) return queues.get(it.queue()) + (it.paused() ? " paused" : " goes on");
        if (effect instanceof Effect.Committed) return "committed";
        throw new AssertionError("no words for " + effect);
    }

    private Message kept(Entry entry) {
        return keptMessages.get(entry.number());
    }

    private String inWords(long queue, Entry entry, Message message) {
        DeadLetter letter = broker.deadLetter(queue, entry.sequence());
        return queues.get(queue) + "+" + entry.sequence() + " " + Words.body(message)
                + (entry.priority() != 4 ? " priority " + entry.priority() : "")
                + (entry.deliverAtMs() != 0 ? " at " + (entry.deliverAtMs() - START_MS) : "")
                + (entry.group() != 0 ? " group " + entry.group() : "")
                + (entry.deliveries() != 0 ? " failed " + entry.deliveries() : "")
                + (letter != null ? " dead of " + letter.origin() + ": " + letter.reason() : "");
    }

    private String inWords(Effect.Deliver it) {
        String body = it.message() != null ? Words.body(it.message()) : Words.body(keptMessages.get(it.number()));
        return clients.get(it.session()) + "#" + it.sequence() + " " + body + " q"
                + it.guarantee().ordinal()
                + (it.repeated() ? " again" : "")
                + (it.retain() ? " retained" : "")
                + (it.subscriptionIds().length > 0 ? " ids" + Arrays.toString(it.subscriptionIds()) : "");
    }
}
