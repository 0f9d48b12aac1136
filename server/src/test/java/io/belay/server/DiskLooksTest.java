package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.log.LogOptions;
import io.belay.server.DataPlace.Look;
import io.belay.server.metrics.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at a disk that may hang. */
class DiskLooksTest {
    private static final LogOptions LOG = new LogOptions(1 << 20, 1 << 18, 1 << 30, 0, 25);

    @TempDir
    private Path data;

    private final AtomicInteger begun = new AtomicInteger();
    private volatile CountDownLatch hung = new CountDownLatch(0);

    private static Look seen(int segments) {
        return new Look(Map.of(), new Disk(segments, 0, 0), LOG);
    }

    private Look look() {
        int number = begun.incrementAndGet();
        try {
            hung.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return seen(number);
    }

    private static long segments(CompletableFuture<Look> look) throws Exception {
        return look.get(60, TimeUnit.SECONDS).found().segments();
    }

    @Test
    void a_disk_that_hangs_keeps_nobody_waiting_and_is_asked_once() throws Exception {
        DiskLooks looks = new DiskLooks(this::look, seen(0));
        assertThat(segments(looks.look())).isOne();
        hung = new CountDownLatch(1);

        CompletableFuture<Look> first = looks.look();
        CompletableFuture<Look> second = looks.look();

        assertThat(segments(first)).as("as it was seen last").isOne();
        assertThat(segments(second)).isOne();
        assertThat(segments(looks.look())).isOne();
        assertThat(begun.get()).isEqualTo(2);
        hung.countDown();
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (segments(looks.look()) == 1 && System.nanoTime() - endNs < 0) LockSupport.parkNanos(1_000_000);
        assertThat(segments(looks.look())).isGreaterThan(1);
    }

    @Test
    void a_look_that_fails_tells_what_was_seen_last() throws Exception {
        Supplier<Look> failing = () -> {
            throw new IllegalStateException("for this test");
        };

        assertThat(segments(new DiskLooks(failing, seen(7)).look())).isEqualTo(7);
    }

    @Test
    void a_file_that_goes_while_it_is_looked_at_is_left_out() throws IOException {
        Files.write(data.resolve("segment-0000000001"), new byte[5]);
        Files.createSymbolicLink(data.resolve("segment-0000000002"), data.resolve("gone")); // listed, and not there
        Files.write(data.resolve("checkpoint-1"), new byte[3]);

        assertThat(Disk.files(data)).containsOnlyKeys("segment-0000000001", "checkpoint-1");
        assertThat(Disk.of(data).bytes()).isEqualTo(8);
    }
}
