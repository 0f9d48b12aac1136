package io.belay.disk;

import io.belay.log.DiskOrder;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads pieces of segments. Keeps the files open that were read last, {@value #OPEN_MAX} at most. */
final class SegmentReader {
    static final int OPEN_MAX = 64;
    private static final int PIECE_LENGTH = 1 << 20;

    private final DataDirectory directory;
    private final LinkedHashMap<Integer, FileChannel> open = new LinkedHashMap<>(16, 0.75f, true);

    SegmentReader(DataDirectory directory) {
        this.directory = directory;
    }

    ByteBuffer read(DiskOrder.Read read) throws IOException {
        FileChannel file = channel(read.segment());
        ByteBuffer bytes = ByteBuffer.allocate(read.length());
        long position = read.offset();
        while (position < read.offset() + (long) read.length()) {
            // In pieces, so that the system's copy for a heap buffer stays small.
            bytes.limit(Math.min(read.length(), bytes.position() + PIECE_LENGTH));
            int count = file.read(bytes, position);
            if (count < 0) throw new EOFException("the file ends at byte " + position);
            position += count;
        }
        return bytes.flip();
    }

    int openCount() {
        return open.size();
    }

    /** Closes the file of a segment that is to be removed. */
    void forget(int segment) throws IOException {
        FileChannel file = open.remove(segment);
        if (file != null) file.close();
    }

    void close() throws IOException {
        for (FileChannel file : open.values()) file.close();
        open.clear();
    }

    private FileChannel channel(int segment) throws IOException {
        FileChannel file = open.get(segment);
        if (file != null) return file;
        if (open.size() == OPEN_MAX) {
            Map.Entry<Integer, FileChannel> oldest = open.entrySet().iterator().next();
            forget(oldest.getKey());
        }
        file = FileChannel.open(directory.segmentPath(segment), StandardOpenOption.READ);
        open.put(segment, file);
        return file;
    }
}
