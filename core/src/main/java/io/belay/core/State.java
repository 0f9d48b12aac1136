package io.belay.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is durable, and the effects of the command that is being applied. */
final class State {
    /** A will that is due and not fired. */
    record DueWill(long session, Message message) {}

    final Messages messages = new Messages();
    final Timers timers = new Timers();
    final Sessions sessions = new Sessions(messages);
    final Subscriptions subscriptions = new Subscriptions(messages);
    final Queues queues;
    final Watches watches = new Watches();
    final Retained retained = new Retained(messages, timers);
    final Delayed delayed = new Delayed(messages, timers);
    final Deque<DueWill> dueWills = new ArrayDeque<>();

    long nowMs;
    long lastMessage; // number of the newest message that was kept
    int attached; // how many sessions are

    private List<Effect> effects = new ArrayList<>();

    State(Filters filters) {
        queues = new Queues(filters, messages);
    }

    void say(Effect effect) {
        effects.add(effect);
    }

    int said() {
        return effects.size();
    }

    List<Effect> takeEffects() {
        if (effects.isEmpty()) return List.of();
        List<Effect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }

    /** Gives up a reference to a message. */
    void release(long number) {
        if (messages.release(number)) say(new Effect.Drop(number));
    }

    /** Whether a session that a command names is no more; 0 names none. */
    boolean hasEnded(long session) {
        return session != 0 && sessions.at(session) == null;
    }

    /** Whether this session holds this tag: what it names was taken before. Null is held by nobody. */
    boolean isHeld(long session, @Nullable LinkTag tag) {
        Session publisher = tag == null ? null : sessions.at(session);
        return publisher != null && tag != null && publisher.linkTags.holds(tag);
    }

    /** Has this session hold this tag, if both are there. */
    void hold(long session, @Nullable LinkTag tag) {
        Session publisher = sessions.at(session);
        if (publisher != null && tag != null) publisher.linkTags.hold(tag);
    }

    /** Gives a new message the next number, which it keeps if {@link #keepOrForget} finds that anything refers to it. */
    long begin(Message message) {
        long number = lastMessage + 1;
        messages.begin(number, message.length(), message.expiresAtMs());
        return number;
    }

    /** Says that a new message is kept, before all that was said of it, or forgets it if nothing refers to it. */
    void keepOrForget(long number, int saidBefore) {
        if (messages.release(number)) return;
        lastMessage = number;
        effects.add(saidBefore, new Effect.Keep(number));
    }

    /** Whether the time of delivery of a message is still to come. */
    boolean isDelayed(Message message) {
        return message.scheduling().deliverAtMs() > nowMs;
    }

    boolean isExpired(long number) {
        return messages.expiresAtMs(number) <= nowMs;
    }
}
