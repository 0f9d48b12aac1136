package io.belay.jms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that somebody else keeps fresh, as the machinery of containers does.
 *
 * @param path of the file, which holds a token and maybe white space around it
 */
record TokenFile(Path path) implements TokenSource {
    @Override
    public String token() throws IOException {
        return Files.readString(path, StandardCharsets.ISO_8859_1).strip();
    }
}
