package io.belay.sim;

import io.belay.amqp.AmqpLimits;
import io.belay.core.Limits;
import io.belay.log.LogOptions;
import io.belay.mqtt.MqttLimits;
import io.belay.node.NodeOptions;
import io.belay.node.QueueOptions;
import io.belay.node.Restored;
import io.belay.node.amqp.AmqpOptions;
import io.belay.node.mqtt.MqttOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws worlds of programs that use the real client, and what is done to them. */
public final class ProgramScheduleWriter {
    /** Every queue with a name of its own that a world may have. */
    static final List<String> ALL_QUEUES = List.of("q1", "q2", "questions", "DLQ");

    private static final List<String> QUEUES = List.of("q1", "q1", "q2");
    private static final Place TOPIC = Place.topic("news");
    private static final Place QUESTIONS = Place.queue("questions");
    private static final List<Long> LENGTHS_US = List.of(1_000_000L, 3_000_000L, 10_000_000L, 40_000_000L);
    private static final long LONG_US = 20_000_000;
    private static final int LENGTH_MAX = 40_000; // of long messages: some frames
    private static final int LONG_SEGMENT = 256 << 10; // A message may have a quarter.

    private final Chance chance;
    private final Chance variety; // of its own, so that what it draws changes nothing else
    private final Chance doubts; // likewise
    private final Chance choices; // likewise
    private final boolean isLong; // some messages are
    private final boolean isInParts; // that clients tell what they have
    private final List<Schedule.Step> steps = new ArrayList<>();
    private final int programs;
    private final long lengthUs;
    private final int habitFaults; // how often, against each other
    private final int lineFaults;
    private final int nodeFaults;
    private final int diskFaults;

    private ProgramScheduleWriter(long seed) {
        chance = new Chance(seed * 31 + 7);
        variety = new Chance(seed * 31 + 11);
        doubts = new Chance(seed * 31 + 13);
        choices = new Chance(seed * 31 + 17);
        isLong = variety.percent(10);
        isInParts = !isLong && PartsWriter.isDrawn(seed);
        programs = 1 + chance.below(3);
        lengthUs = PartsWriter.lengthUs(seed, LateWriter.lengthUs(seed, chance.oneOf(LENGTHS_US)));
        habitFaults = chance.oneOf(List.of(0, 0, 1, 2));
        lineFaults = chance.below(5);
        nodeFaults = chance.below(4);
        diskFaults = chance.percent(15) ? 1 : 0;
    }

    /** The schedule of this seed, always the same. */
    public static Schedule draw(long seed) {
        ProgramScheduleWriter writer = new ProgramScheduleWriter(seed);
        List<ProgramHabits> usual = LateWriter.habits(seed, RaceWriter.habits(seed, writer.habits()));
        List<ProgramHabits> habits = SettledWriter.habits(seed, PartsWriter.habits(seed, usual));
        Host.Setup setup = writer.setup();
        int kinds = writer.habitFaults + writer.lineFaults + writer.nodeFaults + writer.diskFaults;
        int count = kinds == 0 ? 0 : 1 + writer.chance.below(30);
        while (count-- > 0) writer.add(writer.atUs(), writer.action(kinds));
        writer.steps.addAll(EndWriter.draw(seed, writer.programs, writer.lengthUs));
        writer.steps.addAll(BackupWriter.draw(seed, writer.lengthUs));
        writer.steps.addAll(RaceWriter.draw(seed, writer.programs, writer.lengthUs));
        writer.steps.addAll(LateWriter.draw(seed, writer.programs));
        writer.steps.addAll(PartsWriter.draw(seed, writer.programs));
        writer.steps.sort(Comparator.comparingLong(Schedule.Step::atUs));
        return new Schedule(seed, List.of(), List.of(), habits, setup, List.copyOf(writer.steps), writer.lengthUs);
    }

    private List<ProgramHabits> habits() {
        List<List<Task>> tasks = new ArrayList<>();
        for (int index = 0; index < programs; index++) tasks.add(new ArrayList<>());
        int count = programs + 1 + chance.below(4);
        for (int index = 0; index < count; index++) give(tasks, index);
        List<ProgramHabits> habits = new ArrayList<>();
        for (int index = 0; index < programs; index++) {
            boolean isPlain = variety.percent(15);
            habits.add(ProgramHabits.draw(chance, "p" + index, isPlain, doubts.percent(50), tasks.get(index)));
        }
        return habits;
    }

    /** Draws tasks that belong together, and gives each to some program. */
    private void give(List<List<Task>> tasks, int index) {
        int kind = index == 0 ? 0 : chance.below(6);
        Place queue = Place.queue(chance.oneOf(QUEUES));
        Supply from = Supply.queue(queue.name());
        if (kind == 0) {
            give(tasks, Task.Kind.SEND, from, queue);
            give(tasks, taking(), from, Task.NOWHERE);
        } else if (kind == 1) {
            give(tasks, taking(), from, Task.NOWHERE);
        } else if (kind == 2) {
            give(tasks, Task.Kind.DEAL, from, Place.queue(chance.oneOf(QUEUES)));
        } else if (kind == 3) {
            give(tasks, Task.Kind.ASK, from, QUESTIONS);
            give(tasks, Task.Kind.REPLY, Supply.queue(QUESTIONS.name()), Task.NOWHERE);
        } else if (kind == 4) {
            String subscription = chance.percent(30) ? "s" + tasks.size() + index : "";
            Supply news = new Supply(TOPIC, subscription, false);
            if (variety.percent(40)) {
                news = new Supply(TOPIC, "shared", false, true, false);
                give(tasks, Task.Kind.TAKE, news, Task.NOWHERE);
            }
            give(tasks, Task.Kind.TAKE, news, Task.NOWHERE);
            give(tasks, Task.Kind.SEND, from, TOPIC);
        } else {
            give(tasks, Task.Kind.BROWSE, new Supply(queue, "", true), Task.NOWHERE);
            give(tasks, Task.Kind.SEND, from, queue);
        }
    }

    private Task.Kind taking() {
        Task.Kind kind = chance.oneOf(List.of(Task.Kind.TAKE, Task.Kind.GATHER));
        return kind == Task.Kind.GATHER && choices.percent(25) ? Task.Kind.PICK : kind;
    }

    private void give(List<List<Task>> tasks, Task.Kind kind, Supply from, Place to) {
        boolean isStyled = to != Task.NOWHERE && (isLong || variety.percent(40));
        Style style = isStyled ? Style.draw(variety, isLong ? LENGTH_MAX : 0) : Style.PLAIN;
        boolean mayChoose = !from.place().isTopic() && !from.browses();
        Supply chosen = mayChoose && choices.percent(25) ? from.selecting() : from;
        chance.oneOf(tasks).add(Task.draw(chance, kind, chosen, to, lengthUs, style));
    }

    /** Most is done while there is most to disturb. */
    private long atUs() {
        return chance.percent(60) ? 50_000 + chance.skewed(0, lengthUs) : chance.between(0, lengthUs);
    }

    private void add(long atUs, Action action) {
        steps.add(new Schedule.Step(atUs, action));
    }

    private Action action(int kinds) {
        int program = chance.below(programs);
        int kind = chance.below(kinds);
        if (kind < habitFaults) return habit(program);
        if (kind < habitFaults + lineFaults) return lineFault(program);
        return kind < habitFaults + lineFaults + nodeFaults ? nodeFault() : diskFault();
    }

    private Action habit(int program) {
        int kind = chance.below(5);
        if (kind == 0) return new Action.Leave(program, false, -1, chance.skewed(0, LONG_US));
        if (kind == 1) return new Action.Vanish(program, chance.percent(50) ? 0 : chance.skewed(0, LONG_US));
        if (kind == 2) return new Action.Usurp(program);
        return kind == 3
                ? new Action.Mute(program, chance.skewed(1_000, LONG_US))
                : new Action.Dawdle(program, chance.skewed(1_000, LONG_US));
    }

    private Action lineFault(int program) {
        int kind = chance.below(4);
        if (kind == 0) return new Action.HalfOpen(program, chance.percent(60), chance.percent(60));
        if (kind == 1) return new Action.Stall(program, chance.skewed(1_000, LONG_US));
        return new Action.Cut(program, chance.skewed(0, 2_000_000), chance.skewed(0, 2_000_000));
    }

    private Action nodeFault() {
        int kind = chance.below(10);
        if (kind == 0) return new Action.Stop(chance.skewed(10_000, 5_000_000));
        return new Action.Kill(1 + chance.below(60), chance.percent(50), chance.skewed(10_000, 5_000_000));
    }

    private Action diskFault() {
        return chance.percent(30)
                ? new Action.FailDisk()
                : new Action.SlowDisk(1 << chance.below(10), chance.skewed(100_000, LONG_US));
    }

    // The server

    private Host.Setup setup() {
        int usual = chance.oneOf(List.of(4 << 10, 16 << 10, 64 << 10));
        int segment = isLong ? LONG_SEGMENT : usual;
        LogOptions log = new LogOptions(
                segment,
                chance.oneOf(List.of(256, segment)),
                chance.oneOf(List.of(1_000L, 8_000L, 64_000L)),
                0,
                chance.oneOf(List.of(0, 25, 90)));
        int unsettledMax = chance.oneOf(List.of(3, 100_000));
        QueueOptions queues = new QueueOptions(
                isInParts ? PartsWriter.UNSETTLED_MAX : unsettledMax,
                chance.oneOf(List.of(1, 4_096)),
                chance.oneOf(List.of(1, 256)),
                chance.oneOf(List.of(100L, 8L << 20)),
                chance.oneOf(List.of(1_000L, 600_000L)));
        NodeOptions node = new NodeOptions(
                Limits.DEFAULTS,
                chance.oneOf(List.of(0L, 500L, 1L << 20)),
                chance.oneOf(List.of(64L << 10, 512L << 10)),
                chance.oneOf(List.of(100L, 1L << 20)),
                1 << 20,
                queues);
        MqttOptions mqtt =
                new MqttOptions(MqttLimits.DEFAULT, 64, 64, 16, 16, 1_024, 65_535, 1_024, 60, 1L << 20, Restored.NEVER);
        return new Host.Setup(node, log, mqtt, amqp());
    }

    private AmqpOptions amqp() {
        AmqpOptions usual = AmqpOptions.DEFAULTS;
        AmqpLimits limits = limits();
        int senderCreditMax = chance.oneOf(List.of(1, 10, 1_000));
        int consumerCreditMax = chance.oneOf(List.of(1, 10, 10_000));
        return new AmqpOptions(
                limits,
                usual.containerId(),
                usual.saslMechanisms(),
                usual.containerIdLengthMax(),
                usual.addressLengthMax(),
                usual.topicLevelsMax(),
                senderCreditMax,
                isInParts ? PartsWriter.UNSETTLED_MAX : consumerCreditMax,
                usual.selectorLengthMax(),
                usual.transactionsMax(),
                usual.transactionMessagesMax(),
                usual.transactionBytesMax(),
                300_000L,
                chance.oneOf(List.of(200L, 1L << 20)));
    }

    private AmqpLimits limits() {
        AmqpLimits usual = AmqpLimits.DEFAULT;
        int drawn = chance.oneOf(List.of(8 << 10, 256 << 10));
        int usualFrame = isInParts ? PartsWriter.FRAME_SIZE : drawn;
        int frame = isLong ? 8 << 10 : usualFrame;
        return AmqpLimits.DEFAULT.withFrames(frame, frame).withWindow(chance.oneOf(List.of(1, 4, 2_048)));
    }
}
