package io.belay.server.settings;

import io.belay.config.ConfigException;
import io.belay.config.ConfigFile;
import io.belay.config.Origin.Place;
import io.belay.config.Settings;
import io.belay.config.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What settings are made from. Of these only the file's content changes while the broker runs.
 *
 * @param file the file of settings, null if there is none
 * @param environment all its variables
 * @param flags of the command line
 */
public record Inputs(@Nullable Path file, Map<String, String> environment, List<Said> flags) {
    /** The file that is read when none is named. */
    public static final Path DEFAULT_FILE = Path.of("belay.yaml");

    private static final List<String> FOREIGN = List.of("BELAY_JAVA_OPTS");

    /**
     * What a flag says.
     *
     * @param key name of the key
     * @param flag as it was written
     * @param text its value
     */
    public record Said(String key, String flag, String text) {}

    /** Keeps copies. */
    public Inputs {
        environment = Map.copyOf(environment);
        flags = List.copyOf(flags);
    }

    /**
     * Of this process.
     *
     * @param named by the user; null takes {@link #DEFAULT_FILE} if it is there
     */
    public static Inputs of(@Nullable Path named, List<Said> flags) {
        Path file = named != null || Files.notExists(DEFAULT_FILE) ? named : DEFAULT_FILE;
        return new Inputs(file, System.getenv(), flags);
    }

    /**
     * The bytes of the file as it is now; null if no file is read.
     *
     * @throws ConfigException if it is not there
     * @throws IOException if it cannot be read
     */
    public byte @Nullable [] content() throws ConfigException, IOException {
        if (file == null) return null;
        byte[] content = ConfigFile.bytes(file, Sources.FILE_LENGTH_MAX);
        if (content == null) throw new ConfigException(new Place(file.toString()), "expected a file; there is none");
        return content;
    }

    /**
     * The settings, with this content of the file.
     *
     * @throws ConfigException with all that is wrong
     */
    public Settings settings(byte @Nullable [] content) throws ConfigException {
        Sources sources = new Sources(BelaySchema.SCHEMA);
        if (file != null && content != null) sources.file(file.toString(), content);
        sources.environment(environment, FOREIGN);
        for (Said said : flags) sources.flag(said.key(), said.flag(), said.text());
        return sources.settings();
    }
}
