package io.belay.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The JMS load generator as a program: puts one kind of load on a broker that runs, and prints what it saw. */
@Command(
        name = "jms-load",
        mixinStandardHelpOptions = true,
        description = "Puts JMS load on an AMQP broker and prints rate, latency and what was lost.")
public final class JmsLoadMain implements Callable<Integer> {
    @Option(names = "--host", defaultValue = "127.0.0.1", description = "address of the broker (${DEFAULT-VALUE})")
    private String host;

    @Option(names = "--port", defaultValue = "5672", description = "its AMQP port (${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--client", defaultValue = "QPID", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private JmsClient client;

    @Option(names = "--scenario", defaultValue = "SYNC", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private JmsScenario scenario;

    @Option(names = "--payload", defaultValue = "100", description = "bytes (${DEFAULT-VALUE})")
    private int payloadLength;

    @Option(names = "--destination", defaultValue = "jms-load", description = "with nothing in it (${DEFAULT-VALUE})")
    private String destination;

    @Option(names = "--repeat", defaultValue = "1", description = "how often (${DEFAULT-VALUE})")
    private int repeat;

    @Option(names = "--server-pid", defaultValue = "0", description = "whose processor time is counted")
    private long serverPid;

    @Mixin
    private JmsOptions load = new JmsOptions();

    /** Creates it with its defaults; picocli fills in the options. */
    public JmsLoadMain() {}

    /**
     * Runs it; exits with 0, or with 1 if a message was lost, came twice or out of order.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new JmsLoadMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        boolean isClean = true;
        for (int i = 0; i < repeat; i++) {
            JmsResult result = JmsLoad.run(
                    load.plan(client, load.uri(client, host, port), destination, scenario, payloadLength, serverPid));
            System.out.println(scenario + " " + result.line());
            isClean &= result.isClean();
        }
        return isClean ? 0 : 1;
    }
}
