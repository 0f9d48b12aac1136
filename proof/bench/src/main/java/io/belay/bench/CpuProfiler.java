package io.belay.bench;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Says what a benchmark did for each second of processor time, garbage collection and compilation included, so that the
 * figure holds on a machine that others use too. Passed to JMH as {@code -prof io.belay.bench.CpuProfiler}.
 */
public final class CpuProfiler implements InternalProfiler {
    private long startNs;

    /** Creates it; called by JMH. */
    public CpuProfiler() {}

    @Override
    public String getDescription() {
        return "operations for each second of processor time of the whole process";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        startNs = cpuNs();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double seconds = (cpuNs() - startNs) / 1e9;
        double millions = result.getMetadata().getAllOps() / 1e6;
        return List.of(new ScalarResult("cpu", millions / seconds, "M/CPU-s", AggregationPolicy.AVG));
    }

    private static long cpuNs() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
