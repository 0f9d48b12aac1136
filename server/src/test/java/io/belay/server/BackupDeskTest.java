package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.admin.BackupSource.Backup;
import io.belay.admin.BackupSource.State;
import io.belay.core.QueuePolicy;
import io.belay.disk.Manifest;
import io.belay.log.Holding;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.node.NodeOptions;
import io.belay.node.NodeRecovery;
import io.belay.node.QueueAnswer;
import io.belay.node.QueueOrder;
import io.belay.node.message.MessageFilters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a backup that does not go well, and of the files that it held. */
class BackupDeskTest {
    private static final LogOptions LOG = new LogOptions(64 << 10, 16 << 10, 100 << 10, 0, 50);
    private static final long HARDLY = 1; // bytes a second: it is under way until it is ended

    @TempDir
    private Path room;

    private final LinkedBlockingQueue<Runnable> later = new LinkedBlockingQueue<>();
    private DiskStorage storage;
    private NodeThread node;
    private Holding holding;
    private BackupDesk desk;

    @BeforeEach
    void start() throws Exception {
        Path data = room.resolve("data");
        storage = new DiskStorage(data);
        NodeRecovery recovery = new NodeRecovery(new MessageFilters());
        LogStart found = storage.recover(LOG, recovery);
        node = new NodeThread(
                recovery.start(NodeOptions.DEFAULTS, LOG, found), new BrokerClock(0), storage::execute, why -> {});
        holding = recovery.holding();
        storage.start(node::report);
        node.start();
        // Answered once it is on disk: so there is something to copy.
        QueueOrder some = new QueueOrder.Create("orders", QueuePolicy.DEFAULTS);
        node.<QueueAnswer>order((asked, teller) -> asked.operators().carryOut(some, teller))
                .get(60, TimeUnit.SECONDS);
        desk = new BackupDesk(data, new NodeHold(node, holding), later::add);
    }

    @AfterEach
    void stop() throws Exception {
        desk.close();
        node.stop(3_000);
        storage.close();
    }

    private Backup begin(String name, long bytesPerS) throws Exception {
        return desk.begin(room.resolve(name).toString(), bytesPerS).get(60, TimeUnit.SECONDS);
    }

    private boolean isHeld() throws Exception {
        return node.ask(asked -> holding.isWhole()).get(60, TimeUnit.SECONDS);
    }

    private Backup awaitEnd() throws Exception {
        return desk.lastEnd().get(60, TimeUnit.SECONDS);
    }

    private void awaitGone(String name) throws Exception {
        awaitEnd();
        assertThat(room.resolve(name)).doesNotExist();
    }

    @Test
    void one_that_goes_well_lets_the_files_go_and_the_next_may_begin() throws Exception {
        assertThat(desk.last().state()).isEqualTo(State.NONE);

        Backup begun = begin("one", 0);
        Backup ended = awaitEnd();

        assertThat(begun.allBytes()).isPositive();
        assertThat(ended.state()).as(ended.error()).isEqualTo(State.DONE);
        assertThat(ended.doneBytes()).isEqualTo(begun.allBytes());
        assertThat(Manifest.read(room.resolve("one")).batch()).isEqualTo(begun.batch());
        assertThat(isHeld()).isFalse();
        begin("two", 0);
        assertThat(awaitEnd().state()).isEqualTo(State.DONE);
    }

    @Test
    void there_is_one_at_a_time() throws Exception {
        Backup first = begin("one", HARDLY);

        assertThat(begin("two", 0).to()).as("who asks for another hears of it").isEqualTo(first.to());
        assertThat(begin("one", 0).error()).contains("under way");
        assertThat(desk.last().state()).isEqualTo(State.RUNNING);
        assertThat(isHeld()).isTrue();
    }

    @Test
    void one_that_is_cancelled_leaves_nothing_and_lets_the_files_go() throws Exception {
        begin("one", HARDLY);

        desk.cancel();

        assertThat(desk.last().state()).isEqualTo(State.FAILED);
        assertThat(desk.last().error()).contains("cancelled");
        assertThat(isHeld()).isFalse();
        awaitGone("one");
        desk.cancel();
        begin("two", 0);
        assertThat(awaitEnd().state()).isEqualTo(State.DONE);
    }

    @Test
    void one_that_hangs_is_given_up() throws Exception {
        begin("one", HARDLY);

        // Each look in which more was copied is followed by another; with this rate that soon ends.
        while (desk.last().state() == State.RUNNING) later.take().run();

        assertThat(desk.last().error()).contains("not a byte was copied for 60 s");
        assertThat(isHeld()).isFalse();
        awaitGone("one");
        assertThat(later).isEmpty();
    }

    @Test
    void one_that_goes_on_when_the_broker_stops_leaves_nothing() throws Exception {
        begin("one", HARDLY);

        desk.close();

        assertThat(desk.last().error()).contains("the broker stopped");
        awaitGone("one");
        assertThat(begin("two", 0).error()).contains("stops");
    }

    @Test
    void one_that_cannot_be_made_is_told_and_holds_nothing() throws Exception {
        Files.createFile(room.resolve("file"));

        assertThat(begin("file", 0).error()).contains("is no directory");
        assertThat(begin("data", 0).error()).contains("lies in the data directory");

        assertThat(isHeld()).isFalse();
        assertThat(room.resolve("file")).isRegularFile();
        assertThat(room.resolve("data").resolve("lock")).exists();
    }
}
