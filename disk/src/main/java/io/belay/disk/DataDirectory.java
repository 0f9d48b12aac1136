package io.belay.disk;

import io.belay.log.FileNames;
import io.belay.log.LogFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds a log, locked against a second broker. Files under a temporary name are what a stopped broker
 * had not finished; they are removed when it is opened.
 */
final class DataDirectory implements LogFiles, AutoCloseable {
    static final String LOCK = "lock";
    static final String UNFINISHED = ".unfinished";
    static final String RESTORING = "restoring"; // stands in it while a backup is copied into it
    static final String RESTORED = "restored"; // stands in it from then on, and says of what and when

    private final Path directory;
    private final @Nullable FileChannel lock;

    private @Nullable FileStore device; // kept, as to find it anew takes a file descriptor, and there may be none left
    private ByteBuffer buffer = ByteBuffer.allocate(0); // for segments, one after the other

    private DataDirectory(Path directory, @Nullable FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    static DataDirectory open(Path directory) throws IOException {
        DataDirectory opened = lock(directory);
        try {
            if (Files.exists(directory.resolve(RESTORING))) throw new IOException(halfRestored(directory));
            opened.removeUnfinished();
            opened.sync();
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Keeps others out, whatever lies in it, and removes nothing. The directory is created if it is missing. */
    static DataDirectory lock(Path directory) throws IOException {
        OwnDirectory.create(directory);
        FileChannel channel = openLock(directory);
        try {
            FileLock held = tryLock(channel);
            if (held == null) throw new IOException(inUse(directory, channel));
            channel.truncate(0);
            String owner = "pid " + ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.US_ASCII)), 0);
            return new DataDirectory(directory, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** To look at, whoever may write: without a lock file nobody is kept out. */
    static DataDirectory unlocked(Path directory) {
        return new DataDirectory(directory, null);
    }

    static String halfRestored(Path directory) {
        return "the data directory " + directory
                + " holds a backup that was not restored to its end: empty it and restore"
                + " the backup again, or choose another directory";
    }

    Path segmentPath(int number) {
        return directory.resolve(FileNames.segment(number));
    }

    Path checkpointPath(long id) {
        return directory.resolve(FileNames.checkpoint(id));
    }

    static Path unfinished(Path path) {
        return path.resolveSibling(path.getFileName() + UNFINISHED);
    }

    long freeBytes() throws IOException {
        if (device == null) device = Files.getFileStore(directory);
        return device.getUsableSpace();
    }

    /** Makes created, renamed and removed names durable. */
    void sync() throws IOException {
        sync(directory);
    }

    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public List<Integer> segments() {
        return names().stream()
                .map(FileNames::segmentOf)
                .filter(number -> number > 0)
                .sorted()
                .toList();
    }

    @Override
    public List<Long> checkpoints() {
        return names().stream()
                .map(FileNames::checkpointOf)
                .filter(id -> id > 0)
                .sorted()
                .toList();
    }

    @Override
    public ByteBuffer segment(int number) {
        int length = (int) Math.min(Integer.MAX_VALUE, segmentLength(number));
        if (buffer.capacity() < length) buffer = ByteBuffer.allocateDirect(length);
        return content(segmentPath(number), buffer.clear());
    }

    @Override
    public ByteBuffer checkpoint(long id) {
        try {
            long length = Files.size(checkpointPath(id));
            if (length > Integer.MAX_VALUE) throw new IOException(checkpointPath(id) + " is longer than 2 GiB");
            return content(checkpointPath(id), ByteBuffer.allocateDirect((int) length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long segmentLength(int number) {
        try {
            return Files.size(segmentPath(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing more is read through {@link #segment}. */
    void releaseBuffer() {
        buffer = ByteBuffer.allocate(0);
    }

    @Override
    public void close() throws IOException {
        if (lock != null) lock.close();
    }

    /** Read, not mapped: an unreadable sector then is an exception and not the end of the process. */
    private static ByteBuffer content(Path path, ByteBuffer bytes) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return bytes.flip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void removeUnfinished() throws IOException {
        for (String name : names()) {
            if (name.endsWith(UNFINISHED)) Files.deleteIfExists(directory.resolve(name));
        }
    }

    private static FileChannel openLock(Path directory) throws IOException {
        try {
            return FileChannel.open(
                    directory.resolve(LOCK),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            throw new IOException("the data directory " + directory + " is not writable for this user", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // Held by this very process.
        }
    }

    private static String inUse(Path directory, FileChannel channel) throws IOException {
        ByteBuffer owner = ByteBuffer.allocate(64);
        channel.read(owner, 0);
        String who = new String(owner.array(), 0, owner.position(), StandardCharsets.US_ASCII).strip();
        return "the data directory " + directory + " is in use by another broker"
                + (who.isEmpty() ? "" : " (" + who + ")") + ": stop it, or choose another directory";
    }
}
