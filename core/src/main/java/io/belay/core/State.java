package io.belay.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** All that is durable, and the effects of the command that is being applied. */
final class State {
    /** A will that is due and not fired. */
    record DueWill(long session, Message message) {}

    final Filters filters;
    final Messages messages = new Messages();
    final Timers timers = new Timers();
    final Sessions sessions = new Sessions(messages);
    final Subscriptions subscriptions = new Subscriptions(messages);
    final Retained retained = new Retained(messages, timers);
    final Deque<DueWill> dueWills = new ArrayDeque<>();

    long nowMs;
    long lastMessage; // number of the newest message that was kept
    int attached; // how many sessions are

    private List<Effect> effects = new ArrayList<>();

    State(Filters filters) {
        this.filters = filters;
    }

    void say(Effect effect) {
        effects.add(effect);
    }

    /** Says {@code effect} before the last {@code later} effects. */
    void sayBefore(int later, Effect effect) {
        effects.add(effects.size() - later, effect);
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

    boolean isExpired(long number) {
        return messages.expiresAtMs(number) <= nowMs;
    }
}
