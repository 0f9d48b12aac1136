package io.belay.server.bench;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Json;
import io.belay.admin.text.ProgressBar;
import io.belay.admin.text.TextTable;
import io.belay.base.Many;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code belay bench}: what the running broker does on this machine, in a minute. */
@Command(
        name = "bench",
        description = {
            "Has clients send messages to themselves through a running broker, and says how fast that was.",
            "Over MQTT at QoS 1, each the next as soon as the last is back; over AMQP (--amqp) through a queue of its own,"
                    + " with so many under way (--window), or so many in each transaction. Nothing of it stays in the broker."
        },
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    private static final int CLIENTS_MAX = 1_000;
    private static final int LENGTH_MAX = 16 << 20;
    private static final int WINDOW_MAX = 10_000;
    private static final int SECONDS_MAX = 3_600;
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})(s|m|min)");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Of the broker (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--mqtt",
            paramLabel = "PORT",
            defaultValue = "1883",
            description = "Its port for MQTT (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--amqp", paramLabel = "PORT", description = "Its port for AMQP 1.0, spoken instead.")
    private @Nullable Integer amqpPort;

    @Option(
            names = "--window",
            paramLabel = "N",
            description = "Messages of an AMQP client under way at once (default: 1).")
    private @Nullable Integer window;

    @Option(names = "--transaction", paramLabel = "N", description = "Messages of each AMQP transaction.")
    private @Nullable Integer transaction;

    @Option(names = "--non-durable", description = "AMQP messages that need not survive the broker.")
    private boolean isNonDurable;

    @Option(
            names = "--for",
            paramLabel = "SPAN",
            defaultValue = "10s",
            description = "How long: 10s, 5m (default: ${DEFAULT-VALUE}).")
    private String span;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many at once (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            defaultValue = "100",
            description = "Length of a payload (default: ${DEFAULT-VALUE}).")
    private int length;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    private BenchCommand() {}

    @Override
    public Integer call() throws IOException, BadSettingException, InterruptedException {
        Bench.Plan plan = plan();
        String name = "belay-bench/" + ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36);
        Bench.Result result;
        try (ProgressBar bar = ProgressBar.of("measuring", spec.commandLine().getErr())) {
            result = new Bench(plan, name).run(nanos -> bar.atShare(nanos, plan.nanos()));
        }
        spec.commandLine().getOut().print(json ? Json.of(map(plan, result)) : text(plan, result));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private Bench.Plan plan() throws BadSettingException {
        require("--clients", clients, 1, CLIENTS_MAX);
        require("--size", length, 0, LENGTH_MAX);
        require("--mqtt", port, 1, 65_535);
        Bench.AmqpPlan amqp = amqp();
        InetSocketAddress broker = new InetSocketAddress(host, amqpPort == null ? port : amqpPort);
        if (broker.isUnresolved()) throw new BadSettingException("--host: nobody knows " + host);
        long nanos = TimeUnit.SECONDS.toNanos(seconds(span));
        return new Bench.Plan(broker, login(), clients, length, nanos, amqp);
    }

    private Bench.@Nullable AmqpPlan amqp() throws BadSettingException {
        if (amqpPort == null) {
            if (window != null || transaction != null || isNonDurable) {
                throw new BadSettingException("--window, --transaction and --non-durable are of AMQP: say --amqp PORT");
            }
            return null;
        }
        require("--amqp", amqpPort, 1, 65_535);
        if (window != null) require("--window", window, 1, WINDOW_MAX);
        if (transaction != null) require("--transaction", transaction, 1, WINDOW_MAX);
        if (window != null && transaction != null) {
            throw new BadSettingException("--window: a transaction is sent without waiting; say one of the two");
        }
        return new Bench.AmqpPlan(!isNonDurable, window == null ? 1 : window, transaction == null ? 0 : transaction);
    }

    private static void require(String flag, int found, int min, int max) throws BadSettingException {
        if (found >= min && found <= max) return;
        throw new BadSettingException(flag + ": expected " + min + " to " + max + "; found " + found);
    }

    static int seconds(String span) throws BadSettingException {
        Matcher matcher = SPAN.matcher(span);
        int seconds = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        if (seconds > 0 && !matcher.group(2).equals("s")) seconds *= 60;
        if (seconds >= 1 && seconds <= SECONDS_MAX) return seconds;
        throw new BadSettingException("--for: expected 1s to 60m; found " + span);
    }

    /** As commands say who they are, in the environment: on the command line everybody could read it. */
    private static BenchLine.Login login() {
        @Nullable String user = System.getenv("BELAY_USER");
        @Nullable String password = System.getenv("BELAY_PASSWORD");
        return new BenchLine.Login(user, password == null ? null : password.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Bench.Plan plan, Bench.Result result) {
        String what = String.format(
                Locale.ROOT,
                "%s in %.1f s, %.0f a second; %s, %s each%s\n\n",
                Many.of(result.times().received().count(), "message"),
                result.nanos() / 1e9,
                result.perS(),
                Many.of(plan.clients(), "client"),
                Many.of(plan.length(), "byte"),
                words(plan.amqp()));
        boolean isTransacted = plan.amqp() != null && plan.amqp().transaction() > 0;
        return what
                + TextTable.of(List.of(
                        List.of("MILLISECONDS", "p50", "p99", "p99.9", "MAX"),
                        row(
                                isTransacted ? "begin to commit" : "publish to acknowledge",
                                result.times().acknowledged()),
                        row("publish to receive", result.times().received())));
    }

    private static String words(Bench.@Nullable AmqpPlan amqp) {
        if (amqp == null) return "";
        String kind = amqp.isDurable() ? ", AMQP, durable" : ", AMQP, not durable";
        return kind
                + (amqp.transaction() > 0
                        ? ", " + amqp.transaction() + " a transaction"
                        : ", " + amqp.window() + " under way");
    }

    private static List<String> row(String what, Durations its) {
        return List.of(
                what, ms(its.atShareNs(0.5)), ms(its.atShareNs(0.99)), ms(its.atShareNs(0.999)), ms(its.atShareNs(1)));
    }

    private static String ms(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }

    private static Map<String, Object> map(Bench.Plan plan, Bench.Result result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("messages", result.times().received().count());
        map.put("seconds", result.nanos() / 1e9);
        map.put("perSecond", result.perS());
        map.put("clients", plan.clients());
        map.put("size", plan.length());
        Bench.AmqpPlan amqp = plan.amqp();
        if (amqp != null) {
            map.put("durable", amqp.isDurable());
            map.put("window", amqp.window());
            map.put("transaction", amqp.transaction());
        }
        map.put("acknowledgedNanos", map(result.times().acknowledged()));
        map.put("receivedNanos", map(result.times().received()));
        return map;
    }

    private static Map<String, Object> map(Durations its) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("p50", its.atShareNs(0.5));
        map.put("p99", its.atShareNs(0.99));
        map.put("p999", its.atShareNs(0.999));
        map.put("max", its.atShareNs(1));
        return map;
    }
}
