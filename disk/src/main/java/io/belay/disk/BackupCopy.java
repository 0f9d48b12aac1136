package io.belay.disk;

import io.belay.base.Many;
import io.belay.log.FileNames;
import io.belay.log.Snapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the files of a {@link Snapshot} into a directory of their own while the broker goes on. In order: {@link #open},
 * {@link #copy}, {@link #complete}; or {@link #discard}, at any time. One thread; an interrupt ends it.
 */
public final class BackupCopy {
    private static final Logger LOGGER = LoggerFactory.getLogger(BackupCopy.class);

    private final Path data;
    private final Path target;
    private final boolean isOurs; // the directory was not there before
    private final List<Path> made = new ArrayList<>();

    private BackupCopy(Path data, Path target, boolean isOurs) {
        this.data = data;
        this.target = target;
        this.isOurs = isOurs;
    }

    /**
     * Makes the directory that the backup is written to.
     *
     * @param data the directory of the log
     * @param target absent or empty, and not within {@code data}
     * @throws IOException if it is not, or cannot be made; the message says which
     */
    public static BackupCopy open(Path data, Path target) throws IOException {
        boolean isOurs = Files.notExists(target);
        try {
            OwnDirectory.create(target);
            requireElsewhere(data, target);
            requireEmpty(target);
            return new BackupCopy(data, target, isOurs);
        } catch (IOException refused) {
            if (isOurs) Files.deleteIfExists(target);
            throw refused instanceof FileSystemException cause ? inWords(cause, target) : refused;
        }
    }

    private static IOException inWords(FileSystemException cause, Path target) {
        if (cause instanceof AccessDeniedException)
            return new IOException("the broker may not write to " + target, cause);
        boolean isFile = Files.exists(target) && !Files.isDirectory(target);
        return isFile ? new IOException(target + " is no directory", cause) : cause;
    }

    private static void requireElsewhere(Path data, Path target) throws IOException {
        if (!target.toRealPath().startsWith(data.toRealPath())) return;
        throw new IOException(target + " lies in the data directory: choose one elsewhere, best on another disk");
    }

    /**
     * Refuses a directory in which there is something.
     *
     * @throws IOException if there is, or it cannot be read
     */
    static void requireEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            Path first = files.findFirst().orElse(null);
            if (first == null) return;
            throw new IOException(directory + " is not empty (there is " + first.getFileName()
                    + " in it): choose another directory, or empty it");
        }
    }

    /** How many bytes a snapshot has. */
    public static long bytesOf(Path data, Snapshot snapshot) throws IOException {
        long checkpoint = snapshot.checkpoint() == 0 ? 0 : Files.size(checkpointPath(data, snapshot));
        return checkpoint
                + snapshot.pieces().stream().mapToLong(Snapshot.Piece::length).sum();
    }

    /**
     * Copies all files, each synced.
     *
     * @param bytesPerS how fast it reads at most; 0 for as fast as it goes
     * @param progress hears how many more bytes were copied
     * @return what was copied
     * @throws IOException if there is no room for it, a file cannot be read or written, or it was interrupted
     */
    public List<Manifest.Entry> copy(Snapshot snapshot, long bytesPerS, LongConsumer progress) throws IOException {
        requireRoom(bytesOf(data, snapshot));
        FileCopy copy = new FileCopy(Pace.of(bytesPerS), progress);
        List<Manifest.Entry> entries = new ArrayList<>();
        if (snapshot.checkpoint() != 0) {
            Path checkpoint = checkpointPath(data, snapshot);
            entries.add(copy(copy, checkpoint, Files.size(checkpoint)));
        }
        for (Snapshot.Piece piece : snapshot.pieces()) {
            entries.add(copy(copy, data.resolve(FileNames.segment(piece.segment())), piece.length()));
        }
        DataDirectory.sync(target);
        return entries;
    }

    /**
     * Makes it a backup: from now on it can be restored.
     *
     * @throws IOException if the manifest cannot be written
     */
    public void complete(Manifest manifest) throws IOException {
        Path path = target.resolve(Manifest.NAME);
        Path unfinished = DataDirectory.unfinished(path);
        made.add(unfinished);
        made.add(path);
        try (FileChannel out = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer text = StandardCharsets.UTF_8.encode(manifest.text());
            while (text.hasRemaining()) out.write(text);
            out.force(true);
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        DataDirectory.sync(target);
        Path parent = target.toAbsolutePath().getParent();
        if (isOurs && parent != null) DataDirectory.sync(parent);
    }

    /** Removes what was written, as far as it can be. Without a manifest it is no backup in any case. */
    public void discard() {
        try {
            for (int index = made.size() - 1; index >= 0; index--) Files.deleteIfExists(made.get(index));
            if (isOurs) Files.deleteIfExists(target);
        } catch (IOException left) {
            LOGGER.warn("What was written of a backup to {} could not be removed: {}", target, left.toString());
        }
    }

    private Manifest.Entry copy(FileCopy copy, Path from, long length) throws IOException {
        String name = from.getFileName().toString();
        Path to = target.resolve(name);
        made.add(to);
        return new Manifest.Entry(name, length, copy.copy(from, length, to));
    }

    private void requireRoom(long bytes) throws IOException {
        long free = Files.getFileStore(target).getUsableSpace();
        if (free >= bytes) return;
        throw new IOException(
                "the backup takes " + Many.of(bytes, "byte") + ", and " + target + " has room for " + free);
    }

    private static Path checkpointPath(Path data, Snapshot snapshot) {
        return data.resolve(FileNames.checkpoint(snapshot.checkpoint()));
    }
}
