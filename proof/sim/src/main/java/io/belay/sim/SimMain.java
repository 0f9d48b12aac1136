package io.belay.sim;

import java.io.PrintStream;
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
            names = "--stop-after",
            defaultValue = "5",
            description = "Stop after so many bad schedules (${DEFAULT-VALUE}).")
    private int stopAfter;

    private static final int FINDINGS_MAX = 20; // printed of one schedule

    private final PrintStream out;
    private int findings;

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
            Outcome outcome = play(replay);
            if (trace) HistoryText.writeAll(outcome.history(), out);
            report(outcome);
            out.println("1 schedule, " + outcome.findings().size() + " findings");
            return;
        }
        int played = 0;
        int bad = 0;
        while (played < seeds && bad < stopAfter) {
            Outcome outcome = play(from + played++);
            if (outcome.findings().isEmpty()) continue;
            bad++;
            report(outcome);
        }
        out.println(played + " schedules, " + findings + " findings");
    }

    private Outcome play(long seed) {
        return programs ? Outcome.ofPrograms(seed) : Outcome.of(seed);
    }

    private void report(Outcome outcome) {
        findings += outcome.findings().size();
        write(outcome, out);
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
