package io.belay.server.settings;

import java.util.List;

/**
 * What a role allows with queues and topics whose names fit one of some patterns.
 *
 * @param actions by their words: {@code publish}
 * @param queues patterns of queue names
 * @param topics patterns of topic names
 */
public record Grant(List<String> actions, List<String> queues, List<String> topics) {
    /** The words that there are. */
    public static final List<String> ACTIONS = List.of("publish", "consume", "browse", "create", "delete", "admin");

    /** Keeps copies. */
    public Grant {
        actions = List.copyOf(actions);
        queues = List.copyOf(queues);
        topics = List.copyOf(topics);
    }
}
