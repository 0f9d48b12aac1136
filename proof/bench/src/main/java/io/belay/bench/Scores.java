package io.belay.bench;

import io.belay.testkit.BrokerProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What every broker scored in every scenario and round, and the medians and ratios of it. */
final class Scores {
    private record Discipline(Scenario scenario, boolean paced, BrokerProgram program)
            implements Comparable<Discipline> {
        @Override
        public int compareTo(Discipline other) {
            int order = scenario.compareTo(other.scenario);
            if (order == 0) order = Boolean.compare(paced, other.paced);
            return order != 0 ? order : program.compareTo(other.program);
        }
    }

    private final Map<Discipline, List<LoadResult>> results = new TreeMap<>();

    void add(BrokerProgram program, Scenario scenario, boolean paced, LoadResult result) {
        results.computeIfAbsent(new Discipline(scenario, paced, program), key -> new ArrayList<>())
                .add(result);
    }

    /** Whether no QoS 1 message was lost or came twice; QoS 0 promises nothing. */
    boolean isClean() {
        return results.entrySet().stream()
                .filter(entry -> entry.getKey().scenario().qos > 0)
                .flatMap(entry -> entry.getValue().stream())
                .allMatch(LoadResult::isClean);
    }

    /** A table: medians for each broker, and the ratios of the first broker's rate to each other one's. */
    List<String> lines(List<BrokerProgram> brokers) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "%-12s %-9s %11s %9s %9s %9s %6s %5s %9s",
                (Object[]) "median of,broker,msgs/s,p50 us,p99 us,ns/msg,cores,load,lost".split(",")));
        results.forEach((key, rounds) -> lines.add(line(key, rounds, brokers.get(0))));
        return lines;
    }

    private String line(Discipline key, List<LoadResult> rounds, BrokerProgram first) {
        double rate = median(rounds, LoadResult::deliveredPerS);
        String line = String.format(
                Locale.ROOT,
                "%-6s %-5s %-9s %,11.0f %,9.0f %,9.0f %,9.0f %6.2f %5.2f %,9d",
                key.scenario(),
                key.paced() ? "paced" : "full",
                key.program(),
                rate,
                median(rounds, LoadResult::p50Us),
                median(rounds, LoadResult::p99Us),
                median(rounds, LoadResult::serverNsPerMessage),
                median(rounds, LoadResult::serverCores),
                median(rounds, LoadResult::loadCores),
                rounds.stream().mapToLong(LoadResult::lost).sum());
        List<LoadResult> own = results.get(new Discipline(key.scenario(), key.paced(), first));
        if (key.program() == first || key.paced() || own == null) return line;
        return line
                + String.format(Locale.ROOT, "   %s is %.2f x", first, median(own, LoadResult::deliveredPerS) / rate);
    }

    /** The middle one; of an even number the mean of the two in the middle. */
    static double median(List<LoadResult> rounds, ToDoubleFunction<LoadResult> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
