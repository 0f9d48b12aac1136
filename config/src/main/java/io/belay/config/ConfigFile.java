package io.belay.config;

import io.belay.config.Origin.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file of settings, up to a bound. */
public final class ConfigFile {
    private ConfigFile() {}

    /**
     * Its bytes.
     *
     * @param lengthMax beyond it one byte more is read, so that {@link #text} can tell
     * @return null if there is no such file
     * @throws IOException if it cannot be read
     */
    public static byte @Nullable [] bytes(Path file, int lengthMax) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(lengthMax + 1);
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    /**
     * Its text.
     *
     * @param file as the user named it
     * @throws ConfigException if there are more than {@code lengthMax} bytes, or they are not UTF-8
     */
    public static String text(String file, byte[] bytes, int lengthMax) throws ConfigException {
        if (bytes.length > lengthMax)
            throw new ConfigException(new Place(file), "expected at most " + lengthMax + " bytes; found more");
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text; // Some editors put a mark in front.
        } catch (CharacterCodingException malformed) {
            throw new ConfigException(new Place(file), "expected UTF-8; found bytes that are none");
        }
    }
}
