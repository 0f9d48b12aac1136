package io.belay.disk;

import io.belay.base.Many;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the beginnings of files piece by piece, and writes them elsewhere. One thread; an interrupt ends it. */
final class FileCopy {
    private static final int PIECE_LENGTH = 256 << 10;
    private static final int SYNC_LENGTH = 4 << 20; // so that nobody waits behind a long sync

    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_LENGTH);
    private final Pace pace;
    private final LongConsumer progress;

    /** {@code progress} hears how many more bytes were read. */
    FileCopy(Pace pace, LongConsumer progress) {
        this.pace = pace;
        this.progress = progress;
    }

    /**
     * Copies the first {@code length} bytes into a new file and syncs it.
     *
     * @return their SHA-256
     * @throws IOException if the file ends before, or cannot be read, or the other not be written
     */
    String copy(Path from, long length, Path to) throws IOException {
        try (FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            String digest = read(from, length, out);
            out.force(true);
            return digest;
        }
    }

    /** The SHA-256 of the first {@code length} bytes. */
    String digest(Path from, long length) throws IOException {
        return read(from, length, null);
    }

    private String read(Path from, long length, @Nullable FileChannel out) throws IOException {
        MessageDigest digest = Digest.fresh();
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ)) {
            long unsynced = 0;
            for (long left = length; left > 0; ) {
                int count = in.read(piece.clear().limit((int) Math.min(left, PIECE_LENGTH)));
                if (count < 0) throw new EOFException(from + " ends " + Many.of(left, "byte") + " before it should");
                left -= count;
                digest.update(piece.flip());
                if (out != null) writeAll(out, piece.rewind());
                unsynced += count;
                if (out != null && unsynced >= SYNC_LENGTH) {
                    out.force(false);
                    unsynced = 0;
                }
                progress.accept(count);
                pace.passed(count);
            }
        }
        return Digest.hex(digest.digest());
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) out.write(bytes);
    }
}
