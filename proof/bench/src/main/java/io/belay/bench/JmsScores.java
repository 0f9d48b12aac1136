package io.belay.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What every broker scored in every JMS scenario, payload and round, and the medians and ratios of it. */
final class JmsScores {
    private record Discipline(JmsScenario scenario, int payloadLength, JmsContestant contestant)
            implements Comparable<Discipline> {
        private static final Comparator<Discipline> ORDER = Comparator.comparing(Discipline::scenario)
                .thenComparing(Discipline::payloadLength)
                .thenComparing(Discipline::contestant);

        @Override
        public int compareTo(Discipline other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<Discipline, List<JmsResult>> results = new TreeMap<>();

    void add(JmsContestant contestant, JmsScenario scenario, int payloadLength, JmsResult result) {
        results.computeIfAbsent(new Discipline(scenario, payloadLength, contestant), key -> new ArrayList<>())
                .add(result);
    }

    /** Whether nothing was lost, nothing came twice and all in order, in every run. */
    boolean isClean() {
        return results.values().stream().flatMap(List::stream).allMatch(JmsResult::isClean);
    }

    /**
     * A table: medians for each contestant; and how many times as fast the first is as each other one, and how many
     * times as much processor time the other one takes for a message.
     */
    List<String> lines(List<JmsContestant> contestants) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "%-10s %5s %-17s %9s %8s %8s %8s %8s %8s %8s %6s %6s %5s",
                (Object[])
                        ("median of,bytes,broker/client,msgs/s,p50 us,p99 us,send p50,send p99,srv ns,cli ns,srv co,cli co"
                                        + ",wrong")
                                .split(",")));
        results.forEach((key, rounds) -> lines.add(line(key, rounds) + ratios(key, rounds, contestants.get(0))));
        return lines;
    }

    private static String line(Discipline key, List<JmsResult> rounds) {
        return String.format(
                Locale.ROOT,
                "%-10s %5d %-17s %,9.0f %,8.0f %,8.0f %,8.0f %,8.0f %,8.0f %,8.0f %6.2f %6.2f %5d",
                key.scenario(),
                key.payloadLength(),
                key.contestant(),
                median(rounds, JmsResult::deliveredPerS),
                median(rounds, JmsResult::p50Us),
                median(rounds, JmsResult::p99Us),
                median(rounds, JmsResult::sendP50Us),
                median(rounds, JmsResult::sendP99Us),
                median(rounds, JmsResult::serverNsPerMessage),
                median(rounds, JmsResult::clientNsPerMessage),
                median(rounds, JmsResult::serverCores),
                median(rounds, JmsResult::clientCores),
                rounds.stream()
                        .mapToLong(each -> each.lost() + each.repeated() + each.disordered())
                        .sum());
    }

    private String ratios(Discipline key, List<JmsResult> rounds, JmsContestant first) {
        List<JmsResult> own = results.get(new Discipline(key.scenario(), key.payloadLength(), first));
        if (key.contestant().equals(first) || own == null) return "";
        return String.format(
                Locale.ROOT,
                "   %s: %.2f x the rate, %.2f x fewer ns",
                first,
                median(own, JmsResult::deliveredPerS) / median(rounds, JmsResult::deliveredPerS),
                median(rounds, JmsResult::serverNsPerMessage) / median(own, JmsResult::serverNsPerMessage));
    }

    private static double median(List<JmsResult> rounds, ToDoubleFunction<JmsResult> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
