package io.belay.bench;

import picocli.CommandLine.Option;

/** Options that all programs with a JMS load have. */
final class JmsOptions {
    @Option(names = "--warmup", defaultValue = "2", description = "seconds that do not count (${DEFAULT-VALUE})")
    private int warmupS;

    @Option(names = "--seconds", defaultValue = "5", description = "seconds that count (${DEFAULT-VALUE})")
    private int measureS;

    @Option(names = "--rate", defaultValue = "0", description = "messages a second, 0: all that go (${DEFAULT-VALUE})")
    private int ratePerS;

    @Option(names = "--window", defaultValue = "1000", description = "asynchronous, under way (${DEFAULT-VALUE})")
    private int windowMax;

    @Option(names = "--transaction", defaultValue = "100", description = "messages in one (${DEFAULT-VALUE})")
    private int transactionCount;

    @Option(names = "--ahead", defaultValue = "20000", description = "sent, not received, at most (${DEFAULT-VALUE})")
    private int undeliveredMax;

    @Option(names = "--uri-options", defaultValue = "", description = "of the client, after the question mark")
    private String uriOptions = "";

    String uri(JmsClient client, String host, int port) {
        return client.scheme() + "://" + host + ":" + port + (uriOptions.isEmpty() ? "" : "?" + uriOptions);
    }

    JmsPlan plan(
            JmsClient client, String uri, String destination, JmsScenario scenario, int payloadLength, long serverPid) {
        return plan(client, uri, destination, scenario, payloadLength, warmupS, measureS, serverPid);
    }

    JmsPlan plan(
            JmsClient client,
            String uri,
            String destination,
            JmsScenario scenario,
            int payloadLength,
            int warmupS,
            int measureS,
            long serverPid) {
        return new JmsPlan(
                client,
                uri,
                destination,
                scenario,
                payloadLength,
                warmupS,
                measureS,
                ratePerS,
                windowMax,
                transactionCount,
                Math.max(1, undeliveredMax / scenario.copies()),
                serverPid);
    }
}
