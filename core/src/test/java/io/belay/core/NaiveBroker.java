package io.belay.core;

import io.belay.core.Command.Unsubscribe.Topic;
import io.belay.core.NaiveWorld.Client;
import io.belay.core.NaiveWorld.Crowd;
import io.belay.core.NaiveWorld.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The broker again, written to be obvious and not to be fast: plain lists, searched from end to end; no windows, no
 * timers, no trees, no numbers of messages. It answers in the words of {@link Scene}.
 */
final class NaiveBroker {
    private record Happening(long at, int kind, long number, Runnable happens) {}

    private final List<Client> clients = new ArrayList<>();
    private final List<Crowd> crowds = new ArrayList<>();
    private final Map<String, Message> retained = new LinkedHashMap<>();
    private final List<Message> age = new ArrayList<>(); // all messages stored, oldest first
    private final List<Map.Entry<Long, Message>> dueWills = new ArrayList<>();
    private List<String> said = new ArrayList<>();
    private long now;
    private long lastClient;
    private long lastCrowd;

    List<String> apply(Command command) {
        said = new ArrayList<>();
        if (command instanceof Command.Tick it) tick(it.nowMs());
        if (command instanceof Command.Restart) restart();
        if (command instanceof Command.Attach it) attach(it);
        if (command instanceof Command.Detach it) detach(it);
        if (command instanceof Command.Subscribe it) subscribe(it);
        if (command instanceof Command.Unsubscribe it) unsubscribe(it);
        if (command instanceof Command.Publish it) publish(it);
        if (command instanceof Command.Retain it) retain(it.message());
        if (command instanceof Command.Release it && client(it.session()) != null)
            client(it.session()).tags.remove(it.tag());
        if (command instanceof Command.Forget it && client(it.session()) != null)
            it.tags().forEach(tag -> client(it.session()).linkTags.remove(Words.inWords(new LinkTag(it.link(), tag))));
        if (command instanceof Command.ForgetLink it && client(it.session()) != null)
            client(it.session()).linkTags.removeIf(tag -> tag.startsWith(it.link() + " "));
        if (command instanceof Command.Settle it) settle(it);
        if (command instanceof Command.FireWill it && takeDue(it.session())) store(it.session(), it.message());
        if (command instanceof Command.DropWill it) takeDue(it.session());
        if (command instanceof Command.End it && client(it.session()) != null) endNow(client(it.session()), it);
        return said;
    }

    List<String> dueWills() {
        return dueWills.stream()
                .map(due -> due.getKey() + " " + Words.body(due.getValue()))
                .toList();
    }

    /** How many tags of whatever kind are held for each client, oldest client first. */
    List<Integer> tagsHeld() {
        return clients.stream()
                .map(client -> client.tags.size() + client.linkTags.size())
                .toList();
    }

    long nextTimeMs() {
        return happenings().stream().mapToLong(Happening::at).min().orElse(Long.MAX_VALUE);
    }

    /** Messages that anybody refers to. */
    long held() {
        Set<Message> held = new LinkedHashSet<>(retained.values());
        clients.forEach(client -> client.entries.forEach(entry -> held.add(entry.message)));
        crowds.forEach(crowd -> crowd.waiting.forEach(entry -> held.add(entry.message)));
        return held.size();
    }

    private void tick(long at) {
        now = Math.max(now, at);
        for (Happening next = next(); next != null; next = next())
            next.happens().run();
    }

    private @Nullable Happening next() {
        return happenings().stream()
                .filter(happening -> happening.at() <= now)
                .min(Comparator.comparingLong(Happening::at)
                        .thenComparingInt(Happening::kind)
                        .thenComparingLong(Happening::number))
                .orElse(null);
    }

    private List<Happening> happenings() {
        List<Happening> all = new ArrayList<>();
        retained.forEach((topic, message) -> {
            if (message.expiresAtMs() != 0)
                all.add(new Happening(message.expiresAtMs(), 0, age.indexOf(message), () -> retained.remove(topic)));
        });
        for (Client client : clients) {
            for (Entry entry : client.entries) {
                if (entry.sequence == 0 && entry.message.expiresAtMs() != 0)
                    all.add(new Happening(entry.message.expiresAtMs(), 1, 0, () -> client.entries.remove(entry)));
            }
            all.add(new Happening(client.willAt, 3, client.number, () -> willDue(client)));
            all.add(new Happening(client.endsAt, 4, client.number, () -> end(client)));
        }
        for (Crowd crowd : crowds) {
            for (Entry entry : crowd.waiting) {
                if (entry.message.expiresAtMs() != 0)
                    all.add(new Happening(entry.message.expiresAtMs(), 2, 0, () -> crowd.waiting.remove(entry)));
            }
        }
        return all;
    }

    private void restart() {
        for (Client client : List.copyOf(clients)) if (client.attached) loseLine(client, 30_000);
    }

    private void attach(Command.Attach attach) {
        Client client = clients.stream()
                .filter(known -> known.name.equals(attach.clientId()))
                .findFirst()
                .orElse(null);
        if (client != null && client.attached) displace(client);
        if (client != null && (attach.cleanStart() || client.expiryS == 0)) {
            end(client);
            client = null;
        }
        boolean resumed = client != null;
        if (client == null) {
            client = new Client(++lastClient, attach.clientId());
            clients.add(client);
        }
        client.epoch++;
        client.attached = true;
        client.expiryS = attach.expiryS();
        client.window = attach.windowMax();
        client.will = attach.will();
        client.endsAt = Long.MAX_VALUE;
        client.willAt = Long.MAX_VALUE;
        said.add(client.name + " attached " + client.epoch + (resumed ? " resumed" : " new"));
        for (Entry entry : client.entries) entry.sent = false;
        resume(client);
        pump(client);
    }

    private void resume(Client client) {
        for (Entry entry : client.entries) {
            if (entry.received) said.add(client.name + "#" + entry.sequence + " forget");
            else if (entry.sequence != 0 && client.inFlight() < client.window) deliver(client, entry, true);
        }
    }

    private void detach(Command.Detach detach) {
        Client client = client(detach.session());
        if (client == null || !client.attached || client.epoch != detach.epoch()) return;
        if (detach.expiryS() >= 0) client.expiryS = detach.expiryS();
        if (!detach.withWill()) client.will = null;
        loseLine(client, 0);
    }

    private void displace(Client client) {
        client.attached = false;
        said.add(client.name + " displaced " + client.epoch);
        if (client.will != null && client.will.delayMs() == 0) willDue(client);
    }

    private void loseLine(Client client, long grace) {
        client.attached = false;
        if (client.expiryS == 0) {
            end(client);
            return;
        }
        long life = client.expiryS == Session.NEVER_S ? Long.MAX_VALUE : client.expiryS * 1000;
        if (life != Long.MAX_VALUE) client.endsAt = now + life;
        if (client.will == null) return;
        long delay = Math.min(Math.max(client.will.delayMs(), grace), life);
        if (delay == 0) willDue(client);
        else client.willAt = now + delay;
    }

    private void endNow(Client client, Command.End end) {
        if (client.attached) displace(client);
        end(client);
    }

    private void willDue(Client client) {
        client.willAt = Long.MAX_VALUE;
        if (client.will == null) return;
        Will will = client.will;
        client.will = null;
        Message message = will.message().expiringAt(will.expiryMs() < 0 ? 0 : now + will.expiryMs());
        dueWills.add(Map.entry(client.number, message));
        said.add(client.name + " will " + Words.body(message));
    }

    private void end(Client client) {
        willDue(client);
        clients.remove(client);
        for (Topic topic : client.subscriptions.keySet()) leave(client, topic);
        Map<Long, Crowd> richer = new TreeMap<>();
        for (int index = client.entries.size() - 1; index >= 0; index--) {
            Entry entry = client.entries.get(index);
            boolean back = entry.guarantee == Guarantee.AT_LEAST_ONCE && crowds.contains(entry.from) && alive(entry);
            if (!back) continue;
            entry.from.waiting.add(0, new Entry(entry.message, entry.guarantee, entry.retain, List.of()));
            richer.put(entry.from.number, entry.from);
        }
        richer.values().forEach(this::serve);
        said.add(client.name + " ended");
    }

    private void leave(Client client, Topic topic) {
        for (Crowd crowd : List.copyOf(crowds)) {
            if (!crowd.topic.equals(topic)) continue;
            crowd.turns.remove(client);
            if (crowd.turns.isEmpty()) crowds.remove(crowd);
        }
    }

    private void subscribe(Command.Subscribe subscribe) {
        Client client = client(subscribe.session());
        if (client == null) return;
        for (Subscription subscription : subscribe.subscriptions()) {
            Topic topic = new Topic(subscription.filter(), subscription.group());
            boolean isNew = client.subscriptions.put(topic, subscription) == null;
            if (subscription.isShared()) join(client, topic);
            else if (subscription.retainHandling() == 0 || subscription.retainHandling() == 1 && isNew)
                bringRetained(client, subscription);
        }
        pump(client);
    }

    private void join(Client client, Topic topic) {
        Crowd crowd = crowds.stream()
                .filter(known -> known.topic.equals(topic))
                .findFirst()
                .orElse(null);
        if (crowd == null) {
            crowd = new Crowd(++lastCrowd, topic);
            crowds.add(crowd);
        }
        if (!crowd.turns.contains(client)) crowd.turns.add(client);
    }

    private void bringRetained(Client client, Subscription subscription) {
        List<Message> oldestFirst = new ArrayList<>(retained.values());
        oldestFirst.sort(Comparator.comparingInt(age::indexOf));
        for (Message message : oldestFirst) {
            if (!NaiveFilter.matches(subscription.filter(), message.topic()) || expired(message)) continue;
            List<Integer> ids = subscription.id() == 0 ? List.of() : List.of(subscription.id());
            give(client, message, message.guarantee().atMost(subscription.guarantee()), true, ids);
        }
    }

    private void unsubscribe(Command.Unsubscribe unsubscribe) {
        Client client = client(unsubscribe.session());
        if (client == null) return;
        List<Boolean> existed = new ArrayList<>();
        for (Topic topic : unsubscribe.topics()) {
            existed.add(client.subscriptions.remove(topic) != null);
            leave(client, topic);
        }
        said.add("unsubscribed " + existed);
    }

    private void publish(Command.Publish publish) {
        Client publisher = client(publish.session());
        if (publisher == null && publish.session() != 0) return;
        LinkTag linkTag = publish.linkTag();
        boolean again = publisher != null && linkTag != null && !publisher.linkTags.add(Words.inWords(linkTag));
        if (again || publisher != null && publish.tag() != 0 && !publisher.tags.add(publish.tag())) {
            said.add("routed again");
            return;
        }
        boolean toSessions = publish.message().guarantee() != Guarantee.AT_MOST_ONCE;
        if (!toSessions) retain(publish.message());
        said.add("routed " + (toSessions ? store(publish.session(), publish.message()) : 0));
    }

    private void retain(Message message) {
        if (!message.retain()) return;
        if (!message.hasBody()) retained.remove(message.topic());
        else if (!retained.containsKey(message.topic())) retained.put(message.topic(), message);
        else retained.replace(message.topic(), message);
        age.add(message);
    }

    private int store(long publisher, Message message) {
        age.add(message);
        retain(message);
        int matches = 0;
        for (Client client : List.copyOf(clients)) {
            List<Subscription> wants = client.subscriptions.values().stream()
                    .filter(subscription -> !subscription.isShared())
                    .filter(subscription -> NaiveFilter.matches(subscription.filter(), message.topic()))
                    .filter(subscription -> !subscription.noLocal() || client.number != publisher)
                    .toList();
            if (wants.isEmpty()) continue;
            matches++;
            Guarantee highest = wants.stream()
                    .map(Subscription::guarantee)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            boolean asPublished = wants.stream().anyMatch(Subscription::retainAsPublished);
            List<Integer> ids = wants.stream()
                    .map(Subscription::id)
                    .filter(id -> id != 0)
                    .sorted()
                    .toList();
            give(client, message, message.guarantee().atMost(highest), message.retain() && asPublished, ids);
        }
        for (Crowd crowd : crowds) {
            if (!NaiveFilter.matches(crowd.topic.filter(), message.topic())) continue;
            matches++;
            offer(crowd, message);
        }
        return matches;
    }

    private void give(Client client, Message message, Guarantee guarantee, boolean retain, List<Integer> ids) {
        Entry entry = new Entry(message, guarantee, retain, ids);
        if (guarantee == Guarantee.AT_MOST_ONCE) {
            if (client.attached) deliver(client, entry, false);
        } else if (!expired(message)) {
            client.entries.add(entry);
            pumpOwn(client);
        }
    }

    private void offer(Crowd crowd, Message message) {
        if (expired(message)) return;
        Guarantee highest = crowd.turns.stream()
                .map(client -> client.subscriptions.get(crowd.topic).guarantee())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Entry entry = new Entry(message, message.guarantee(), message.retain(), List.of());
        if (message.guarantee().atMost(highest) == Guarantee.AT_MOST_ONCE) {
            Client client = takeTurn(crowd);
            if (client != null) deliver(client, granted(entry, client, crowd), false);
            return;
        }
        crowd.waiting.add(entry);
        serve(crowd);
    }

    private void serve(Crowd crowd) {
        while (!crowd.waiting.isEmpty()) {
            Client client = takeTurn(crowd);
            if (client == null) return;
            move(crowd, client);
        }
    }

    private @Nullable Client takeTurn(Crowd crowd) {
        for (Client client : crowd.turns) {
            if (!canTake(crowd, client)) continue;
            crowd.turns.remove(client);
            crowd.turns.add(client);
            return client;
        }
        return null;
    }

    private boolean canTake(Crowd crowd, Client client) {
        boolean settles = client.subscriptions.get(crowd.topic).guarantee() != Guarantee.AT_MOST_ONCE;
        return client.attached && (!settles || client.hasRoom());
    }

    private void move(Crowd crowd, Client client) {
        Entry entry = granted(crowd.waiting.remove(0), client, crowd);
        if (expired(entry.message)) return;
        if (entry.guarantee != Guarantee.AT_MOST_ONCE) {
            entry.from = crowd;
            entry.sequence = client.nextSequence++;
            client.entries.add(entry);
        }
        deliver(client, entry, false);
    }

    private Entry granted(Entry entry, Client client, Crowd crowd) {
        Subscription subscription = client.subscriptions.get(crowd.topic);
        List<Integer> ids = subscription.id() == 0 ? List.of() : List.of(subscription.id());
        return new Entry(
                entry.message,
                entry.guarantee.atMost(subscription.guarantee()),
                entry.retain && subscription.retainAsPublished(),
                ids);
    }

    private void settle(Command.Settle settle) {
        Client client = client(settle.session());
        if (client == null) return;
        for (Entry entry : List.copyOf(client.entries)) {
            if (entry.sequence == 0 || entry.sequence != settle.sequence()) continue;
            if (settle.outcome() == Command.Outcome.SETTLED) {
                client.entries.remove(entry);
                pump(client);
                return;
            }
            if (settle.outcome() == Command.Outcome.DECLINED) {
                decline(client, entry);
                return;
            }
            entry.received = true;
            if (client.attached) said.add(client.name + "#" + entry.sequence + " forget");
        }
    }

    private void decline(Client client, Entry entry) {
        Crowd crowd = crowds.contains(entry.from) ? entry.from : null;
        if (crowd != null && client.subscriptions.remove(crowd.topic) != null) leave(client, crowd.topic);
        boolean back = crowds.contains(crowd) && !entry.received && alive(entry);
        client.entries.remove(entry);
        if (back) putBack(crowd, new Entry(entry.message, entry.guarantee, entry.retain, List.of()));
        pump(client);
        if (back) serve(crowd);
    }

    /** Behind those at the front that are older. */
    private void putBack(Crowd crowd, Entry entry) {
        int place = 0;
        while (place < crowd.waiting.size()
                && age.indexOf(crowd.waiting.get(place).message) < age.indexOf(entry.message)) place++;
        crowd.waiting.add(place, entry);
    }

    private void pump(Client client) {
        pumpOwn(client);
        if (!client.attached) return;
        while (true) {
            Crowd oldest = crowds.stream()
                    .filter(crowd -> crowd.turns.contains(client) && !crowd.waiting.isEmpty())
                    .filter(crowd -> canTake(crowd, client))
                    .min(Comparator.comparingInt(crowd -> age.indexOf(crowd.waiting.get(0).message)))
                    .orElse(null);
            if (oldest == null) return;
            move(oldest, client);
        }
    }

    private void pumpOwn(Client client) {
        if (!client.attached) return;
        for (Entry entry : List.copyOf(client.entries)) {
            if (entry.received || entry.sent) continue;
            if (client.inFlight() >= client.window) return;
            boolean repeated = entry.sequence != 0;
            if (!repeated) entry.sequence = client.nextSequence++;
            deliver(client, entry, repeated);
        }
    }

    private void deliver(Client client, Entry entry, boolean repeated) {
        entry.sent = true;
        said.add(client.name + "#" + entry.sequence + " " + Words.body(entry.message) + " q"
                + entry.guarantee.ordinal() + (repeated ? " again" : "") + (entry.retain ? " retained" : "")
                + (entry.ids.isEmpty() ? "" : " ids" + entry.ids));
    }

    private boolean takeDue(long number) {
        for (var due : dueWills) {
            if (due.getKey() == number) return dueWills.remove(due);
        }
        return false;
    }

    private boolean alive(Entry entry) {
        return !expired(entry.message);
    }

    private boolean expired(Message message) {
        return message.expiresAtMs() != 0 && message.expiresAtMs() <= now;
    }

    private @Nullable Client client(long number) {
        return clients.stream()
                .filter(client -> client.number == number)
                .findFirst()
                .orElse(null);
    }
}
