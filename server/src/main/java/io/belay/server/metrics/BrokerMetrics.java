package io.belay.server.metrics;

import io.belay.admin.LogSource;
import io.belay.base.Cause;
import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.node.limit.Limit;
import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.MemoryBudget;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * All that is measured. What passes with each message is counted by {@link Traffic}; the rest is asked for when somebody
 * reads. Any thread.
 */
public final class BrokerMetrics {
    private static final double MS_PER_S = 1_000;
    private static final double NS_PER_MS = 1_000_000;
    private static final Duration[] SYNC_BOUNDS =
            bounds(100, 200, 500, 1_000, 2_000, 5_000, 20_000, 100_000, 1_000_000);
    private static final Duration[] ROUND_BOUNDS = bounds(20, 100, 500, 2_000, 10_000, 50_000, 250_000);
    private static final Duration[] LAG_BOUNDS = bounds(100, 500, 2_000, 10_000, 50_000, 250_000, 1_000_000);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Executor, Traffic> traffic = new ConcurrentHashMap<>();
    private final Map<Long, Long> written = new ConcurrentHashMap<>(); // when a batch went to the disk, nanoseconds
    private final Timer sync = timer("belay.disk.sync", "Time to write and sync a batch.", SYNC_BOUNDS);
    private final Timer round = timer("belay.node.round", "Time of one round of the node thread.", ROUND_BOUNDS);
    private final Timer lag = timer("belay.loop.lag", "Time that a task waits for its event loop.", LAG_BOUNDS);
    private final DistributionSummary batch = DistributionSummary.builder("belay.disk.batch.bytes")
            .description("Length of a batch.")
            .serviceLevelObjectives(512, 4_096, 32_768, 262_144, 2_097_152)
            .register(registry);
    private final MultiGauge ready = rows("belay.queue.ready", "Messages that nobody has.");
    private final MultiGauge unsettled = rows("belay.queue.unsettled", "Messages that are with consumers.");
    private final MultiGauge bytes = rows("belay.queue.bytes", "Bytes of a queue.");
    private final MultiGauge oldest = rows("belay.queue.oldest.seconds", "Age of the oldest message that is ready.");
    private final List<Object> kept = new CopyOnWriteArrayList<>(); // what is read: the registry holds it weakly
    private volatile NodeSample sample = NodeSample.NONE;
    private volatile Disk disk = Disk.UNSEEN;
    private volatile double diskAgeS = Double.NaN;
    private final AtomicReference<Freed> freed = new AtomicReference<>(new Freed(0, 0, 0));

    /**
     * Which segments were deleted.
     *
     * @param count since the start
     * @param segment the last; 0 if there was none
     * @param atMs when, wall clock, milliseconds since 1970; 0 if there was none
     */
    public record Freed(long count, int segment, long atMs) {}

    /** Measures nothing but the program itself yet. */
    public BrokerMetrics() {
        for (Flow flow : Flow.values()) counter(flow.meter(), Tags.of(flow.tags()), () -> sum(flow));
        gauge(
                "belay.sessions",
                "Sessions.",
                Tags.of("state", "attached"),
                it -> it.sample.totals().attached());
        gauge("belay.sessions", "Sessions.", Tags.of("state", "away"), it -> away(it.sample));
        gauge(
                "belay.subscriptions",
                "Subscriptions.",
                Tags.empty(),
                it -> it.sample.totals().subscriptions());
        gauge(
                "belay.retained",
                "Retained messages.",
                Tags.empty(),
                it -> it.sample.totals().retained());
        gauge(
                "belay.messages.stored",
                "Messages kept.",
                Tags.empty(),
                it -> it.sample.totals().messages());
        gauge("belay.queues", "Queues.", Tags.empty(), it -> it.sample.count());
        gauge(
                "belay.log.writable",
                "1 while messages can be taken.",
                Tags.empty(),
                it -> it.sample.isWritable() ? 1 : 0);
        gauge(
                "belay.backlog.oldest.seconds",
                "Age of the oldest message that waits.",
                Tags.empty(),
                it -> it.sample.oldestMs() / MS_PER_S);
        counter("belay.log.segments.freed", Tags.empty(), () -> freed.get().count());
        gauge("belay.log.segments", "Files of the log.", Tags.empty(), it -> it.disk.segments());
        gauge("belay.log.bytes", "Bytes of the log.", Tags.empty(), it -> it.disk.bytes());
        gauge("belay.disk.free.bytes", "Bytes free on the device.", Tags.empty(), it -> free(it.disk));
        gauge("belay.disk.look.age.seconds", "Age of what is told of files.", Tags.empty(), it -> it.diskAgeS);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /** Not a number while it is not known: 0 would set off alarms. */
    private static double free(Disk disk) {
        return disk.freeBytes() == Disk.UNKNOWN ? Double.NaN : disk.freeBytes();
    }

    private static double away(NodeSample of) {
        return of.totals().sessions() - of.totals().attached();
    }

    /** Counts how often lines ended, by cause. */
    public void ends(ToLongFunction<Cause> ends) {
        for (Cause cause : Cause.values())
            counter("belay.lines.ended", Tags.of("cause", cause.text()), () -> ends.applyAsLong(cause));
    }

    /** Counts how often limits were reached. */
    public void limits(LimitCounts counts) {
        for (Limit limit : Limit.values())
            counter("belay.limit.hits", Tags.of("limit", limit.key()), () -> counts.count(limit));
    }

    /** Measures what is in memory for all lines, and what may be. */
    public void memory(MemoryBudget budget) {
        watch("belay.memory.budget.bytes", "Bytes in memory that may grow with the load.", budget::max);
        for (MemoryBudget.Share each : MemoryBudget.Share.values()) {
            String name = each.name().toLowerCase(Locale.ROOT);
            watch("belay.memory.used.bytes", "Bytes of a share of the budget.", () -> budget.used(each), "share", name);
            watch("belay.memory.max.bytes", "Bytes that a share may have.", () -> budget.max(each), "share", name);
        }
    }

    /**
     * What has passed since the start, as {@code /metrics} counts it.
     *
     * @param meter by its name with dots
     * @param first the value of its first tag: a protocol, a direction
     */
    public long total(String meter, String first) {
        long sum = 0;
        for (Flow flow : Flow.values()) {
            boolean isMeant = flow.meter().equals(meter) && flow.first().equals(first);
            if (isMeant) sum += sum(flow);
        }
        return sum;
    }

    /** How long batches took to be written and synced, milliseconds. */
    public LogSource.Spread syncMs() {
        return spread(sync.takeSnapshot(), NS_PER_MS);
    }

    /** How long batches were, bytes. */
    public LogSource.Spread batchBytes() {
        return spread(batch.takeSnapshot(), 1);
    }

    /** Which segments went. */
    public Freed freed() {
        return freed.get();
    }

    private static LogSource.Spread spread(HistogramSnapshot of, double unit) {
        List<LogSource.Step> steps = new ArrayList<>();
        long before = 0; // Each counts what is in those before it, too.
        for (CountAtBucket each : of.histogramCounts()) {
            if (Double.isInfinite(each.bucket())) continue;
            long now = Math.round(each.count());
            steps.add(new LogSource.Step(each.bucket() / unit, now - before));
            before = now;
        }
        return new LogSource.Spread(of.count(), of.mean() / unit, of.max() / unit, steps);
    }

    /** Watches a number that rises and falls; {@code name} with dots, {@code tags} in pairs. */
    public void watch(String name, String what, LongSupplier value, String... tags) {
        Gauge.builder(name, value, LongSupplier::getAsLong)
                .description(what)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    /** Where lines of this loop are counted. */
    public Traffic traffic(Executor loop) {
        return traffic.computeIfAbsent(loop, its -> new Traffic());
    }

    /** An order goes to the disk. */
    public void ordered(DiskOrder order) {
        if (order instanceof DiskOrder.WriteCheckpoint checkpoint) {
            long length = 0;
            for (ByteBuffer each : checkpoint.bytes()) length += each.remaining();
            Flights.checkpoint(checkpoint.id(), length);
        } else if (order instanceof DiskOrder.Delete delete) Flights.segmentFreed(delete.segment());
        if (!(order instanceof DiskOrder.Write write)) return;
        batch.record(write.bytes().remaining());
        written.put(write.batch(), System.nanoTime());
    }

    /** The disk reports. */
    public void reported(DiskReport report) {
        if (report instanceof DiskReport.Deleted gone)
            freed.updateAndGet(before -> new Freed(before.count() + 1, gone.segment(), System.currentTimeMillis()));
        if (!(report instanceof DiskReport.Written done)) return;
        Long since = written.remove(done.batch());
        if (since == null) return;
        long tookNs = System.nanoTime() - since;
        sync.record(tookNs, TimeUnit.NANOSECONDS);
        Flights.synced(done.batch(), tookNs);
    }

    /** The node has done a round. By whoever has done it, one at a time. */
    public void round(long tookNs) {
        round.record(tookNs, TimeUnit.NANOSECONDS);
        Flights.round(tookNs);
    }

    /** Asks each loop how long it lets a task wait. */
    public void probe() {
        for (Executor loop : traffic.keySet()) {
            long askedNs = System.nanoTime();
            try {
                loop.execute(() -> lag.record(System.nanoTime() - askedNs, TimeUnit.NANOSECONDS));
            } catch (RejectedExecutionException closed) {
                traffic.computeIfPresent(loop, (its, counts) -> counts); // It keeps what it has counted.
            }
        }
    }

    /**
     * What was found at the last look.
     *
     * @param ageS how long ago the disk was looked at, seconds; not a number if it was not yet
     */
    public void sampled(NodeSample node, Disk data, double ageS) {
        sample = node;
        disk = data;
        diskAgeS = ageS;
        ready.register(rows(node, NodeSample.Depth::ready), true);
        unsettled.register(rows(node, NodeSample.Depth::unsettled), true);
        bytes.register(rows(node, NodeSample.Depth::bytes), true);
        oldest.register(rows(node, depth -> depth.oldestMs() / MS_PER_S), true);
    }

    /** As Prometheus reads it. */
    public String text() {
        return registry.scrape();
    }

    private static List<MultiGauge.Row<?>> rows(NodeSample node, ToDoubleFunction<NodeSample.Depth> value) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (NodeSample.Depth each : node.queues())
            rows.add(MultiGauge.Row.of(Tags.of("queue", each.name()), value.applyAsDouble(each)));
        if (node.count() > node.queues().size())
            rows.add(MultiGauge.Row.of(Tags.of("queue", "(others)"), value.applyAsDouble(node.rest())));
        return rows;
    }

    private long sum(Flow flow) {
        long sum = 0;
        for (Traffic each : traffic.values()) sum += each.count(flow);
        return sum;
    }

    private void counter(String name, Tags tags, LongSupplier count) {
        FunctionCounter.builder(name, count, LongSupplier::getAsLong)
                .description("See docs/OPERATIONS.md.")
                .tags(tags)
                .register(registry);
        kept.add(count);
    }

    private void gauge(String name, String what, Tags tags, ToDoubleFunction<BrokerMetrics> value) {
        Gauge.builder(name, this, value).description(what).tags(tags).register(registry);
    }

    private MultiGauge rows(String name, String what) {
        return MultiGauge.builder(name).description(what).register(registry);
    }

    private Timer timer(String name, String what, Duration[] bounds) {
        return Timer.builder(name)
                .description(what)
                .serviceLevelObjectives(bounds)
                .register(registry);
    }

    private static Duration[] bounds(long... microseconds) {
        Duration[] bounds = new Duration[microseconds.length];
        for (int index = 0; index < bounds.length; index++)
            bounds[index] = Duration.ofNanos(microseconds[index] * 1_000);
        return bounds;
    }
}
