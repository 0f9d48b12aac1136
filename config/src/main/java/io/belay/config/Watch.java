package io.belay.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the content of a file has changed. It is asked each second or so, as no way to be told by the system works for
 * all file systems and for files that are replaced. Only its owner's thread calls it.
 *
 * <p>A file is read again when its time, length or identity is another, and also while its time is so young that a change
 * might have left it the same; what counts is whether the bytes differ.
 */
public final class Watch {
    /** Time stamps of files may be as coarse as two seconds (FAT). */
    private static final long COARSE_MS = 2_500;

    private record Stamp(
            FileTime changedAt, long length, @Nullable Object identity) {}

    private final Path file;
    private final int lengthMax;
    private @Nullable Stamp stamp;
    private boolean isSettled; // whether the stamp would tell of a change
    private byte @Nullable [] content;

    /**
     * Watches a file that was read already.
     *
     * @param lengthMax bytes that are read of it, but one more to tell that there are more
     * @param content as it was read; null if there was none
     */
    public Watch(Path file, int lengthMax, byte @Nullable [] content) {
        this.file = file;
        this.lengthMax = lengthMax;
        this.content = content == null ? null : content.clone();
    }

    /**
     * Whether the content is another than the last time that it was looked at.
     *
     * @param nowMs the clock that stamps files, milliseconds since 1970
     * @throws IOException if the file is there and cannot be read; the next call tries again
     */
    public boolean hasChanged(long nowMs) throws IOException {
        Stamp now = stampNow();
        if (isSettled && now != null && now.equals(stamp)) return false;
        byte[] read = now == null ? null : ConfigFile.bytes(file, lengthMax);
        stamp = now;
        isSettled = now != null && nowMs - now.changedAt().toMillis() > COARSE_MS;
        boolean isSame = Arrays.equals(read, content);
        content = read;
        return !isSame;
    }

    /** The content as it was looked at last; null if there was no file. */
    public byte @Nullable [] content() {
        return content == null ? null : content.clone();
    }

    private @Nullable Stamp stampNow() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
        } catch (NoSuchFileException none) {
            return null;
        }
    }
}
