package io.belay.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client has to publish: what no line has carried yet, and what is unfinished, in the order of sending. */
final class Outbox {
    private static final int ID_MAX = 50; // few, so that packet ids are used again soon

    /** A message of this client. */
    record Draft(long number, String topic, int qos, boolean retain, long expiryS) {}

    /** A message under way. */
    static final class Pending {
        final Draft draft;
        final int packetId;
        boolean isReleased; // PUBREC came; from here on only PUBREL is sent
        boolean isOnThisLine;

        Pending(Draft draft, int packetId) {
            this.draft = draft;
            this.packetId = packetId;
        }
    }

    private final ArrayDeque<Draft> unsent = new ArrayDeque<>();
    private final LinkedHashMap<Integer, Pending> pending = new LinkedHashMap<>();
    private final LinkedHashMap<Integer, Boolean> taken = new LinkedHashMap<>(); // ids of SUBSCRIBE and UNSUBSCRIBE
    private int lastId;

    void add(Draft draft) {
        unsent.add(draft);
    }

    @Nullable
    Draft peek() {
        return unsent.peek();
    }

    /** Takes the first draft that no line has carried, for good. */
    Pending start() {
        Draft draft = unsent.remove();
        Pending started = new Pending(draft, draft.qos() == 0 ? 0 : freeId());
        started.isOnThisLine = true;
        if (draft.qos() > 0) pending.put(started.packetId, started);
        return started;
    }

    /** What is unfinished, oldest first. */
    List<Pending> unfinished() {
        return new ArrayList<>(pending.values());
    }

    @Nullable
    Pending find(int packetId) {
        return pending.get(packetId);
    }

    void finish(int packetId) {
        pending.remove(packetId);
    }

    /** A new line: nothing is on it yet. */
    void newLine() {
        pending.values().forEach(each -> each.isOnThisLine = false);
        taken.clear();
    }

    /** The session is gone, and with it what was under way. */
    void forget() {
        pending.clear();
    }

    boolean hasFreeId() {
        return pending.size() + taken.size() < ID_MAX;
    }

    /** A packet id for something else than a message, until it is given back. */
    int takeId() {
        int id = freeId();
        taken.put(id, true);
        return id;
    }

    void giveBack(int packetId) {
        taken.remove(packetId);
    }

    private int freeId() {
        do {
            lastId = lastId % ID_MAX + 1;
        } while (pending.containsKey(lastId) || taken.containsKey(lastId));
        return lastId;
    }
}
