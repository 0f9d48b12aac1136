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

    private static final int ENDLESS_MS = 600_000;

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

    private DiskLooks looks(Supplier<Look> looking, int waitMs) {
        return new DiskLooks(looking, seen(77), waitMs, task -> new Thread(task).start());
    }

    private static int await(DiskLooks looks) throws Exception {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (segments(looks.look()) == 77 && System.nanoTime() - endNs < 0) LockSupport.parkNanos(1_000_000);
        return (int) segments(looks.look());
    }

    @Test
    void what_was_seen_is_told_and_how_long_ago() throws Exception {
        DiskLooks looks = looks(this::look, ENDLESS_MS);

        assertThat(looks.ageS()).as("before anything was seen").isNaN();
        assertThat(segments(looks.look())).isOne();
        assertThat(looks.ageS()).isGreaterThanOrEqualTo(0);
        assertThat(segments(looks.look())).isEqualTo(2);
    }

    @Test
    void a_disk_that_hangs_keeps_nobody_waiting_and_is_asked_once() throws Exception {
        DiskLooks looks = looks(this::look, 1);
        hung = new CountDownLatch(1);

        CompletableFuture<Look> first = looks.look();
        CompletableFuture<Look> second = looks.look();

        assertThat(segments(first)).as("as it was seen last").isEqualTo(77);
        assertThat(segments(second)).isEqualTo(77);
        assertThat(segments(looks.look())).isEqualTo(77);
        assertThat(begun.get()).isLessThanOrEqualTo(1);
        hung.countDown();
        assertThat(await(looks)).isBetween(1, 76);
    }

    @Test
    void a_look_that_fails_tells_what_was_seen_last() throws Exception {
        Supplier<Look> failing = () -> {
            throw new IllegalStateException("for this test");
        };
        DiskLooks looks = looks(failing, ENDLESS_MS);

        assertThat(segments(looks.look())).isEqualTo(77);
        assertThat(looks.ageS()).isNaN();
    }

    @Test
    void after_an_error_is_looked_again() throws Exception {
        Supplier<Look> failing = () -> {
            if (begun.incrementAndGet() == 1) throw new AssertionError("for this test");
            return seen(5);
        };
        DiskLooks looks = new DiskLooks(
                failing,
                seen(77),
                ENDLESS_MS,
                task -> new Thread(() -> {
                            try {
                                task.run();
                            } catch (AssertionError expected) { // Not for the error output.
                                assertThat(expected).hasMessage("for this test");
                            }
                        })
                        .start());

        assertThat(segments(looks.look())).isEqualTo(77);
        assertThat(segments(looks.look())).isEqualTo(5);
    }

    @Test
    void who_finds_no_thread_to_look_is_told_what_was_seen_last_and_the_next_may_find_one() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        DiskLooks looks = new DiskLooks(this::look, seen(77), ENDLESS_MS, task -> {
            if (asked.incrementAndGet() == 1) throw new OutOfMemoryError("unable to create native thread");
            new Thread(task).start();
        });

        assertThat(segments(looks.look())).isEqualTo(77);
        assertThat(segments(looks.look())).isOne();
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
