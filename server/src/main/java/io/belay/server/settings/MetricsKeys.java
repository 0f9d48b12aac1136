package io.belay.server.settings;

import io.belay.config.Key;
import io.belay.config.Kinds;
import io.belay.config.Section;
import io.belay.config.Settings;
import io.belay.server.metrics.MetricsOptions;
import java.util.List;

/** What is measured. */
final class MetricsKeys {
    private static final Key<Integer> QUEUES_MAX = Key.of(
            "metrics.queues-max",
            Kinds.whole(0, MetricsOptions.QUEUES_MOST),
            MetricsOptions.DEFAULTS.queuesMax(),
            "How many queues are measured one by one, the longest; all others together.");

    static final Section SECTION =
            new Section("metrics", "What /metrics tells, see docs/OPERATIONS.md.", List.of(QUEUES_MAX));

    private MetricsKeys() {}

    static MetricsOptions options(Settings settings) {
        return new MetricsOptions(settings.value(QUEUES_MAX));
    }
}
