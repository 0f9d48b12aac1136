package io.belay.server.metrics;

import io.belay.core.QueueView;
import io.belay.core.Totals;
import io.belay.node.Node;
import io.belay.node.Operators;
import io.belay.node.QueueStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * What the node holds at one moment.
 *
 * @param totals of the whole broker
 * @param queues the longest, longest first
 * @param rest all others together
 * @param count of all queues
 * @param oldestMs how long ago the oldest message came that is ready in a queue or waits for a session; 0 if none does
 * @param isWritable whether messages can be taken
 */
public record NodeSample(Totals totals, List<Depth> queues, Depth rest, int count, long oldestMs, boolean isWritable) {
    /** So many messages of all queues together are looked at, but one of each that is not empty, however many there are. */
    static final int LOOKED_IN_ALL_MAX = 20_000;

    /** Before anything was looked at. */
    public static final NodeSample NONE =
            new NodeSample(new Totals(0, 0, 0, 0, 0), List.of(), new Depth("", 0, 0, 0, 0), 0, 0, true);

    /**
     * What is in a queue.
     *
     * @param name empty of those that are not told one by one
     * @param ready messages that nobody has
     * @param unsettled messages that are with consumers
     * @param bytes of all of them
     * @param oldestMs how long ago the oldest came that is ready; 0 if none is
     */
    public record Depth(String name, long ready, long unsettled, long bytes, long oldestMs) {}

    /**
     * Looks at a node, on its thread.
     *
     * @param most queues are told one by one
     * @param ageMs of a message, by its number; 0 of none
     */
    public static NodeSample of(Node node, int most, LongUnaryOperator ageMs) {
        List<QueueStatus> all = new ArrayList<>(node.operators().queues());
        all.sort(Comparator.<QueueStatus>comparingLong(each -> -each.queue().messages())
                .thenComparing(each -> each.queue().spec().name()));
        List<Depth> longest = new ArrayList<>();
        Depth rest = new Depth("", 0, 0, 0, 0);
        long oldestMs = ageMs.applyAsLong(node.broker().outstanding().oldest());
        int looked = looked(node);
        for (QueueStatus each : all) {
            Depth depth = depth(each, oldestMs(node, each.queue().number(), looked, ageMs));
            oldestMs = Math.max(oldestMs, depth.oldestMs());
            if (longest.size() < most) longest.add(depth);
            else rest = sum(rest, depth);
        }
        return new NodeSample(node.broker().totals(), longest, rest, all.size(), oldestMs, node.isWritable());
    }

    /** The age of the oldest message that waits, as {@link #of} finds it, and nothing else. On the thread of the node. */
    public static long oldestMs(Node node, LongUnaryOperator ageMs) {
        long oldestMs = ageMs.applyAsLong(node.broker().outstanding().oldest());
        int looked = looked(node);
        for (QueueView each : node.broker().queues())
            if (each.messages() > 0) oldestMs = Math.max(oldestMs, oldestMs(node, each.number(), looked, ageMs));
        return oldestMs;
    }

    /** How many messages of each queue are looked at: empty ones take no share of it. */
    static int looked(Node node) {
        int filled = 0;
        for (QueueView each : node.broker().queues()) if (each.messages() > 0) filled++;
        return looked(filled);
    }

    /** The same, with so many queues that are not empty. */
    static int looked(int queues) {
        return Math.max(1, Math.min(Operators.LOOKED_MAX, LOOKED_IN_ALL_MAX / Math.max(1, queues)));
    }

    private static long oldestMs(Node node, long queue, int looked, LongUnaryOperator ageMs) {
        return ageMs.applyAsLong(node.operators().oldestReady(queue, looked));
    }

    private static Depth depth(QueueStatus status, long oldestMs) {
        long messages = status.queue().messages();
        long unsettled = Math.min(messages, status.unsettled());
        return new Depth(
                status.queue().spec().name(),
                messages - unsettled,
                unsettled,
                status.queue().bytes(),
                oldestMs);
    }

    private static Depth sum(Depth one, Depth other) {
        return new Depth(
                "",
                one.ready() + other.ready(),
                one.unsettled() + other.unsettled(),
                one.bytes() + other.bytes(),
                Math.max(one.oldestMs(), other.oldestMs()));
    }
}
