package io.belay.interop.survival;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@link Herd} as a program; exits with 0 if all came back in time and each got its message once. */
@Command(name = "herd", mixinStandardHelpOptions = true, description = "Many clients of a broker that is killed.")
final class HerdMain implements Callable<Integer> {
    @Option(names = "--clients", defaultValue = "1000", description = "connections (${DEFAULT-VALUE})")
    private int clients;

    @Option(names = "--within", defaultValue = "10", description = "seconds until all are back (${DEFAULT-VALUE})")
    private int withinS;

    /** Runs it, see {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new HerdMain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(BrokerProgram.BELAY, Files.createTempDirectory("belay-herd"));
                Herd herd = new Herd(clients, broker)) {
            Herd.Outcome outcome = herd.run();
            System.out.println(outcome);
            boolean isGood = outcome.backMs() <= withinS * 1_000L
                    && outcome.received() == clients
                    && outcome.trouble().isEmpty();
            return isGood ? 0 : 1;
        }
    }
}
