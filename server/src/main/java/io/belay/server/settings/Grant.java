package io.belay.server.settings;

import io.belay.access.Action;
import java.util.Arrays;
import java.util.List;

/**
 * What a role allows with queues and topics whose names fit one of some patterns.
 *
 * @param actions what is allowed
 * @param queues patterns of queue names
 * @param topics patterns of topic names
 */
public record Grant(List<Action> actions, List<String> queues, List<String> topics) {
    /** The words of actions. */
    static final List<String> WORDS =
            Arrays.stream(Action.values()).map(Action::word).toList();

    /** Keeps copies. */
    public Grant {
        actions = List.copyOf(actions);
        queues = List.copyOf(queues);
        topics = List.copyOf(topics);
    }
}
