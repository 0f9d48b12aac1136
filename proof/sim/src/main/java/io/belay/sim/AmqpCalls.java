package io.belay.sim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client has asked on one line and was not answered yet, oldest first. */
final class AmqpCalls {
    private final Map<String, Long> askedUs = new LinkedHashMap<>();

    void ask(String call, long nowUs) {
        askedUs.put(call, nowUs);
    }

    void answered(String call) {
        askedUs.remove(call);
    }

    /** Nobody waits any more for anything whose name begins so. */
    void forget(String beginning) {
        askedUs.keySet().removeIf(call -> call.startsWith(beginning));
    }

    /** The oldest that was asked so long ago; null if there is none. */
    Map.@Nullable Entry<String, Long> overdue(long nowUs, long patienceUs) {
        for (Map.Entry<String, Long> each : askedUs.entrySet()) {
            return nowUs - each.getValue() >= patienceUs ? each : null;
        }
        return null;
    }
}
