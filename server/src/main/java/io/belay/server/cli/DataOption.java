package io.belay.server.cli;

import io.belay.config.ConfigException;
import io.belay.config.Settings;
import io.belay.server.settings.BrokerOptions;
import io.belay.server.settings.Inputs;
import io.belay.server.settings.PortKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which data directory a command is about, when no broker runs on it. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory of the broker; without it what a broker started here would take.")
    private @Nullable Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings of the broker; without it belay.yaml in the working directory, if there is one.")
    private @Nullable Path config;

    /**
     * A data directory, and the log that a broker would keep there.
     *
     * @param directory of it
     * @param options of the log
     */
    record Place(Path directory, io.belay.log.LogOptions options) {}

    /** @throws ConfigException if the settings are wrong */
    Place place() throws ConfigException, IOException {
        Inputs inputs = Inputs.of(config, List.of());
        Settings settings = inputs.settings(inputs.content());
        Path directory = data == null ? settings.value(PortKeys.DATA) : data;
        return new Place(directory, BrokerOptions.of(settings).log());
    }
}
