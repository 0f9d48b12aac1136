package io.belay.server.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the data directory; no files where there is none.
 *
 * @param segments files of the log
 * @param bytes of them and of checkpoints
 * @param freeBytes of the device; {@link #UNKNOWN} if it does not tell, or was not asked yet
 */
public record Disk(long segments, long bytes, long freeBytes) {
    /** Instead of bytes. */
    public static final long UNKNOWN = -1;

    /** Before anything was seen. */
    public static final Disk UNSEEN = new Disk(0, 0, UNKNOWN);

    private static final String SEGMENT = "segment-";
    private static final String CHECKPOINT = "checkpoint-";

    /**
     * A file of the log.
     *
     * @param bytes long
     * @param writtenMs when it was written last, wall clock, milliseconds since 1970
     */
    public record File(long bytes, long writtenMs) {
        /** One that is not there. */
        public static final File NONE = new File(0, 0);
    }

    /** Looks at it. */
    public static Disk of(Path data) {
        return of(data, files(data));
    }

    /** The same, where the files were looked at just now. */
    public static Disk of(Path data, Map<String, File> files) {
        if (files.isEmpty()) return UNSEEN;
        long segments =
                files.keySet().stream().filter(name -> name.startsWith(SEGMENT)).count();
        long bytes = files.values().stream().mapToLong(File::bytes).sum();
        try {
            return new Disk(segments, bytes, Files.getFileStore(data).getUsableSpace());
        } catch (IOException unknown) {
            return new Disk(segments, bytes, UNKNOWN);
        }
    }

    /** Segments and checkpoints by their names; none if they cannot be seen. */
    public static Map<String, File> files(Path data) {
        Map<String, File> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.list(data)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                String name = file.getFileName().toString();
                if (!name.startsWith(SEGMENT) && !name.startsWith(CHECKPOINT)) continue;
                File its = file(file);
                if (its != null) files.put(name, its);
            }
            return files;
        } catch (IOException | UncheckedIOException unreadable) {
            return Map.of();
        }
    }

    /** Null if it was deleted while we looked: segments go at any time. */
    private static @Nullable File file(Path path) throws IOException {
        try {
            BasicFileAttributes its = Files.readAttributes(path, BasicFileAttributes.class);
            return new File(its.size(), its.lastModifiedTime().toMillis());
        } catch (NoSuchFileException gone) {
            return null;
        }
    }
}
