package io.belay.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the application of an AMQP client wants, and goes on wanting over lines. */
final class AmqpMemory {
    /**
     * A message that is to be sent.
     *
     * @param to where
     * @param group that it belongs to, empty if none
     * @param ttlMs how long it lives, −1 for ever
     * @param repeats the number under which it was sent before, 0 if it was not
     */
    record Draft(Place to, String group, long ttlMs, long repeats) {
        /** The same again, because nobody knows what became of the first. */
        Draft again(long number) {
            return new Draft(to, group, ttlMs, number);
        }
    }

    private static final int DRAFTS_MAX = 60;

    private final Map<Boolean, ArrayDeque<Draft>> drafts = new LinkedHashMap<>(); // in transactions, or not
    private final LinkedHashMap<Supply, Boolean> wishes = new LinkedHashMap<>(); // in transactions, or not
    private final LinkedHashMap<Supply, Boolean> kept = new LinkedHashMap<>(); // durable ones that are not wanted now

    AmqpMemory() {
        drafts.put(false, new ArrayDeque<>());
        drafts.put(true, new ArrayDeque<>());
    }

    ArrayDeque<Draft> drafts(boolean transacted) {
        return drafts.get(transacted);
    }

    void add(Draft draft, boolean transacted) {
        ArrayDeque<Draft> mine = drafts(transacted);
        if (mine.size() < DRAFTS_MAX) mine.add(draft);
    }

    /** Puts what may not have arrived before all else, in its order. */
    void repeat(List<Draft> unanswered, boolean transacted) {
        for (int index = unanswered.size() - 1; index >= 0; index--) {
            drafts(transacted).addFirst(unanswered.get(index));
        }
    }

    /** Whether it is new. */
    boolean wish(Supply supply, boolean transacted) {
        kept.remove(supply);
        return wishes.putIfAbsent(supply, transacted) == null;
    }

    /** Ends a wish; whether there was one. */
    boolean unwish(Supply supply, boolean forget) {
        Boolean transacted = wishes.remove(supply);
        boolean isKept = transacted != null && !forget && !supply.subscription().isEmpty();
        if (isKept) kept.put(supply, transacted);
        return transacted != null;
    }

    List<Supply> wishes(boolean transacted) {
        List<Supply> mine = new ArrayList<>();
        wishes.forEach((supply, each) -> {
            if (each == transacted) mine.add(supply);
        });
        return mine;
    }

    /** Wants all again that may still hold messages. */
    void wishAll() {
        wishes.putAll(kept);
        kept.clear();
    }
}
