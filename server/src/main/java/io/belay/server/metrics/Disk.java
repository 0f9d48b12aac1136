package io.belay.server.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What lies in the data directory; all 0 where there is none.
 *
 * @param segments files of the log
 * @param bytes of them and of checkpoints
 * @param freeBytes of the device
 */
public record Disk(long segments, long bytes, long freeBytes) {
    /** Looks at it. */
    public static Disk of(Path data) {
        try (Stream<Path> files = Files.list(data)) {
            long segments = 0;
            long bytes = 0;
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (name.startsWith("segment-")) segments++;
                if (name.startsWith("segment-") || name.startsWith("checkpoint-")) bytes += Files.size(file);
            }
            return new Disk(segments, bytes, Files.getFileStore(data).getUsableSpace());
        } catch (IOException gone) {
            return new Disk(0, 0, 0); // A file that was deleted while we looked: the next look sees it.
        }
    }
}
