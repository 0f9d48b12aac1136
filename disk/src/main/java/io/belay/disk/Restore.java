package io.belay.disk;

import io.belay.base.Many;
import io.belay.log.LogFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Makes a data directory of a backup. In order: {@link #verify}, {@link #begin}, {@link #copy}, look at {@link #files},
 * {@link #complete}, {@link #close}. While a file {@code restoring} stands in the directory no broker starts on it: so what
 * was interrupted is never taken for a log that is whole. One thread.
 */
public final class Restore implements AutoCloseable {
    private final Path data;
    private final DataDirectory directory;

    private Restore(Path data, DataDirectory directory) {
        this.data = data;
        this.directory = directory;
    }

    /**
     * Reads every file of a backup.
     *
     * @param progress hears how many more bytes were read
     * @return what is wrong, a line for each file; empty if nothing
     * @throws IOException if it was interrupted
     */
    public static List<String> verify(Path backup, Manifest manifest, LongConsumer progress) throws IOException {
        FileCopy reader = new FileCopy(Pace.of(Pace.UNBOUNDED), progress);
        List<String> faults = new ArrayList<>();
        for (Manifest.Entry entry : manifest.files()) {
            String fault = fault(backup.resolve(entry.name()), entry, reader);
            if (!fault.isEmpty()) faults.add(entry.name() + ": " + fault);
        }
        return faults;
    }

    private static String fault(Path path, Manifest.Entry entry, FileCopy reader) throws IOException {
        try {
            long length = Files.size(path);
            if (length != entry.length()) return "expected " + Many.of(entry.length(), "byte") + ", found " + length;
            String found = reader.digest(path, length);
            return found.equals(entry.sha256()) ? "" : "expected checksum " + entry.sha256() + ", found " + found;
        } catch (NoSuchFileException missing) {
            return "expected " + Many.of(entry.length(), "byte") + ", found no file";
        } catch (ClosedByInterruptException | InterruptedIOException cancelled) {
            throw cancelled;
        } catch (IOException unreadable) {
            return "cannot be read: " + unreadable;
        }
    }

    /**
     * Refuses a data directory in which there is something.
     *
     * @throws IOException if there is; the message says what
     */
    public static void requireFree(Path data) throws IOException {
        if (Files.notExists(data)) return;
        if (Files.exists(data.resolve(DataDirectory.RESTORING)))
            throw new IOException(DataDirectory.halfRestored(data));
        BackupCopy.requireEmpty(data);
    }

    /**
     * Takes a directory that is absent or empty, keeps others out of it and marks it as not whole.
     *
     * @throws IOException if there is something in it, or it cannot be made
     */
    public static Restore begin(Path data) throws IOException {
        requireFree(data);
        DataDirectory directory = DataDirectory.lock(data);
        try {
            Files.createFile(data.resolve(DataDirectory.RESTORING));
            directory.sync();
            return new Restore(data, directory);
        } catch (IOException | RuntimeException failed) {
            directory.close();
            throw failed;
        }
    }

    /**
     * Copies all files, each synced.
     *
     * @param progress hears how many more bytes were copied
     * @throws IOException if one has changed since it was verified, or cannot be read or written
     */
    public void copy(Path backup, Manifest manifest, LongConsumer progress) throws IOException {
        FileCopy copy = new FileCopy(Pace.of(Pace.UNBOUNDED), progress);
        for (Manifest.Entry entry : manifest.files()) {
            Path from = backup.resolve(entry.name());
            String copied = copy.copy(from, entry.length(), data.resolve(entry.name()));
            if (!copied.equals(entry.sha256())) throw new IOException(from + " changed while it was copied");
        }
        directory.sync();
    }

    /** What was copied, to be tried out. */
    public LogFiles files() {
        return directory;
    }

    /**
     * Of which backup the log in a data directory is, in words that no other has; empty if of none. Sessions that were told other
     * words, or none, may remember what the log does not.
     *
     * @throws IOException if it cannot be read
     */
    public static String mark(Path data) throws IOException {
        Path mark = data.resolve(DataDirectory.RESTORED);
        return Files.exists(mark) ? Files.readString(mark).strip() : "";
    }

    /**
     * Makes it a data directory that a broker may start on.
     *
     * @param mark what {@link #mark} is to say of it: one line
     * @throws IOException if the marks cannot be written and removed
     */
    public void complete(String mark) throws IOException {
        try (FileChannel file = FileChannel.open(
                data.resolve(DataDirectory.RESTORED), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap((mark + '\n').getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) file.write(bytes);
            file.force(true);
        }
        directory.sync();
        Files.delete(data.resolve(DataDirectory.RESTORING));
        directory.sync();
        Path parent = data.toAbsolutePath().getParent();
        if (parent != null) DataDirectory.sync(parent);
    }

    /** Lets others in. */
    @Override
    public void close() throws IOException {
        directory.close();
    }
}
