package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.TagSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the log should learn some time and nobody waits for: that tags need not be held any more, that a queue is watched no
 * more. It goes along when something else is written, or when it has waited long enough. If it is lost, a tag is held that
 * its client does not ask for, or a queue waits after a restart for a client that wants nothing of it.
 */
final class Leisure {
    /** As many tags wait for company, no more. */
    static final int TAGS_MAX = 1_024;

    /** The tags of one record, bytes: any log takes that. */
    static final int FORGET_LENGTH_MAX = 4 << 10;

    private record Watch(long session, long queue) {}

    private final long leisureMs;
    private final Broker broker;
    private final Acts acts;
    private final Map<Long, Map<String, TagSet>> tags = new LinkedHashMap<>(); // by session and name of the link
    private final Set<Watch> watches = new LinkedHashSet<>(); // that end
    private int count; // of tags
    private long dueMs = Long.MAX_VALUE;

    Leisure(long leisureMs, Broker broker, Acts acts) {
        this.leisureMs = leisureMs;
        this.broker = broker;
        this.acts = acts;
    }

    /** Some tags need not be held any more. */
    void forget(long session, String link, TagSet forgotten) {
        TagSet known = tags.computeIfAbsent(session, number -> new LinkedHashMap<>())
                .computeIfAbsent(link, name -> new TagSet());
        TagSet held = broker.heldTags(session, link);
        int before = known.count();
        known.addAll(forgotten, held);
        count += known.count() - before;
        later();
        if (count >= TAGS_MAX) flushTags();
    }

    /** None of the tags of a link need be held any more. */
    void forget(long session, String link) {
        TagSet held = broker.heldTags(session, link);
        if (!held.isEmpty()) forget(session, link, held);
    }

    /** A session has no consumer of this queue any more. */
    void unwatch(long session, long queue) {
        watches.add(new Watch(session, queue));
        later();
    }

    /** It has one again. Returns whether the log has not heard that it had none. */
    boolean watch(long session, long queue) {
        return watches.remove(new Watch(session, queue));
    }

    /** Something else is written just now. */
    void goAlong() {
        if (count > 0) flushTags();
    }

    /** Time has come this far. */
    void time(long nowMs) {
        if (dueMs > nowMs) return;
        flushTags();
        Set<Watch> over = new LinkedHashSet<>(watches);
        watches.clear();
        dueMs = Long.MAX_VALUE;
        for (Watch watch : over) acts.perform(new Command.Watch(watch.session(), watch.queue(), false));
    }

    /** When {@link #time} has something to do; {@link Long#MAX_VALUE} never. */
    long nextTimeMs() {
        return dueMs;
    }

    /** A session wants to know what is held: what it has forgotten is forgotten now. */
    void flushTags() {
        Map<Long, Map<String, TagSet>> all = new LinkedHashMap<>(tags);
        tags.clear();
        count = 0;
        if (watches.isEmpty()) dueMs = Long.MAX_VALUE;
        all.forEach((session, links) -> links.forEach((link, forgotten) -> {
            for (TagSet piece : forgotten.pieces(FORGET_LENGTH_MAX)) {
                acts.perform(new Command.Forget(session, link, piece));
            }
        }));
    }

    private void later() {
        if (dueMs == Long.MAX_VALUE) dueMs = acts.nowMs() + leisureMs;
    }
}
