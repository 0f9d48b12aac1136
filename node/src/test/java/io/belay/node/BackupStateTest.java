package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.ByteWriter;
import io.belay.core.Broker;
import io.belay.core.Limits;
import io.belay.core.Scheduling;
import io.belay.log.DiskReport;
import io.belay.log.LogFiles;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.log.Recovery;
import io.belay.log.Snapshot;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;

/** A backup that is copied while a node works is the broker as it was when its last batch was synced. */
class BackupStateTest {
    private static final LogOptions LOG = new LogOptions(4 << 10, 1 << 10, 8 << 10, 0, 50);
    private static final NodeOptions NODE = new NodeOptions(Limits.DEFAULTS, 64 << 20, 512 << 10, 32 << 20, 16 << 20);

    private final TestNode world = new TestNode(NODE, LOG);
    private final TestPeer producer = world.peer("producer");
    private final TestPeer consumer = world.peer("consumer");
    private final TreeMap<Long, byte[]> states = new TreeMap<>(); // by the batch that made it
    private int sent;
    private int settled;

    @ParameterizedTest
    @Seeds(20)
    void whatever_goes_on_meanwhile(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        consumer.consume(1, "orders", 1_000);
        int compared = 0;
        for (int round = 0; round < 10; round++) {
            steps(random, random.nextInt(60));
            Snapshot snapshot = world.log.holding().begin();
            Copy copy = new Copy();
            for (Snapshot.Piece piece : snapshot.pieces()) {
                steps(random, random.nextInt(8));
                byte[] file = world.disk.segment(piece.segment()).array();
                copy.segments.put(piece.segment(), Arrays.copyOf(file, piece.length()));
            }
            long id = snapshot.checkpoint();
            if (id > 0) copy.checkpoints.put(id, world.disk.checkpoint(id).array());
            assertThat(world.log.holding().end()).isTrue();

            byte[] expected = states.get(snapshot.batch());
            byte[] found = restored(copy, snapshot.batch());
            if (expected == null) continue; // It was closed in the middle of a step.
            assertThat(found).as("the state after batch " + snapshot.batch()).isEqualTo(expected);
            compared++;
        }
        assertThat(compared).isPositive();
    }

    private void steps(SplittableRandom random, int count) {
        for (int step = 0; step < count; step++) {
            int what = random.nextInt(10);
            if (what < 5) send(random.nextInt(300));
            else if (what < 9) settle(random);
            else world.node.time(world.nowMs += random.nextInt(50));
            world.node.seal();
            if (world.log.isSealed()) states.put(world.log.filling() - 1, state(world.node.broker()));
            world.round();
            for (int some = random.nextInt(4); some > 0; some--) {
                DiskReport report = world.disk.step();
                if (report != null) world.node.report(report);
            }
        }
    }

    private void send(int length) {
        String text = ++sent + "x".repeat(length);
        world.node.handle(new Request.Send(
                producer.line, 0, sent, Address.queue("orders"), TestPeer.message("orders", text, Scheduling.NORMAL)));
    }

    /** Most are accepted and some are wanted again, so that messages stay that others outlive. */
    private void settle(SplittableRandom random) {
        List<Reply.Delivery> got = consumer.deliveries.getOrDefault(1L, List.of());
        if (settled >= got.size()) return;
        long sequence = got.get(settled++).sequence();
        Request.Disposition how = random.nextInt(8) == 0 ? Request.Disposition.RELEASED : Request.Disposition.ACCEPTED;
        world.node.handle(new Request.Dispose(consumer.line, 1, new long[] {sequence}, how, "", 0));
    }

    private static byte[] restored(Copy copy, long batch) {
        NodeRecovery recovery = new NodeRecovery(TestNode.CONTAINING);
        LogStart start = Recovery.run(copy, LOG, 7, recovery);
        assertThat(start.lastBatch()).isEqualTo(batch);
        return state(recovery.broker());
    }

    private static byte[] state(Broker broker) {
        ByteWriter out = new ByteWriter(1 << 10);
        broker.save(out);
        return out.toArray();
    }

    /** A directory in memory. */
    private static final class Copy implements LogFiles {
        private final TreeMap<Integer, byte[]> segments = new TreeMap<>();
        private final TreeMap<Long, byte[]> checkpoints = new TreeMap<>();

        @Override
        public List<Integer> segments() {
            return List.copyOf(segments.keySet());
        }

        @Override
        public List<Long> checkpoints() {
            return List.copyOf(checkpoints.keySet());
        }

        @Override
        public ByteBuffer segment(int number) {
            return ByteBuffer.wrap(segments.get(number));
        }

        @Override
        public ByteBuffer checkpoint(long id) {
            return ByteBuffer.wrap(checkpoints.get(id));
        }

        @Override
        public long segmentLength(int number) {
            return segments.get(number).length;
        }
    }
}
