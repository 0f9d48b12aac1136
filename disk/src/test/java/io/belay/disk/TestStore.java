package io.belay.disk;

import io.belay.base.ByteReader;
import io.belay.log.DiskReport;
import io.belay.log.LiveRecords;
import io.belay.log.Log;
import io.belay.log.LogOptions;
import io.belay.log.Replay;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A log on real files, with a caller that does what a node does. Every record keeps the message of its index. */
final class TestStore implements AutoCloseable, Replay {
    static final LogOptions OPTIONS = new LogOptions(16 << 10, 4 << 10, 1 << 20, 0, 25);

    final DiskStore store;
    final Log log;
    final List<String> records = new ArrayList<>();
    final List<DiskReport> seen = new ArrayList<>();
    private final BlockingQueue<DiskReport> reports = new LinkedBlockingQueue<>();

    TestStore(Path directory) throws IOException {
        store = DiskStore.open(directory);
        log = new Log(OPTIONS, store.recover(OPTIONS, this));
        store.start(reports::add);
    }

    @Override
    public void state(ByteReader state) {
        while (state.remaining() > 0) records.add(state.readString());
    }

    @Override
    public void record(long place, ByteBuffer body, LiveRecords live) {
        live.keep(records.size() + 1, place, body.remaining());
        records.add(StandardCharsets.UTF_8.decode(body.duplicate()).toString());
    }

    void append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        log.keep(records.size() + 1, log.append(bytes, 0, bytes.length), bytes.length);
        records.add(text);
    }

    /** Works until all that was appended is synced. */
    void sync() {
        until(() -> log.failed() || log.synced() == log.filling() - 1 && !log.seal());
    }

    /** Works until {@code done}; fails if nothing is heard of the disk for 20 seconds. */
    void until(BooleanSupplier done) {
        while (true) {
            log.seal();
            log.orders().forEach(store::execute);
            if (done.getAsBoolean()) return;
            DiskReport report = next();
            seen.add(report);
            log.report(report);
        }
    }

    private DiskReport next() {
        try {
            DiskReport report = reports.poll(20, TimeUnit.SECONDS);
            if (report == null) throw new AssertionError("the disk is silent; seen so far: " + seen);
            return report;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
