package io.belay.sim;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays schedules from the command line: many seeds, or one again with all that happened. */
@Command(
        name = "sim",
        mixinStandardHelpOptions = true,
        description = "Plays simulated worlds and judges what happened in them.")
public final class SimMain implements Runnable, CommandLine.IExitCodeGenerator {
    @Option(names = "--seeds", defaultValue = "1000", description = "How many schedules (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--from", defaultValue = "1", description = "The first seed (${DEFAULT-VALUE}).")
    private long from;

    @Option(names = "--replay", description = "Play this seed alone.")
    private Long replay;

    @Option(names = "--programs", description = "Worlds of programs that use the real client.")
    private boolean programs;

    @Option(names = "--trace", description = "With --replay: print everything that happened.")
    private boolean trace;

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "How many worlds at a time; what is printed does not depend on it (${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--digest", description = "Print a digest of all that happened in each world.")
    private boolean digest;

    @Option(
            names = "--stop-after",
            defaultValue = "5",
            description = "Stop after so many bad schedules (${DEFAULT-VALUE}).")
    private int stopAfter;

    private static final int FINDINGS_MAX = 20; // printed of one schedule

    private final PrintStream out;
    private int findings;
    private int bad; // schedules

    /** Prints to {@code out}. */
    public SimMain(PrintStream out) {
        this.out = out;
    }

    /** Runs it, and exits with 1 if anything was found. */
    public static void main(String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    /** Runs it and returns the exit code: 0 all promises kept, 1 findings, 2 bad usage. */
    public static int run(PrintStream out, String... arguments) {
        return new CommandLine(new SimMain(out)).execute(arguments);
    }

    @Override
    public int getExitCode() {
        return findings == 0 ? 0 : 1;
    }

    @Override
    public void run() {
        if (replay != null) {
            replay(replay);
            return;
        }
        int played = new Batch(Math.max(1, threads), this::report).run(from, seeds, this::goesOn);
        out.println(played + " schedules, " + findings + " findings");
    }

    private void replay(long seed) {
        Outcome outcome = play(seed);
        if (trace) HistoryText.writeAll(outcome.history(), out);
        goesOn(report(outcome));
        out.println("1 schedule, " + findings + " findings");
    }

    private boolean goesOn(Batch.Report report) {
        out.print(report.text());
        findings += report.findings();
        if (report.findings() > 0) bad++;
        return bad < stopAfter;
    }

    private Outcome play(long seed) {
        return programs ? Outcome.ofPrograms(seed) : Outcome.of(seed);
    }

    private Batch.Report report(long seed) {
        return report(play(seed));
    }

    private Batch.Report report(Outcome outcome) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(text, false, StandardCharsets.UTF_8);
        if (digest) print.printf("%d %08x%n", outcome.schedule().seed(), HistoryText.digest(outcome.history()));
        write(outcome, print);
        print.flush();
        return new Batch.Report(outcome.findings().size(), text.toString(StandardCharsets.UTF_8));
    }

    /** Writes what was found, with the seed and the trimmed history of the first finding; nothing if all is well. */
    public static void write(Outcome outcome, PrintStream out) {
        if (outcome.findings().isEmpty()) return;
        out.println("seed " + outcome.schedule().seed() + ":");
        outcome.findings().stream().limit(FINDINGS_MAX).forEach(finding -> out.println("  " + finding));
        int more = outcome.findings().size() - FINDINGS_MAX;
        if (more > 0) out.println("  ... and " + more + " more");
        out.println("  " + outcome.schedule().clients());
        outcome.schedule().programs().forEach(program -> out.println("  " + program));
        out.println("  " + outcome.schedule().setup());
        HistoryText.write(outcome.history(), outcome.findings().get(0), out);
    }
}
