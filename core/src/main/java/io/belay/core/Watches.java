package io.belay.core;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which sessions consume from which queues and will come back for what they had. */
final class Watches {
    private final Map<Long, Set<Long>> queuesBySession = new TreeMap<>();
    private final Map<Long, Set<Long>> sessionsByQueue = new TreeMap<>();

    /** The queues that a session watches, in the order of their numbers. */
    List<Long> queuesOf(long session) {
        return sorted(queuesBySession.get(session));
    }

    /** The sessions that watch a queue, in the order of their numbers. */
    List<Long> sessionsOf(long queue) {
        return sorted(sessionsByQueue.get(queue));
    }

    void add(long session, long queue) {
        queuesBySession.computeIfAbsent(session, absent -> new TreeSet<>()).add(queue);
        sessionsByQueue.computeIfAbsent(queue, absent -> new TreeSet<>()).add(session);
    }

    void remove(long session, long queue) {
        remove(queuesBySession, session, queue);
        remove(sessionsByQueue, queue, session);
    }

    void endSession(long session) {
        for (long queue : queuesOf(session)) remove(session, queue);
    }

    void endQueue(long queue) {
        for (long session : sessionsOf(queue)) remove(session, queue);
    }

    private static List<Long> sorted(@Nullable Set<Long> numbers) {
        return numbers == null ? List.of() : List.copyOf(numbers);
    }

    private static void remove(Map<Long, Set<Long>> from, long key, long value) {
        Set<Long> values = from.get(key);
        if (values == null) return;
        values.remove(value);
        if (values.isEmpty()) from.remove(key);
    }
}
