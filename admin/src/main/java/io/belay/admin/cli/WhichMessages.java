package io.belay.admin.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which messages of a queue a command is about: some by their ids, or all. */
final class WhichMessages {
    @Option(names = "--id", paramLabel = "ID", description = "One of them, as browse tells it; may be said many times.")
    @Nullable
    List<Long> ids;

    @Option(names = "--all", description = "All that no consumer has.")
    boolean all;

    @Option(names = "--max", paramLabel = "N", description = "With --all, so many at most.")
    @Nullable
    Long max;
}
