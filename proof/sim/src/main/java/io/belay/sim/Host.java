package io.belay.sim;

import io.belay.base.Break;
import io.belay.base.ByteWriter;
import io.belay.base.Cause;
import io.belay.core.Broker;
import io.belay.core.TimelineEntry;
import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.log.Log;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.log.Recovery;
import io.belay.log.Snapshot;
import io.belay.node.Node;
import io.belay.node.NodeOptions;
import io.belay.node.NodeRecovery;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.Restored;
import io.belay.node.amqp.AmqpOptions;
import io.belay.node.message.MessageFilters;
import io.belay.node.mqtt.MqttOptions;
import io.belay.sim.disk.MemoryDisk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The machine that a node runs on: drives it as the server program does, kills it at any step, and starts it again from
 * what the disk holds.
 */
public final class Host {
    private static final long LOG_ID = 0x5EED_0F_BE1A_7E57L;
    private static final long POLL_US = 250_000; // as often as the server ticks its lines
    private static final int POLLS_PER_RETRY = 4; // about every second
    private static final long HANDOVER_US = 200; // at most, between a line's thread and the node's
    private static final String MARK = "the backup";
    private static final long NEVER = -1;
    private static final long FAR_US = 1_000_000_000_000L;
    private static final long WATCH_US = 3_000_000; // longer than any fuse burns while there is something to do

    /** The process ends in the middle of what it does. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    /** How the server is set up. */
    public record Setup(NodeOptions node, LogOptions log, MqttOptions mqtt, AmqpOptions amqp) {
        private Setup restored(long atMs) {
            return new Setup(node, log, mqtt.with(new Restored(MARK, atMs)), amqp.restored(MARK));
        }
    }

    /** A copy of the log, which ends with a batch, and what the broker was then; null if that is not known. */
    private record Backup(long batch, MemoryDisk.Image image, byte @Nullable [] state) {}

    private final Agenda agenda;
    private final Chance chance;
    private final History history;
    private final SimDisk disk;
    private Setup setup;
    private final LongSupplier wallMs;
    private final TreeMap<Long, byte[]> states = new TreeMap<>(); // what a sealed batch made of the broker
    private final TreeSet<Long> deaths = new TreeSet<>(); // when the node may be killed, or its disk fail
    private final Map<String, List<TimelineEntry>> told = new TreeMap<>(); // of each client, as it was noted last
    private int boot;
    private @Nullable Backup backup;

    // The process; gone when it dies.
    private @Nullable Node node;
    private @Nullable Log log;
    private final Map<Long, HostLine> lines = new LinkedHashMap<>();
    private final ArrayDeque<Request> requests = new ArrayDeque<>();
    private final ArrayDeque<DiskReport> reports = new ArrayDeque<>();
    private Agenda.@Nullable Entry round;
    private Agenda.@Nullable Entry waking;
    private Agenda.@Nullable Entry polling;
    private long sealed; // the last batch that was
    private long synced; // as reported to the node
    private long restored = NEVER; // the last batch of the backup that the node starts on
    private long frozenUntilUs; // the node's thread
    private long deafUntilUs; // the lines' threads
    private int polls;
    private int fuse; // steps until the process dies; 0 for none
    private boolean powerGoes;
    private boolean isStopping;
    private long downUs;
    private Runnable beforeStart = () -> {};

    Host(Agenda agenda, Chance chance, History history, SimDisk disk, Setup setup, LongSupplier wallMs) {
        this.agenda = agenda;
        this.chance = chance;
        this.history = history;
        this.disk = disk;
        this.setup = setup;
        this.wallMs = wallMs;
    }

    boolean isUp() {
        return node != null;
    }

    /** Whether clients that come find a listener. */
    boolean accepts() {
        return node != null && !isStopping;
    }

    long nowMs() {
        return wallMs.getAsLong();
    }

    Setup setup() {
        return setup;
    }

    /** Serves a line that a client opens. */
    void serve(HostLine line) {
        lines.put(line.number(), line);
        line.deaf(deafUntilUs);
        told.putIfAbsent(line.session(), List.of());
    }

    /** Ends a line from this side, if it is there: as an operator or a drain does, or as who bounds what peers may do. */
    void end(long number, Break how) {
        HostLine line = lines.get(number);
        if (line == null || isStopping || isFrozen()) return;
        boolean isOrder = how.cause() == Cause.OPERATOR || how.cause() == Cause.DRAIN;
        if (isOrder) {
            guarded(() -> dismiss(number, how));
            return;
        }
        history.add(new Event.Provoked((int) number, how));
        line.end(how);
    }

    private void dismiss(long number, Break how) {
        boolean isDrain = how.cause() == Cause.DRAIN;
        node.time(nowMs());
        if (node.dismiss(number, isDrain ? Reply.Closed.Cause.STOPPING : Reply.Closed.Cause.ENDED, how))
            history.add(new Event.Provoked((int) number, how));
        finishRound();
    }

    void farewell(int number, boolean isError) {
        history.add(new Event.Farewell(number, isError));
    }

    // Life and death

    /** Starts the program on what the disk holds. */
    void start() {
        beforeStart.run();
        beforeStart = () -> {};
        boot++;
        NodeRecovery recovery = new NodeRecovery(new MessageFilters());
        LogStart found;
        try {
            found = Recovery.run(disk.files(), setup.log(), LOG_ID, recovery);
        } catch (RuntimeException failed) {
            history.add(new Event.StartFailed(boot, failed.toString()));
            return;
        }
        if (boot > 1) history.add(new Event.Recovered(boot, difference(found, recovery.broker())));
        sealed = found.lastBatch();
        states.keySet().removeIf(batch -> batch != sealed); // Until the next is written it may be found again.
        isStopping = false;
        disk.listen(this::report);
        Log fresh = new Log(setup.log(), found);
        log = fresh;
        node = new Node(setup.node(), recovery.broker(), fresh);
        history.add(new Event.Started(boot));
        guarded(() -> {
            node.time(nowMs());
            node.restart();
            finishRound();
        });
        polling = agenda.in(POLL_US, this::poll);
    }

    /** The process dies at its next step but so many. */
    void lightFuse(int steps, boolean powerLoss, long down) {
        fuse = steps;
        powerGoes = powerLoss;
        downUs = down;
    }

    /**
     * Says when the process may die, or be doomed to. Only of what comes shortly before that it is remembered what recovery
     * must find: to write the whole state down with each batch would take most of a world's time.
     */
    void mayDieAt(long atUs) {
        deaths.add(atUs);
    }

    private boolean mayDieSoon() {
        Long next = deaths.higher(agenda.nowUs() - WATCH_US);
        return fuse > 0 || isStopping || next != null && next < agenda.nowUs() + WATCH_US;
    }

    /** Something to be done when the node is down, before it starts again. */
    void beforeStart(Runnable deed) {
        beforeStart = deed;
    }

    /** No more deaths from here on. */
    void calm() {
        fuse = 0;
        beforeStart = () -> {};
    }

    /** An orderly stop, as on SIGTERM. */
    void stop(long down) {
        if (node == null || isStopping || isPutOff(() -> stop(down))) return;
        isStopping = true;
        downUs = down;
        history.add(new Event.Stopping());
        guarded(() -> {
            node.time(nowMs());
            node.stop();
            finishRound();
        });
    }

    /** Copies the log while the node goes on, as it is now. A node that dies meanwhile leaves no backup. */
    void backUp(long copyUs) {
        Log copied = log;
        if (copied == null || backup != null || copied.holding().isWhole()) return;
        if (isPutOff(() -> backUp(copyUs))) return;
        Snapshot end = copied.holding().begin();
        byte[] state = states.get(end.batch());
        history.add(new Event.BackupBegan());
        agenda.in(copyUs, () -> {
            if (log != copied) return;
            MemoryDisk.Image image = disk.copy(end);
            if (copied.holding().end()) backup = new Backup(end.batch(), image, state);
            wakeSoon();
        });
    }

    /** The node dies, and starts again on the backup, if there is one. */
    void restore(long down) {
        Backup from = backup;
        if (from == null || node == null) return;
        die("it is to be restored", false);
        disk.restore(from.image);
        states.clear();
        if (from.state != null) states.put(from.batch, from.state);
        synced = from.batch;
        restored = from.batch;
        setup = setup.restored(nowMs());
        history.add(new Event.Restored());
        agenda.in(down, this::start);
    }

    /** The node does nothing until then at least, and its lines neither if the whole process stands still. */
    void freeze(long untilUs, boolean isWhole) {
        if (node == null) return;
        frozenUntilUs = Math.max(frozenUntilUs, untilUs);
        if (!isWhole) return;
        deafUntilUs = Math.max(deafUntilUs, untilUs);
        lines.values().forEach(line -> line.deaf(untilUs));
    }

    private boolean isFrozen() {
        return agenda.nowUs() < frozenUntilUs;
    }

    private boolean isPutOff(Runnable work) {
        if (isFrozen()) agenda.in(frozenUntilUs - agenda.nowUs(), work);
        return isFrozen();
    }

    private void die(String why, boolean powerLoss) {
        history.add(new Event.Died(boot, why));
        node = null;
        log = null;
        fuse = 0;
        frozenUntilUs = 0;
        deafUntilUs = 0;
        requests.clear();
        reports.clear();
        cancel(round);
        cancel(waking);
        cancel(polling);
        round = null;
        disk.crash(powerLoss);
        boolean told = !powerLoss || chance.percent(30);
        List<HostLine> open = new ArrayList<>(lines.values());
        lines.clear();
        open.forEach(line -> line.abandon(told));
    }

    private static void cancel(Agenda.@Nullable Entry entry) {
        if (entry != null) entry.cancel();
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (Killed killed) {
            die(powerGoes ? "power loss" : "kill", powerGoes);
            agenda.in(downUs, this::start);
        } catch (RuntimeException bug) {
            history.add(new Event.Offended(0, "the node broke: " + bug + " at " + Arrays.toString(top(bug))));
            die("a bug", false);
        }
    }

    private static StackTraceElement[] top(RuntimeException bug) {
        return Arrays.copyOf(bug.getStackTrace(), Math.min(6, bug.getStackTrace().length));
    }

    private void step() {
        if (fuse > 0 && --fuse == 0) throw new Killed();
    }

    // The node's thread

    void request(Request request) {
        requests.add(request);
        wakeSoon();
    }

    private void report(DiskReport report) {
        reports.add(report);
        wakeSoon();
    }

    private void wakeSoon() {
        if (round != null) return;
        long soonUs = chance.below((int) HANDOVER_US);
        round = agenda.in(Math.max(soonUs, frozenUntilUs - agenda.nowUs()), () -> guarded(this::round));
    }

    private void round() {
        round = null;
        if (node == null || isPutOff(this::wakeSoon)) return;
        step();
        node.time(nowMs());
        while (!requests.isEmpty()) {
            node.handle(requests.remove());
            step();
        }
        while (!reports.isEmpty()) {
            DiskReport report = reports.remove();
            if (report instanceof DiskReport.Written written) synced = Math.max(synced, written.batch());
            node.report(report);
            step();
        }
        finishRound();
    }

    private void finishRound() {
        long filling = log.filling();
        node.seal();
        tell();
        sealed = log.filling() - 1;
        if (sealed >= filling && log.isSealed() && mayDieSoon()) states.put(sealed, state(node.broker()));
        step();
        for (DiskOrder order : node.orders()) {
            disk.execute(order);
            step();
        }
        Map<Long, List<Reply>> byLine = new LinkedHashMap<>();
        node.replies()
                .forEach(reply -> byLine.computeIfAbsent(reply.line(), id -> new ArrayList<>())
                        .add(reply));
        for (Map.Entry<Long, List<Reply>> each : byLine.entrySet()) {
            HostLine line = lines.get(each.getKey());
            if (line != null) line.replied(each.getValue(), chance.below((int) HANDOVER_US));
            step();
        }
        wakeAtNextTime();
        endIfOver();
    }

    /** Asks as operators do why sessions are as they are, whenever that has changed. */
    private void tell() {
        for (Map.Entry<String, List<TimelineEntry>> each : told.entrySet()) {
            List<TimelineEntry> timeline = node.broker().timeline(each.getKey());
            if (timeline.equals(each.getValue())) continue;
            each.setValue(timeline);
            history.add(new Event.Told(each.getKey(), timeline));
        }
    }

    private void wakeAtNextTime() {
        long nextMs = node.nextTimeMs();
        if (nextMs == Long.MAX_VALUE || node.failure() != null) {
            cancel(waking);
            return;
        }
        long nowUs = agenda.nowUs();
        long delayUs = Math.min((nextMs - nowMs()) * 1_000 - nowUs % 1_000, FAR_US);
        waking = agenda.instead(waking, nowUs + Math.max(0, delayUs) + 1, this::wakeSoon);
    }

    private void endIfOver() {
        boolean isWritten = log.synced() >= log.filling() - 1 && synced >= sealed;
        if (node.failure() == null && !(isStopping && isWritten)) return;
        String why = node.failure() == null ? "stopped" : "the node gave up: " + node.failure();
        if (node.failure() != null) downUs = chance.between(10_000, 2_000_000);
        // The program ends once its lines have been told.
        Node ending = node;
        agenda.in(10_000, () -> {
            if (node != ending) return;
            die(why, false);
            agenda.in(downUs, this::start);
        });
    }

    // The lines' threads

    void guard(Runnable work) {
        if (node != null) guarded(work);
    }

    void closed(HostLine line) {
        lines.remove(line.number());
    }

    Agenda agenda() {
        return agenda;
    }

    private void poll() {
        if (node == null) return;
        if (agenda.nowUs() < deafUntilUs) {
            polling = agenda.in(deafUntilUs - agenda.nowUs(), this::poll);
            return;
        }
        for (HostLine line : new ArrayList<>(lines.values())) {
            line.tick();
        }
        if (++polls % POLLS_PER_RETRY == 0) {
            node.retry();
            wakeSoon();
        }
        polling = agenda.in(POLL_US, this::poll);
    }

    // What recovery must find

    private String difference(LogStart found, Broker broker) {
        if (found.lastBatch() < synced) {
            return "batch " + found.lastBatch() + ", but " + synced + " was on the disk";
        }
        if (restored != NEVER && found.lastBatch() != restored) {
            return "batch " + found.lastBatch() + ", but the backup ends with " + restored;
        }
        restored = NEVER;
        byte[] expected = states.get(found.lastBatch());
        if (expected == null || Arrays.equals(expected, state(broker))) return "";
        return "another state than batch " + found.lastBatch() + " had";
    }

    private static byte[] state(Broker broker) {
        ByteWriter out = new ByteWriter(1024);
        broker.save(out);
        return out.toArray();
    }
}
