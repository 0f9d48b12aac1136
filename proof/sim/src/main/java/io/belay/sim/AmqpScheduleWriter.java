package io.belay.sim;

import io.belay.amqp.AmqpLimits;
import io.belay.node.NodeOptions;
import io.belay.node.QueueOptions;
import io.belay.node.amqp.AmqpOptions;
import java.util.ArrayList;
import java.util.List;

/** Draws what AMQP clients do, and what is done to them. */
final class AmqpScheduleWriter {
    /** Every queue that a world may have. */
    static final List<String> ALL_QUEUES = List.of("q1", "q2", "q3", "DLQ");

    private static final List<String> QUEUES = List.of("q1", "q1", "q2", "q3");
    private static final List<String> TOPICS = List.of("a", "a/b", "a/b", "a/c");
    private static final List<String> FILTERS = List.of("a", "a/b", "a/#", "+/b", "w/#");
    private static final long LONG_US = 40_000_000;

    private final Chance chance;
    private final int base; // the place of the first AMQP client
    private final int clients;
    private final long lengthUs;
    private final boolean isAlone; // no other faults are drawn
    private final List<Schedule.Step> steps = new ArrayList<>();
    private final int talkPercent;
    private final int transactedPercent;
    private final int topicPercent;
    private final int groupPercent;
    private final int lineFaults;
    private final int nodeFaults;
    private final int diskFaults;

    AmqpScheduleWriter(Chance chance, int base, long lengthUs) {
        this.chance = chance;
        this.base = base;
        this.lengthUs = lengthUs;
        isAlone = base == 0;
        clients = 1 + chance.below(isAlone ? 4 : 3);
        talkPercent = 60 + chance.below(36);
        transactedPercent = chance.oneOf(List.of(0, 30, 60));
        topicPercent = isAlone ? chance.oneOf(List.of(0, 0, 40)) : 50;
        groupPercent = chance.oneOf(List.of(0, 0, 70));
        lineFaults = chance.below(4);
        nodeFaults = isAlone ? chance.below(4) : 0;
        diskFaults = isAlone && chance.percent(30) ? 1 : 0;
    }

    List<AmqpHabits> habits() {
        List<AmqpHabits> habits = new ArrayList<>();
        for (int index = 0; index < clients; index++) habits.add(AmqpHabits.draw(chance, "j" + index));
        return habits;
    }

    List<Schedule.Step> steps() {
        for (int index = 0; index < clients; index++) {
            int count = chance.below(4);
            while (count-- > 0) add(chance.skewed(0, 500_000), consume(base + index));
        }
        int count = 20 + chance.below(isAlone ? 180 : 80);
        while (count-- > 0) add(chance.between(0, lengthUs), action());
        return steps;
    }

    /** The same server for AMQP clients. */
    Host.Setup setup(Host.Setup setup) {
        NodeOptions node = setup.node();
        QueueOptions queues = new QueueOptions(
                chance.oneOf(List.of(3, 100_000)),
                chance.oneOf(List.of(1, 4_096)),
                chance.oneOf(List.of(1, 256)),
                chance.oneOf(List.of(100L, 8L << 20)),
                chance.oneOf(List.of(1_000L, 600_000L)));
        NodeOptions ours = new NodeOptions(
                node.limits(),
                node.bodyBytesMax(),
                node.lineBytesMax(),
                node.loadBytesMax(),
                node.unassuredBytesMax(),
                queues);
        return new Host.Setup(ours, setup.log(), setup.mqtt(), options());
    }

    private AmqpOptions options() {
        AmqpOptions usual = AmqpOptions.DEFAULTS;
        return new AmqpOptions(
                limits(),
                usual.containerId(),
                usual.saslMechanisms(),
                usual.containerIdLengthMax(),
                usual.addressLengthMax(),
                usual.topicLevelsMax(),
                chance.oneOf(List.of(1, 10, 1_000)),
                chance.oneOf(List.of(1, 10, 10_000)),
                usual.selectorLengthMax(),
                usual.transactionsMax(),
                chance.oneOf(List.of(3, 100_000, 100_000)),
                usual.transactionBytesMax(),
                chance.oneOf(List.of(2_000L, 300_000L)),
                chance.oneOf(List.of(200L, 1L << 20)));
    }

    private AmqpLimits limits() {
        AmqpLimits usual = AmqpLimits.DEFAULT;
        int frame = chance.oneOf(List.of(512, 256 << 10));
        return usual.withFrames(frame, frame)
                .withWindow(chance.oneOf(List.of(1, 4, 2_048)))
                .withTimeouts(usual.openTimeoutMs(), chance.oneOf(List.of(4_000, 20_000)));
    }

    private void add(long atUs, Action action) {
        steps.add(new Schedule.Step(atUs, action));
    }

    private Action action() {
        int client = base + chance.below(clients);
        if (chance.percent(talkPercent)) return talk(client);
        int kind = chance.below(3 + lineFaults + nodeFaults + diskFaults);
        if (kind < 3) return habit(client, kind);
        if (kind < 3 + lineFaults) return lineFault(client);
        return kind < 3 + lineFaults + nodeFaults ? nodeFault() : diskFault();
    }

    private Action talk(int client) {
        if (chance.percent(8)) return consume(client);
        if (chance.percent(5)) return new Action.Unwant(client, supply(), chance.percent(30));
        if (chance.percent(8)) return new Action.Drain(client, chance.oneOf(List.of(1L, 10L, 1_000L)));
        boolean toTopic = chance.percent(topicPercent);
        Place to = toTopic ? Place.topic(chance.oneOf(TOPICS)) : Place.queue(chance.oneOf(QUEUES));
        String group = !toTopic && chance.percent(groupPercent) ? "g" + chance.below(2) : "";
        long ttlMs = chance.percent(5) ? 1 + chance.skewed(0, 10_000) : -1;
        return new Action.Send(client, to, group, ttlMs, chance.percent(transactedPercent));
    }

    private Action consume(int client) {
        if (chance.percent(15)) {
            return new Action.Consume(client, new Supply(Place.queue(chance.oneOf(QUEUES)), "", true), false);
        }
        return new Action.Consume(client, supply(), chance.percent(transactedPercent));
    }

    private Supply supply() {
        if (!chance.percent(topicPercent)) {
            return Supply.queue(chance.percent(10) ? "DLQ" : chance.oneOf(QUEUES));
        }
        String filter = chance.oneOf(FILTERS);
        return new Supply(Place.topic(filter), chance.percent(70) ? "s" + FILTERS.indexOf(filter) : "", false);
    }

    private Action habit(int client, int kind) {
        if (kind == 0) return new Action.Leave(client, false, -1, chance.skewed(0, LONG_US));
        if (kind == 1) return new Action.Vanish(client, chance.percent(50) ? 0 : chance.skewed(0, LONG_US));
        if (chance.percent(30)) return new Action.EndSession(client, chance.percent(50));
        return chance.percent(50)
                ? new Action.Mute(client, chance.skewed(1_000, LONG_US))
                : new Action.Dawdle(client, chance.skewed(1_000, LONG_US));
    }

    private Action lineFault(int client) {
        int kind = chance.below(4);
        if (kind == 0) return new Action.HalfOpen(client, chance.percent(60), chance.percent(60));
        if (kind == 1) return new Action.Stall(client, chance.skewed(1_000, LONG_US));
        return new Action.Cut(client, chance.skewed(0, 5_000_000), chance.skewed(0, 5_000_000));
    }

    private Action nodeFault() {
        int kind = chance.below(10);
        if (kind == 0) return new Action.Stop(chance.skewed(10_000, 5_000_000));
        if (kind == 1) return new Action.MoveClock(chance.between(-30_000, 30_000));
        return new Action.Kill(1 + chance.below(60), chance.percent(50), chance.skewed(10_000, 5_000_000));
    }

    private Action diskFault() {
        int kind = chance.below(3);
        if (kind == 0) return new Action.FillDisk(chance.skewed(100_000, LONG_US));
        if (kind == 1) return new Action.FailDisk();
        return new Action.SlowDisk(1 << chance.below(12), chance.skewed(100_000, LONG_US));
    }
}
