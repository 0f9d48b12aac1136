package io.belay.sim;

import io.belay.core.Limits;
import io.belay.log.LogOptions;
import io.belay.mqtt.MqttLimits;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Version;
import io.belay.node.NodeOptions;
import io.belay.node.Restored;
import io.belay.node.amqp.AmqpOptions;
import io.belay.node.mqtt.MqttOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws small worlds: a few clients and topics, many faults, some of each kind in one world and none in another. */
public final class ScheduleWriter {
    private static final List<String> TOPICS = List.of("a", "a/b", "a/b", "a/c", "r/1", "r/2", "$x/a");
    private static final List<String> FILTERS = List.of(
            "a",
            "a/b",
            "a/#",
            "a/#",
            "+/b",
            "#",
            "r/+",
            "r/1",
            "w/#",
            "w/#",
            "$share/g/a/#",
            "$share/g/a/b",
            "$share/h/#");
    private static final List<Long> LENGTHS_US = List.of(2_000_000L, 10_000_000L, 60_000_000L, 300_000_000L);
    private static final int MQTT_PERCENT = 60; // of the worlds know MQTT only
    private static final int BOTH_PERCENT = 15; // know both; the others AMQP only

    /** Gives AMQP a luck of its own. Such that no seed that found something before AMQP was there has any of it. */
    private static final long AMQP_SEED = 203;

    private static final long LONG_US = 40_000_000;

    private final Chance chance;
    private final List<Schedule.Step> steps = new ArrayList<>();
    private final int clients;
    private final long lengthUs;
    private final int talkPercent;
    private final int lineFaults; // how often, against each other
    private final int nodeFaults;
    private final int diskFaults;

    private ScheduleWriter(Chance chance) {
        this.chance = chance;
        clients = 2 + chance.below(4);
        lengthUs = chance.oneOf(LENGTHS_US);
        talkPercent = 50 + chance.below(45);
        lineFaults = chance.below(4);
        nodeFaults = chance.below(3);
        diskFaults = chance.percent(30) ? 1 : 0;
    }

    /** The schedule of this seed, always the same. */
    public static Schedule draw(long seed) {
        Chance chance = new Chance(seed);
        ScheduleWriter writer = new ScheduleWriter(chance);
        List<Habits> clients = new ArrayList<>();
        for (int index = 0; index < writer.clients; index++) {
            clients.add(Habits.draw(chance, "c" + index));
            writer.greet(index);
        }
        int count = 20 + chance.below(180);
        for (int index = 0; index < count; index++) {
            writer.add(chance.between(0, writer.lengthUs), writer.action());
        }
        // A bound on session expiry is something that only 5.0 clients are told of.
        boolean areFive = clients.stream().allMatch(client -> client.version() == Version.MQTT_5);
        Host.Setup setup = setup(chance, areFive);
        Chance other = new Chance(seed * AMQP_SEED);
        int kind = other.below(100);
        if (kind < MQTT_PERCENT) return writer.schedule(seed, clients, List.of(), setup);
        return kind < MQTT_PERCENT + BOTH_PERCENT
                ? withAmqp(seed, clients, setup, writer, other)
                : withAmqp(seed, List.of(), setup, new ScheduleWriter(chance), other);
    }

    /** A world with AMQP clients beside those that were drawn, if any. */
    private static Schedule withAmqp(
            long seed, List<Habits> clients, Host.Setup setup, ScheduleWriter writer, Chance chance) {
        AmqpScheduleWriter amqp = new AmqpScheduleWriter(chance, clients.size(), writer.lengthUs);
        List<AmqpHabits> habits = amqp.habits();
        Host.Setup both = amqp.setup(setup);
        writer.steps.addAll(amqp.steps());
        return writer.schedule(seed, clients, habits, both);
    }

    private Schedule schedule(long seed, List<Habits> habits, List<AmqpHabits> amqp, Host.Setup setup) {
        steps.addAll(EndWriter.draw(seed, habits.size() + amqp.size(), lengthUs));
        List<Schedule.Step> backup = BackupWriter.draw(seed, habits.size(), lengthUs);
        // Who was let in since the restore is known by the clock.
        if (!backup.isEmpty()) steps.removeIf(step -> step.action() instanceof Action.MoveClock);
        steps.addAll(backup);
        steps.sort(Comparator.comparingLong(Schedule.Step::atUs));
        return new Schedule(seed, habits, amqp, setup, List.copyOf(steps), lengthUs);
    }

    private static Host.Setup setup(Chance chance, boolean areFive) {
        int segment = chance.oneOf(List.of(4 << 10, 16 << 10, 64 << 10));
        LogOptions log = new LogOptions(
                segment,
                chance.oneOf(List.of(256, segment)),
                chance.oneOf(List.of(1_000L, 8_000L, 64_000L)),
                chance.oneOf(List.of(0L, 10_000L)),
                chance.oneOf(List.of(0, 25, 90)));
        NodeOptions node = new NodeOptions(
                Limits.DEFAULTS,
                chance.oneOf(List.of(0L, 500L, 1L << 20)),
                chance.oneOf(List.of(64L << 10, 512L << 10)),
                chance.oneOf(List.of(100L, 1L << 20)),
                1 << 20);
        MqttLimits usual = MqttLimits.DEFAULT;
        MqttLimits line = new MqttLimits(
                usual.packetLengthMax(),
                usual.heldLengthMax(),
                usual.connectTimeoutMs(),
                usual.pingTimeoutMs(),
                chance.oneOf(List.of(1, 4, 1_024)),
                chance.below(3),
                chance.below(3));
        MqttOptions mqtt = new MqttOptions(
                line,
                64,
                64,
                16,
                16,
                1_024,
                65_535,
                chance.oneOf(List.of(1, 3, 1_024)),
                areFive && chance.percent(40) ? 20 : 0xFFFF_FFFFL,
                chance.oneOf(List.of(200L, 1L << 20)),
                Restored.NEVER);
        return new Host.Setup(node, log, mqtt, AmqpOptions.DEFAULTS);
    }

    private void add(long atUs, Action action) {
        steps.add(new Schedule.Step(atUs, action));
    }

    /** Most clients want something from the beginning. */
    private void greet(int client) {
        int count = chance.below(4);
        for (int index = 0; index < count; index++) {
            add(chance.skewed(0, 500_000), subscribe(client));
        }
    }

    private Action action() {
        int client = chance.below(clients);
        if (chance.percent(talkPercent)) return talk(client);
        int kind = chance.below(3 + lineFaults + nodeFaults + diskFaults);
        if (kind < 3) return habit(client, kind);
        if (kind < 3 + lineFaults) return lineFault(client);
        return kind < 3 + lineFaults + nodeFaults ? nodeFault() : diskFault();
    }

    private Action talk(int client) {
        if (chance.percent(15)) return subscribe(client);
        if (chance.percent(5)) return new Action.Unsubscribe(client, chance.oneOf(FILTERS));
        String topic = chance.oneOf(TOPICS);
        boolean retain = topic.startsWith("r/") && chance.percent(70);
        long expiryS = chance.percent(5) ? chance.below(10) : -1;
        int qos = chance.percent(15) ? 0 : 1 + chance.below(2);
        return new Action.Publish(client, topic, qos, retain, retain && chance.percent(15), expiryS);
    }

    private Action subscribe(int client) {
        String filter = chance.oneOf(FILTERS);
        boolean noLocal = !filter.startsWith("$share") && chance.percent(10);
        int qos = chance.percent(10) ? 0 : 1 + chance.below(2);
        return new Action.Subscribe(
                client, new Packet.Filter(filter, qos, noLocal, chance.percent(20), chance.below(3)));
    }

    private Action habit(int client, int kind) {
        if (kind == 0) {
            long expiryS = chance.percent(20) ? chance.skewed(0, 30) : -1;
            return new Action.Leave(client, chance.percent(20), expiryS, chance.skewed(0, LONG_US));
        }
        if (kind == 1) return new Action.Vanish(client, chance.percent(50) ? 0 : chance.skewed(0, LONG_US));
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
