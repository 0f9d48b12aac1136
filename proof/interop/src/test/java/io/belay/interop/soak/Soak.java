package io.belay.interop.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@link SoakRun} as a program; exits with 0 if the heap stays flat, nothing is lost and who behaves well is served. */
@Command(name = "soak", mixinStandardHelpOptions = true, description = "Overload, and who behaves well in it.")
final class Soak implements Callable<Integer> {
    @Option(names = "--minutes", defaultValue = "30", description = "of overload (${DEFAULT-VALUE})")
    private int minutes;

    @Option(
            names = "--alone",
            defaultValue = "30",
            description = "seconds without it, before and after (${DEFAULT-VALUE})")
    private int aloneS;

    @Option(names = "--flows", defaultValue = "4", description = "producers that send too much (${DEFAULT-VALUE})")
    private int flows;

    @Option(names = "--slow", defaultValue = "500", description = "consumers that never read (${DEFAULT-VALUE})")
    private int slow;

    @Option(names = "--storm", defaultValue = "5000", description = "connections of one storm (${DEFAULT-VALUE})")
    private int storm;

    @Option(names = "--out", defaultValue = "target/soak", description = "where soak.csv and soak.svg go")
    private Path out;

    /** Runs it, see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Soak()).execute(arguments));
    }

    private SoakPlan plan() {
        return new SoakPlan(aloneS, minutes * 60, flows, 400, slow, 20, storm);
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(out);
        try (SoakRun run = new SoakRun(plan(), Files.createTempDirectory("belay-soak"))) {
            Outcome outcome = run.run();
            String rows = Stream.concat(
                            Stream.of(Sample.head()), outcome.samples().stream().map(Sample::row))
                    .collect(Collectors.joining("\n", "", "\n"));
            Files.writeString(out.resolve("soak.csv"), rows);
            Files.writeString(out.resolve("soak.svg"), Chart.of(outcome.samples()));
            run.said().stream().filter(line -> line.contains("limit ")).forEach(System.out::println);
            System.out.println(outcome);
            return outcome.isGood() ? 0 : 1;
        }
    }
}
