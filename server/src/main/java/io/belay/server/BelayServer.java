package io.belay.server;

import io.belay.admin.AdminPlace;
import io.belay.admin.AdminServer;
import io.belay.admin.ApiSources;
import io.belay.admin.ReloadSource;
import io.belay.admin.text.Version;
import io.belay.base.Many;
import io.belay.config.Settings;
import io.belay.core.Totals;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.log.LogView;
import io.belay.net.EventLoops;
import io.belay.net.LineOptions;
import io.belay.net.Tls;
import io.belay.node.Node;
import io.belay.node.NodeRecovery;
import io.belay.node.Restored;
import io.belay.node.amqp.AmqpOptions;
import io.belay.node.message.MessageFilters;
import io.belay.node.mqtt.MqttOptions;
import io.belay.server.login.BcryptCheck;
import io.belay.server.login.HttpLogins;
import io.belay.server.login.LoginDesk;
import io.belay.server.metrics.BrokerMetrics;
import io.belay.server.settings.BelaySchema;
import io.belay.server.settings.PortKeys;
import io.belay.server.users.Users;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running broker: disk, node, loops and listeners, put together and taken apart again in order. */
final class BelayServer implements Reloads.Taker {
    private static final Logger LOG = LoggerFactory.getLogger(BelayServer.class);
    private static final int STOP_PATIENCE_MS = 3_000;
    private static final int WATCH_MS = 1_000; // between two looks at the heap, and at what limits were reached

    private final RunSettings settings;
    private final PrintWriter out;
    private final Storage storage;
    private final boolean staysClosed; // when the last user goes: others than this machine reach it
    private final LoginDesk logins;
    private volatile Roster roster;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "belay-watch");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Bounds bounds;
    private @Nullable NodeThread node;
    private @Nullable EventLoops loops;
    private volatile @Nullable CertificateWatch certificates; // null without TLS
    private @Nullable Doors doors;
    private @Nullable HttpLogins httpLogins;
    private @Nullable AdminServer admin;
    private @Nullable Drain drain;
    private @Nullable BackupDesk backups;
    private Supplier<LogView> logView = () -> {
        throw new IllegalStateException("not started");
    };
    private final KeptLines kept = LogOutput.keep();
    private volatile @Nullable Reloads reloads;
    private volatile Runnable exit = () -> {}; // only the program ends with its broker
    private volatile List<String> origins;
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    private BelayServer(RunSettings settings, Roster roster, PrintWriter out, Storage storage) {
        this.settings = settings;
        this.out = out;
        this.storage = storage;
        this.roster = roster;
        origins = settings.origins();
        staysClosed = !Loopback.is(settings.listen()) || !Loopback.is(settings.httpListen());
        logins = new LoginDesk(
                roster.accounts(staysClosed), roster.allowsBarePasswords(), new BcryptCheck(), roster.tokens());
    }

    /**
     * Starts a broker: recovers what is there, then listens, then says so.
     *
     * @param roster who may come in, until another one is taken
     * @param out for the start-up block
     * @param storage closed by the server when it stops, also if it does not start
     * @throws IOException if the data cannot be read or a port is taken; nothing is left running then
     */
    static BelayServer start(RunSettings settings, Roster roster, PrintWriter out, Storage storage) throws IOException {
        say(out, "Belay " + Version.text());
        BelayServer server = new BelayServer(settings, roster, out, storage);
        try {
            server.start();
            return server;
        } catch (IOException | RuntimeException failure) {
            server.stop();
            throw failure;
        }
    }

    /** Starts one that lets everybody in. */
    static BelayServer start(RunSettings settings, PrintWriter out, Storage storage) throws IOException {
        return start(settings, Roster.OPEN, out, storage);
    }

    private void start() throws IOException {
        long beganNanos = System.nanoTime();
        LogOptions logOptions = settings.options().log();
        NodeRecovery recovery = new NodeRecovery(new MessageFilters());
        LogStart start = storage.recover(logOptions, recovery);
        long heap = Runtime.getRuntime().maxMemory();
        BrokerClock clock = new BrokerClock(recovery.broker().nowMs());
        Node recovered = recovery.start(settings.options().node().withinBudget(heap / 2), logOptions, start);
        sayRecovered(recovery, (System.nanoTime() - beganNanos) / 1_000_000);

        bounds = new Bounds(
                recovered.limitCounts(),
                recovered.budget(),
                settings.options().connects(),
                settings.options().slow(),
                clock);
        NodeThread thread = new NodeThread(recovered, clock, storage::execute, this::fail, recovery.arrivals());
        node = thread;
        thread.ended().tell(logins::trespassed);
        storage.start(thread::report);
        thread.start();
        BackupDesk desk = new BackupDesk(settings.data(), new NodeHold(thread, recovery.holding()));
        backups = desk;
        logView = recovery::logView;
        listen(thread, clock, bounds, desk);
        say(out, "ready");
    }

    private void sayRecovered(NodeRecovery recovery, long tookMs) {
        Totals totals = recovery.broker().totals();
        say(out, "data  in " + settings.data().toAbsolutePath().normalize());
        say(
                out,
                "found %s, %s, %d retained; replayed %s in %d ms"
                        .formatted(
                                Many.of(totals.sessions(), "session"),
                                Many.of(totals.messages(), "message"),
                                totals.retained(),
                                Many.of(recovery.records(), "record"),
                                tookMs));
    }

    private void listen(NodeThread thread, BrokerClock clock, Bounds shared, BackupDesk desk) throws IOException {
        LineOptions options = settings.options().line();
        EventLoops ours =
                new EventLoops(Runtime.getRuntime().availableProcessors(), EventLoops.Transport.best(), clock::nowMs);
        loops = ours;
        ours.keptBy(shared);
        ours.acceptedMax(OpenFiles.forClients());
        watch(thread, shared, clock);
        Drain its = new Drain(thread, clock, () -> exit.run());
        drain = its;
        shared.house(its::objection);
        MorePorts.Secure secure = settings.more().tls();
        if (secure != null) certificates = CertificateWatch.of(secure.files());
        AdminPlace place = adminPlace();
        HttpLogins entrance = new HttpLogins(logins, clock::nowMs);
        httpLogins = entrance;
        BrokerMetrics metrics = thread.metrics();
        metrics.ends(thread.ended()::count);
        metrics.limits(shared.counts());
        metrics.memory(shared.budget());
        LongestMessage longest =
                new LongestMessage(shared.budget(), settings.options().log());
        MqttOptions mqtt = longest.fitting(settings.options().mqtt().with(Restored.of(storage.restored())));
        AmqpOptions amqp = longest.fitting(settings.options().amqp().restored(storage.restored()));
        doors = new Doors(
                ours,
                settings,
                certificates == null ? null : certificates.tls(),
                () -> origins,
                options,
                new MqttDoor(options, mqtt, thread, clock, logins, shared),
                new AmqpDoor(options, amqp, thread, clock, logins, shared),
                line -> say(out, line));
        doors.openAll();
        doors.measure(metrics);
        int queuesMax = settings.options().metrics().queuesMax();
        DiskLooks data =
                new DiskLooks(new DataPlace(settings.data(), settings.options().log()));
        NodeState state = new NodeState(thread, data, queuesMax, failure);
        admin = AdminServer.open(
                place, entrance, sources(thread, clock, shared, its, desk, data, amqp), this::reload, state);
        String scheme = place.tls() == null ? "HTTP " : "HTTPS";
        say(out, scheme + " listening on " + settings.httpListen() + ":" + admin.port());
    }

    private void watch(NodeThread thread, Bounds shared, BrokerClock clock) {
        HeapWatch heap = new HeapWatch(new HeapWatch.OwnHeap(), clock);
        LimitNotices notices = new LimitNotices(shared.counts(), clock);
        Runnable round = () -> {
            heap.run();
            thread.shortOfMemory(heap.isShort());
            notices.run();
        };
        watch.scheduleWithFixedDelay(round, WATCH_MS, WATCH_MS, TimeUnit.MILLISECONDS);
    }

    /** On loopback without TLS, where nobody else reads it; elsewhere with. */
    private AdminPlace adminPlace() throws IOException {
        CertificateWatch own = certificates;
        boolean isPlain = own == null || Loopback.is(settings.httpListen());
        return new AdminPlace(settings.httpListen(), settings.httpPort(), isPlain ? null : secure(own.tls()));
    }

    /** TLS as the other ports speak it; a certificate that is read again shows here, too. */
    static AdminPlace.Secure secure(Tls tls) {
        return new AdminPlace.Secure(tls.context(), Tls.protocols(), tls.suites());
    }

    private ApiSources sources(
            NodeThread thread,
            BrokerClock clock,
            Bounds shared,
            Drain its,
            BackupDesk desk,
            DiskLooks data,
            AmqpOptions amqp) {
        int lengthMax = amqp.line().messageLengthMax();
        return new ApiSources(
                new NodeOverview(thread, clock, its::isDraining, shared, data),
                new NodeSessions(thread, clock),
                new NodeQueues(thread),
                new NodeLines(thread),
                new NodeMessages(thread, clock, lengthMax),
                its,
                desk,
                new NodeLog(thread, logView, data, kept));
    }

    /** Reloads what can be while it runs by these; it closes them when it stops. */
    void reloadBy(Reloads its) {
        reloads = its;
    }

    private CompletableFuture<ReloadSource.Reloaded> reload() {
        Reloads its = reloads;
        return its == null
                ? CompletableFuture.completedFuture(new ReloadSource.Reloaded(false, List.of("the broker is starting")))
                : its.reload();
    }

    @Override
    public void take(Settings now) {
        LogOutput.level(now.value(BelaySchema.LOG_LEVEL));
        origins = now.value(PortKeys.ORIGINS);
        admit(roster.with(now));
    }

    @Override
    public void take(Users now) {
        admit(roster.with(now));
    }

    @Override
    public @Nullable CertificateWatch certificates() {
        return certificates;
    }

    private void admit(Roster next) {
        roster = next;
        next.remarks().forEach(LOG::warn);
        logins.allowBarePasswords(next.allowsBarePasswords());
        logins.tokens(next.tokens());
        logins.accounts(next.accounts(staysClosed));
    }

    /** Where it is said who may come in. */
    LoginDesk logins() {
        return logins;
    }

    /** How often each limit was reached, and what else lines share. Once started. */
    Bounds bounds() {
        if (bounds == null) throw new IllegalStateException("not started");
        return bounds;
    }

    int mqttPort() {
        return port(Doors.Door.MQTT);
    }

    int amqpPort() {
        return port(Doors.Door.AMQP);
    }

    /** The port of a door as bound; 0 if it is not open. */
    int port(Doors.Door door) {
        return doors == null ? 0 : doors.port(door);
    }

    int httpPort() {
        return admin == null ? 0 : admin.port();
    }

    NodeThread nodeThread() {
        if (node == null) throw new IllegalStateException("not started");
        return node;
    }

    /** Stops cleanly when the process is told to end, and ends it with 0, or with 1 after a failure. */
    void stopAtExit() {
        exit = () -> new Thread(() -> System.exit(BelayMain.OK), "belay-exit").start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            boolean clean = stop();
                            say(out, clean ? "stopped" : "stopped, not cleanly");
                            Runtime.getRuntime().halt(clean ? BelayMain.OK : BelayMain.FAILED);
                        },
                        "belay-stop"));
        // Not on the node thread, which the hook waits for.
        failure.thenRunAsync(() -> System.exit(BelayMain.FAILED), task -> new Thread(task, "belay-exit").start());
    }

    /**
     * Stops: no line is accepted any more, those that stand are told and closed, sessions stay, the log is synced.
     *
     * @return whether that went well
     */
    boolean stop() {
        boolean clean = !failure.isDone();
        try {
            Reloads its = reloads;
            if (its != null) its.close();
            if (drain != null) drain.close();
            if (backups != null) backups.close();
            if (doors != null) doors.close();
            if (admin != null) admin.close();
            if (httpLogins != null) httpLogins.close();
            if (node != null) clean &= node.stop(STOP_PATIENCE_MS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            clean = false;
        }
        watch.shutdownNow();
        if (loops != null) loops.close();
        logins.close();
        try {
            storage.close();
        } catch (IOException unclosed) {
            LOG.error("cannot close the data directory: {}", unclosed.getMessage());
            clean = false;
        }
        LogOutput.forget(kept);
        return clean;
    }

    /** The node can no longer keep its promises: better down than wrong. */
    private void fail(String why) {
        failure.complete(why); // before the word in the log, which may fail for want of memory
        LOG.error("the broker stops: {}", why);
    }

    /** Completes when the broker has failed for good, with the reason; then it is to be stopped. */
    CompletableFuture<String> failure() {
        return failure;
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
