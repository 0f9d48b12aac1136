package io.belay.bench;

import io.belay.base.ByteReader;
import io.belay.disk.DiskStore;
import io.belay.log.DiskReport;
import io.belay.log.LiveRecords;
import io.belay.log.Log;
import io.belay.log.LogOptions;
import io.belay.log.Replay;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * Durable records a second of the log, beside what the device does when it is written and synced in pieces of the same
 * length: {@code LogBench [directory] [seconds]}. Rounds of both alternate, so that a noisy neighbour meets both.
 *
 * <p>One thread appends for all producers, as a node does; a producer appends its next record when its last is synced.
 */
public final class LogBench {
    private static final int RECORD_LENGTH = 1024;
    private static final int ROUNDS = 3;

    private final Path directory;
    private final long roundNs;

    private LogBench(Path directory, long roundNs) {
        this.directory = directory;
        this.roundNs = roundNs;
    }

    /** What one round came to. */
    private record Round(long records, long batches, long bytes, long elapsedNs, long p50Ns, long p99Ns) {
        double perSecond() {
            return records * 1e9 / elapsedNs;
        }

        double bytesPerSecond() {
            return bytes * 1e9 / elapsedNs;
        }

        int batchLength() {
            return (int) Math.max(1, bytes / Math.max(1, batches));
        }
    }

    /** A record under way: in which batch, and since when. */
    private record Sent(long batch, int count, long sinceNs) {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments.length > 0 ? arguments[0] : "target/log-bench");
        long seconds = arguments.length > 1 ? Long.parseLong(arguments[1]) : 4;
        LogBench bench = new LogBench(directory, seconds * 1_000_000_000L);
        bench.compare("8 x 1000 in flight", 8000);
        bench.compare("32 closed-loop producers", 32);
        bench.compare("1 closed-loop producer", 1);
    }

    private void compare(String what, int inFlight) throws IOException {
        log(inFlight, roundNs / 4); // warms up
        Round[] logs = new Round[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            logs[round] = log(inFlight, roundNs);
            ratios[round] = logs[round].bytesPerSecond()
                    / BareSync.measure(directory, logs[round].batchLength(), roundNs)
                            .bytesPerS();
        }
        Arrays.sort(ratios);
        Round median = Stream.of(logs)
                .sorted(Comparator.comparing(Round::perSecond))
                .toList()
                .get(ROUNDS / 2);
        System.out.printf(
                "%-26s %9.0f records/s  %7.1f MiB/s  batch %8d B  p50 %6d us  p99 %6d us  of raw %.0f %% (%.0f to %.0f)%n",
                what,
                median.perSecond(),
                median.bytesPerSecond() / (1 << 20),
                median.batchLength(),
                median.p50Ns() / 1000,
                median.p99Ns() / 1000,
                100 * ratios[ROUNDS / 2],
                100 * ratios[0],
                100 * ratios[ROUNDS - 1]);
    }

    private Round log(int inFlight, long forNs) throws IOException {
        clear();
        LinkedBlockingQueue<DiskReport> reports = new LinkedBlockingQueue<>();
        try (DiskStore store = DiskStore.open(directory)) {
            Log log = new Log(LogOptions.DEFAULTS, store.recover(LogOptions.DEFAULTS, new Nothing()));
            store.start(reports::add);
            Run run = new Run(log, inFlight);
            while (log.isFull()) run.exchange(store, reports); // until the first segment is prepared
            return run.go(store, reports, forNs);
        } finally {
            clear();
        }
    }

    private void clear() throws IOException {
        if (!Files.isDirectory(directory)) return;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) Files.delete(file);
        }
    }

    /** One run of the append loop. */
    private static final class Run {
        private final Log log;
        private final ArrayDeque<Sent> sent = new ArrayDeque<>();
        private final byte[] record = new byte[RECORD_LENGTH];
        private final long[] latenciesNs = new long[1 << 20];
        private int samples;
        private int idle; // producers that wait for nothing
        private long records;
        private long bytes;

        Run(Log log, int producers) {
            this.log = log;
            idle = producers;
        }

        Round go(DiskStore store, LinkedBlockingQueue<DiskReport> reports, long forNs) {
            long firstBatch = log.synced();
            long start = System.nanoTime();
            long elapsedNs = 0;
            while (elapsedNs < forNs) {
                append();
                log.seal();
                exchange(store, reports);
                settle();
                elapsedNs = System.nanoTime() - start;
            }
            long[] sorted = Arrays.copyOf(latenciesNs, Math.min(samples, latenciesNs.length));
            Arrays.sort(sorted);
            return new Round(
                    records,
                    log.synced() - firstBatch,
                    bytes,
                    elapsedNs,
                    sorted[sorted.length / 2],
                    sorted[sorted.length * 99 / 100]);
        }

        void exchange(DiskStore store, LinkedBlockingQueue<DiskReport> reports) {
            log.orders().forEach(store::execute);
            try {
                log.report(reports.take());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            List<DiskReport> more = new ArrayList<>();
            reports.drainTo(more);
            more.forEach(log::report);
            if (log.failed()) throw new IllegalStateException(log.failure());
        }

        private void append() {
            while (idle > 0 && !log.isFull()) {
                long sinceNs = System.nanoTime();
                long batch = log.filling();
                int count = 0;
                while (idle > 0 && !log.isFull() && log.filling() == batch) {
                    long place = log.append(record, 0, record.length);
                    log.keep(++records, place, record.length);
                    idle--;
                    count++;
                }
                sent.add(new Sent(log.filling(), count, sinceNs));
            }
        }

        private void settle() {
            long nowNs = System.nanoTime();
            while (!sent.isEmpty() && sent.peek().batch() <= log.synced()) {
                Sent done = sent.poll();
                idle += done.count();
                bytes += (long) done.count() * RECORD_LENGTH;
                latenciesNs[samples++ % latenciesNs.length] = nowNs - done.sinceNs();
            }
        }
    }

    /** There is nothing to replay. */
    private static final class Nothing implements Replay {
        @Override
        public void state(ByteReader state) {
            throw new IllegalStateException("the directory is not empty");
        }

        @Override
        public void record(long place, ByteBuffer body, LiveRecords live) {
            throw new IllegalStateException("the directory is not empty");
        }
    }
}
