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

    @Option(names = "--out", defaultValue = "target/soak", description = "where soak.csv and soak.svg go")
    private Path out;

    /** Runs it, see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Soak()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(out);
        try (SoakRun run = new SoakRun(SoakPlan.ofMinutes(minutes), Files.createTempDirectory("belay-soak"))) {
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
