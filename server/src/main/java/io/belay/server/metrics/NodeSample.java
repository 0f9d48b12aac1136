package io.belay.server.metrics;

import io.belay.core.Totals;
import io.belay.node.Node;
import io.belay.node.QueueStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the node holds at one moment.
 *
 * @param totals of the whole broker
 * @param queues the longest, longest first
 * @param rest all others together
 * @param count of all queues
 * @param isWritable whether messages can be taken
 */
public record NodeSample(Totals totals, List<Depth> queues, Depth rest, int count, boolean isWritable) {
    /** Before anything was looked at. */
    public static final NodeSample NONE =
            new NodeSample(new Totals(0, 0, 0, 0, 0), List.of(), new Depth("", 0, 0, 0), 0, true);

    /**
     * What is in a queue.
     *
     * @param name empty of those that are not told one by one
     * @param ready messages that nobody has
     * @param unsettled messages that are with consumers
     * @param bytes of all of them
     */
    public record Depth(String name, long ready, long unsettled, long bytes) {}

    /** Looks at a node, on its thread; {@code most} queues are told one by one. */
    public static NodeSample of(Node node, int most) {
        List<QueueStatus> all = new ArrayList<>(node.operators().queues());
        all.sort(Comparator.<QueueStatus>comparingLong(each -> -each.queue().messages())
                .thenComparing(each -> each.queue().spec().name()));
        List<Depth> longest = new ArrayList<>();
        Depth rest = new Depth("", 0, 0, 0);
        for (QueueStatus each : all) {
            Depth depth = depth(each);
            if (longest.size() < most) longest.add(depth);
            else rest = sum(rest, depth);
        }
        return new NodeSample(node.broker().totals(), longest, rest, all.size(), node.isWritable());
    }

    private static Depth depth(QueueStatus status) {
        long messages = status.queue().messages();
        long unsettled = Math.min(messages, status.unsettled());
        return new Depth(
                status.queue().spec().name(),
                messages - unsettled,
                unsettled,
                status.queue().bytes());
    }

    private static Depth sum(Depth one, Depth other) {
        return new Depth(
                "", one.ready() + other.ready(), one.unsettled() + other.unsettled(), one.bytes() + other.bytes());
    }
}
