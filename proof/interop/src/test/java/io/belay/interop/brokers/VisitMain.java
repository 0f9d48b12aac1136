package io.belay.interop.brokers;

import io.belay.testkit.BrokerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The trials as a program; exits with 0 if all is as the table in the documentation says. */
@Command(
        name = "visit",
        mixinStandardHelpOptions = true,
        description = "What belay-jms can do on a broker, line by line of docs/JMS-BROKERS.md.")
final class VisitMain implements Callable<Integer> {
    @Option(names = "--broker", split = ",", description = "${COMPLETION-CANDIDATES} (BELAY)")
    private List<Host> hosts = List.of(Host.BELAY);

    @Option(names = "--wait", defaultValue = "10000", description = "ms for whatever must come (${DEFAULT-VALUE})")
    private int waitMs;

    @Option(names = "--only", defaultValue = "", description = "trials whose line contains this")
    private String only;

    @Option(names = "--page", defaultValue = "docs/JMS-BROKERS.md", description = "with the table (${DEFAULT-VALUE})")
    private Path page;

    /** Runs it, see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new VisitMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Table table = Table.read(page);
        boolean isAsTold = true;
        for (Host host : hosts) isAsTold &= visit(host, table);
        System.out.println(isAsTold ? "as " + page + " says" : "NOT as " + page + " says");
        return isAsTold ? 0 : 1;
    }

    private boolean visit(Host host, Table table) throws Exception {
        List<Trial> trials =
                Trial.all().stream().filter(each -> each.says().contains(only)).toList();
        Path data = Files.createTempDirectory("belay-visit");
        System.out.println("\n" + host.title() + ", data " + data);
        boolean isAsTold = true;
        try (BrokerProcess broker = BrokerProcess.start(host.program(), data)) {
            for (Trial trial : trials) isAsTold &= visit(host, broker, trial, table);
        }
        return isAsTold;
    }

    private boolean visit(Host host, BrokerProcess broker, Trial trial, Table table) {
        Visits.Result result = new Visits(host, broker, waitMs).make(trial);
        String cell = result.outcome().cell();
        String told = table.cell(trial.says(), host);
        boolean isBetter =
                result.outcome() == Outcome.YES && told.equals(Outcome.TOLD.cell()); // nothing was on its way
        boolean isAsTold = cell.equals(told) || isBetter;
        System.out.printf("| %s | %s |%s %s%n", trial.says(), cell, isAsTold ? "" : " (!)", result.why());
        return isAsTold;
    }
}
