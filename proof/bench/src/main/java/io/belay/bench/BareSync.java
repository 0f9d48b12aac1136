package io.belay.bench;

import io.belay.server.bench.Durations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the device does alone: writes of one length, each synced before the next, into a file that was filled with zeros
 * before. The floor under every latency of a message that is safe.
 *
 * @param bytesPerS written and synced
 * @param p50Us half of the writes took at most so many microseconds
 * @param p99Us and 99 of 100 so many
 */
record BareSync(double bytesPerS, double p50Us, double p99Us) {
    private static final long FILE_LENGTH_MIN = 64 << 20;
    private static final int FILE_WRITES_MIN = 32; // so that long writes do not meet their own pages at once

    /**
     * Measures.
     *
     * @param directory made if it is not there; what is written in it is deleted again
     * @param length of one write, bytes
     * @param forNs for how long it writes
     */
    static BareSync measure(Path directory, int length, long forNs) throws IOException {
        Files.createDirectories(directory);
        Path path = directory.resolve("bare");
        long fileLength = Math.max(FILE_LENGTH_MIN, (long) FILE_WRITES_MIN * length);
        fill(path, fileLength);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.DSYNC)) {
            return write(file, fileLength, length, forNs);
        } finally {
            Files.delete(path);
        }
    }

    private static BareSync write(FileChannel file, long fileLength, int length, long forNs) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(length);
        Durations latencies = new Durations();
        long written = 0;
        long elapsedNs = 0;
        while (elapsedNs < forNs) {
            long startNs = System.nanoTime();
            file.write(bytes.clear(), written % (fileLength - length));
            long tookNs = System.nanoTime() - startNs;
            latencies.add(tookNs);
            elapsedNs += tookNs;
            written += length;
        }
        return new BareSync(written * 1e9 / elapsedNs, latencies.atShareNs(0.5) / 1e3, latencies.atShareNs(0.99) / 1e3);
    }

    private static void fill(Path path, long length) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (file.position() < length) file.write(zeros.clear());
            file.force(true);
        }
    }
}
