package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.log.LogFiles;
import io.belay.mqtt.Packet;
import io.belay.sim.check.Finding;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever judges must be judged: each way of breaking a promise is found, by the checker whose promise it is. */
final class BrokenWorldTest {
    private static final int SEEDS = 60;

    static List<Arguments> breakages() {
        return List.of(
                broken("acknowledges before the sync", "Sync", () -> disk(HastyDisk::new)),
                broken("starts again without what it had written", "Replay", () -> disk(LossyDisk::new)),
                broken("forgets QoS 2 packet ids on resume", "Copies", () -> lines(new Mischiefs.Forgetful())),
                broken("resends under a fresh packet id", "Copies", () -> lines(new Mischiefs.FreshIds())),
                broken("resends without DUP", "Copies", () -> lines(new Mischiefs.NoDup())),
                broken("loses what it acknowledged", "Reach", () -> lines(new Mischiefs.Losing())),
                broken("swaps two deliveries", "Order", () -> lines(new Mischiefs.Swapping())),
                broken("says everything twice on one line", "Window", () -> lines(new Mischiefs.Stuttering())),
                broken("delivers to the wrong topic", "Origin", () -> lines(new Mischiefs.Misdirecting())),
                broken("loses wills", "Will", () -> lines(new Mischiefs.WillLosing())),
                broken("fires wills early", "Will", () -> clock(400)),
                broken("ends sessions early", "Session", () -> clock(400)),
                broken("ends sessions late", "Session", () -> clock(25)),
                broken("closes lines before their keep alive is over", "KeepAlive", () -> clock(400)),
                broken("denies that a session was there", "Session", () -> lines(new Mischiefs.Denying())),
                broken("displaces without goodbye", "Takeover", () -> lines(new Mischiefs.Rude())),
                broken("speaks on displaced lines", "Takeover", () -> lines(new Mischiefs.Ghostly())),
                broken("gives out stale retained messages", "Retained", () -> lines(new Mischiefs.Stale())),
                broken("never answers PUBREL", "Liveness", () -> lines(new Mischiefs.Withholding())),
                broken("answers CONNECT twice", "Protocol", () -> lines(new Mischiefs.Welcoming())),
                broken("blames the network for everything", "Cause", () -> lines(CauseMischiefs.blaming())),
                broken("takes silence for a goodbye", "Cause", () -> lines(CauseMischiefs.polite())),
                broken("does not say why lines ended", "Cause", () -> lines(CauseMischiefs.vague())),
                broken("shows other bytes than came", "Cause", () -> lines(CauseMischiefs.forging())),
                broken("takes messages before the sync", "QueueSync", () -> disk(HastyDisk::new)),
                broken("sends to the wrong queue", "QueueOrigin", () -> lines(new QueueMischiefs.Straying())),
                broken("keeps what is sent nowhere", "QueueReach", () -> lines(new QueueMischiefs.Leaking())),
                broken("drops what is released", "QueueReach", () -> lines(new QueueMischiefs.Dropping())),
                broken("forgets acknowledgements", "QueueCopies", () -> lines(new QueueMischiefs.Amnesiac())),
                broken("commits by half", "QueueCopies", () -> lines(new QueueMischiefs.Halving())),
                broken("commits in two steps", "Transaction", () -> lines(new QueueMischiefs.TwoStep())),
                broken("denies what it has committed", "Transaction", () -> lines(new QueueMischiefs.Lying())),
                broken("marks no redelivery", "QueueCopies", () -> lines(new QueueMischiefs.Countless())),
                broken("counts to one", "Redelivery", () -> lines(new QueueMischiefs.Stuck())),
                broken("lets messages overtake", "QueueOrder", () -> lines(new QueueMischiefs.Overtaking())),
                broken("buries the living", "DeadLetter", () -> lines(new QueueMischiefs.Hasty())),
                broken("takes a queue for empty", "Drain", () -> lines(new QueueMischiefs.Drying())),
                broken("answers no commit", "Answer", () -> lines(new QueueMischiefs.Silent())));
    }

    @ParameterizedTest(name = "a server that {0} is found by {1}")
    @MethodSource("breakages")
    void a_broken_server_is_found(String what, String checker, Supplier<Fittings> fittings) {
        TreeSet<String> found = new TreeSet<>();

        for (long seed = 1; seed <= SEEDS && !found.contains(checker); seed++) {
            Outcome outcome = Outcome.of(ScheduleWriter.draw(seed), fittings.get());
            outcome.findings().stream().map(Finding::checker).forEach(found::add);
        }

        assertThat(found).as("who found a server that " + what).contains(checker);
    }

    @Test
    void mischief_that_changes_nothing_is_not_found() {
        Mischief polite = new Mischief() {};

        for (long seed = 1; seed <= 20; seed++) {
            assertThat(Outcome.of(ScheduleWriter.draw(seed), lines(polite)).findings())
                    .isEmpty();
        }
    }

    private static Arguments broken(String what, String checker, Supplier<Fittings> fittings) {
        return Arguments.of(what, checker, fittings);
    }

    private static Fittings lines(Mischief mischief) {
        return new Fittings(mischief, SimDisk::new, 100);
    }

    private static Fittings disk(Fittings.Disks disks) {
        return new Fittings(Mischief.NONE, disks, 100);
    }

    private static Fittings clock(int percent) {
        return new Fittings(Mischief.NONE, SimDisk::new, percent);
    }

    /** Says that a batch is on the disk as soon as it hears of it. */
    private static final class HastyDisk extends SimDisk {
        HastyDisk(Agenda agenda, Chance chance, LongConsumer stored) {
            super(agenda, chance, stored);
        }

        /** With bytes of its own: once it is answered, which is too early, the log writes other things where they were. */
        @Override
        protected DiskOrder kept(DiskOrder order) {
            if (!(order instanceof DiskOrder.Write write)) return order;
            ByteBuffer bytes = ByteBuffer.allocate(write.bytes().remaining());
            bytes.put(write.bytes().duplicate()).flip();
            return new DiskOrder.Write(write.segment(), write.offset(), bytes, write.batch());
        }

        @Override
        protected void taken(DiskOrder order) {
            if (order instanceof DiskOrder.Write write) super.report(new DiskReport.Written(write.batch()));
        }

        @Override
        protected void report(DiskReport report) {
            boolean isSaid = report instanceof DiskReport.Written || report instanceof DiskReport.WriteFailed;
            if (!isSaid) super.report(report);
        }
    }

    /** Loses the end of the last segment whenever a node starts. */
    private static final class LossyDisk extends SimDisk {
        LossyDisk(Agenda agenda, Chance chance, LongConsumer stored) {
            super(agenda, chance, stored);
        }

        @Override
        public LogFiles files() {
            return new LossyFiles(super.files());
        }
    }

    private record LossyFiles(LogFiles whole) implements LogFiles {
        @Override
        public List<Integer> segments() {
            return whole.segments();
        }

        @Override
        public List<Long> checkpoints() {
            return whole.checkpoints();
        }

        @Override
        public ByteBuffer segment(int number) {
            ByteBuffer file = whole.segment(number);
            byte[] bytes = new byte[file.remaining()];
            file.get(bytes);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] == 0) end--;
            if (end > 0) bytes[end - 1] = 0;
            return ByteBuffer.wrap(bytes);
        }

        @Override
        public ByteBuffer checkpoint(long id) {
            return whole.checkpoint(id);
        }

        @Override
        public long segmentLength(int number) {
            return whole.segmentLength(number);
        }
    }

    /** Keeps the compiler honest about what {@link Mischiefs} changes: the copy differs in what it is told to only. */
    @Test
    void a_changed_packet_differs_in_what_was_changed_only() {
        Packet.Publish publish = new Packet.Publish("a", 1, true, true, 7, 0, 5, new int[] {3}, Payloads.content(9));
        Map<String, Packet.Publish> changed = new LinkedHashMap<>();

        changed.put("id", Mischiefs.publish(publish, "a", false, 8));

        assertThat(changed.get("id"))
                .isEqualTo(
                        new Packet.Publish("a", 1, false, true, 8, 0, 5, publish.subscriptionIds(), publish.content()));
    }
}
