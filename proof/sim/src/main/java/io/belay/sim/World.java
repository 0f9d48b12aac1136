package io.belay.sim;

import io.belay.base.Break;
import io.belay.base.Cause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One schedule, played from beginning to end in one thread. */
public final class World {
    private static final long EPOCH_MS = 1_700_000_000_000L;
    private static final long SWEEP_US = 5_000_000; // into the calm
    private static final long CALM_US = 70_000_000; // longer than any grace, delay or back-off of the calm

    private final Schedule schedule;
    private final Agenda agenda = new Agenda();
    private final History history;
    private final Line.Surroundings surroundings;
    private final SimDisk disk;
    private final Host host;
    private final List<SimClient> clients = new ArrayList<>();
    private final List<SimAmqpClient> amqpClients = new ArrayList<>();
    private final List<SimProgram> programs = new ArrayList<>();
    private final List<Participant> all = new ArrayList<>(); // by their place in the schedule
    private final Mischief mischief;
    private final List<Line> lines = new ArrayList<>();
    private long clockOffsetMs;
    private long numbers;
    private long things;

    /** Sets it up; nothing has happened yet. */
    public World(Schedule schedule, Fittings fittings) {
        this.schedule = schedule;
        mischief = fittings.mischief();
        Chance chance = new Chance(~schedule.seed());
        history = new History(agenda::nowUs, this::wallMs);
        surroundings = new Line.Surroundings(agenda, chance.split(), history, fittings.mischief());
        disk = fittings.disks().create(agenda, chance.split(), number -> history.add(new Event.Stored(number)));
        host = new Host(agenda, chance.split(), history, disk, schedule.setup(), () -> fittings.clock(wallMs()));
        for (Habits habits : schedule.clients()) {
            clients.add(new SimClient(habits, agenda, chance.split(), history, dialler()));
        }
        for (AmqpHabits habits : schedule.amqpClients()) {
            amqpClients.add(new SimAmqpClient(habits, agenda, chance.split(), history, dialler()));
        }
        for (ProgramHabits habits : schedule.programs()) {
            programs.add(new SimProgram(habits, agenda, chance.split(), history, dialler()));
        }
        all.addAll(clients);
        all.addAll(amqpClients);
        all.addAll(programs);
    }

    /** Plays the schedule, then the calm, and returns all that happened, or as much of it as has no end. */
    public History play() {
        try {
            playAll();
        } catch (History.Endless endless) {
            return history;
        }
        return history;
    }

    private void playAll() {
        host.start();
        all.forEach(client -> client.comeBack(50_000));
        for (Schedule.Step step : schedule.steps()) {
            if (isDeadly(step.action())) host.mayDieAt(step.atUs());
            agenda.in(step.atUs(), () -> perform(step.action()));
        }
        agenda.runUntil(schedule.lengthUs());
        calm();
        agenda.runUntil(schedule.lengthUs() + CALM_US);
        history.add(new Event.Over());
    }

    private static boolean isDeadly(Action action) {
        return action instanceof Action.Kill
                || action instanceof Action.Stop
                || action instanceof Action.FailDisk
                || action instanceof Action.BackUp;
    }

    private long wallMs() {
        return EPOCH_MS + agenda.nowUs() / 1_000 + clockOffsetMs;
    }

    private void calm() {
        history.add(new Event.Calm());
        disk.full(false);
        disk.slow(1);
        host.calm();
        for (Line line : lines) {
            if (line.isBroken()) line.cut(1_000, 1_000, new Break(Cause.RESET, "cut at last"));
        }
        all.forEach(Participant::calm);
        if (!amqpClients.isEmpty()) agenda.in(SWEEP_US, this::sweep);
        if (!programs.isEmpty()) agenda.in(SWEEP_US, this::empty);
    }

    private Dialler dialler() {
        return new Dialler() {
            @Override
            public @Nullable Line dial(String client, Protocol protocol, long latencyUs, Line.End clientEnd) {
                if (!host.accepts()) return null;
                int number = lines.size() + 1;
                HostLine serverEnd = new HostLine(host, number, client, protocol, mischief);
                Line line = new Line(number, client, protocol, surroundings, latencyUs, clientEnd, serverEnd);
                serverEnd.open(line);
                lines.add(line);
                return line;
            }

            @Override
            public long nextNumber() {
                return ++numbers;
            }

            @Override
            public long nextThing() {
                return ++things;
            }
        };
    }

    /** Somebody who was not there before takes what is left in all queues. */
    private void sweep() {
        Chance chance = new Chance(schedule.seed());
        SimAmqpClient sweeper = new SimAmqpClient(AmqpHabits.tidy("sweeper"), agenda, chance, history, dialler());
        for (String queue : AmqpScheduleWriter.ALL_QUEUES) sweeper.consume(Supply.queue(queue), false);
        sweeper.calm();
    }

    /** The same for what programs have sent. */
    private void empty() {
        List<Task> tasks = new ArrayList<>();
        for (String queue : ProgramScheduleWriter.ALL_QUEUES) tasks.add(Task.emptying(queue));
        ProgramHabits habits = ProgramHabits.tidy("sweeper", tasks);
        SimProgram sweeper = new SimProgram(habits, agenda, new Chance(schedule.seed()), history, dialler());
        sweeper.calm();
    }

    private void perform(Action action) {
        if (!talk(action)) {
            history.add(new Event.Fault(action));
            if (!behave(action)) harm(action);
        }
    }

    /** What a client says; whether the action is of that kind. */
    private boolean talk(Action action) {
        if (action instanceof Action.Publish publish) {
            clients.get(publish.client())
                    .publish(publish.topic(), publish.qos(), publish.retain(), publish.isEmpty(), publish.expiryS());
        } else if (action instanceof Action.Subscribe subscribe) {
            clients.get(subscribe.client()).subscribe(subscribe.filter());
        } else if (action instanceof Action.Unsubscribe gone) {
            clients.get(gone.client()).unsubscribe(gone.filter());
        } else if (action instanceof Action.Send send) {
            amqp(send.client()).send(send.to(), send.group(), send.ttlMs(), send.transacted());
        } else if (action instanceof Action.Consume consume) {
            amqp(consume.client()).consume(consume.supply(), consume.transacted());
        } else if (action instanceof Action.Unwant stop) {
            amqp(stop.client()).stop(stop.supply(), stop.forget());
        } else if (action instanceof Action.Drain drain) {
            amqp(drain.client()).drain(drain.credit());
        } else {
            return false;
        }
        return true;
    }

    private SimAmqpClient amqp(int client) {
        return amqpClients.get(client - clients.size());
    }

    /** What a client does to its line; whether the action is of that kind. */
    private boolean behave(Action action) {
        if (action instanceof Action.Leave leave) leave(leave);
        else if (action instanceof Action.EndSession end) amqp(end.client()).endSession(end.transacted());
        else if (action instanceof Action.Usurp usurp)
            programs.get(usurp.client() - clients.size() - amqpClients.size()).usurp();
        else if (action instanceof Action.Vanish vanish)
            all.get(vanish.client()).vanish(vanish.awayUs());
        else if (action instanceof Action.Mute mute) mute(all.get(mute.client()), mute.forUs());
        else if (action instanceof Action.Dawdle dawdle) dawdle(all.get(dawdle.client()), dawdle.forUs());
        else return false;
        return true;
    }

    private void leave(Action.Leave leave) {
        if (leave.client() < clients.size()) {
            clients.get(leave.client()).leave(leave.withWill(), leave.expiryS(), leave.awayUs());
        } else if (all.get(leave.client()) instanceof SimProgram program) {
            program.leave(leave.awayUs());
        } else {
            amqp(leave.client()).leave(leave.awayUs());
        }
    }

    private void mute(Participant client, long forUs) {
        if (client.line() == null) return;
        client.mute(true);
        agenda.in(forUs, () -> client.mute(false));
    }

    private void dawdle(Participant client, long forUs) {
        client.dawdle(true);
        agenda.in(forUs, () -> client.dawdle(false));
    }

    private void harm(Action action) {
        if (action instanceof Action.Cut cut) {
            Line line = all.get(cut.client()).line();
            if (line != null) line.cut(cut.clientToldUs(), cut.serverToldUs(), Ends.cut(line));
        }
        if (action instanceof Action.HalfOpen half) {
            Line line = all.get(half.client()).line();
            if (line != null) line.halfOpen(half.upwards(), half.downwards());
        }
        if (action instanceof Action.Stall stall) {
            Line line = all.get(stall.client()).line();
            if (line != null) line.stall(Math.min(agenda.nowUs() + stall.forUs(), schedule.lengthUs()));
        }
        if (action instanceof Action.Fog fog && all.get(fog.client()) instanceof SimProgram program)
            program.fog(fog.luck(), Math.min(agenda.nowUs() + fog.forUs(), schedule.lengthUs()));
        if (action instanceof Action.Block block && all.get(block.client()) instanceof SimProgram program)
            program.block(Math.min(agenda.nowUs() + block.forUs(), schedule.lengthUs()));
        if (action instanceof Action.Freeze freeze)
            host.freeze(Math.min(agenda.nowUs() + freeze.forUs(), schedule.lengthUs()), freeze.isWhole());
        if (action instanceof Action.End end) end(all.get(end.client()).line(), end.cause());
        if (action instanceof Action.Garble garble)
            garble(all.get(garble.client()).line(), garble.isHuge());
        if (action instanceof Action.Kill kill) host.lightFuse(kill.steps(), kill.powerLoss(), kill.downUs());
        if (action instanceof Action.Stop stop) host.stop(stop.downUs());
        if (action instanceof Action.BackUp copy) host.backUp(copy.copyUs());
        if (action instanceof Action.Restore restore) host.restore(restore.downUs());
        if (action instanceof Action.MoveClock move) host.beforeStart(() -> moveClock(move.byMs()));
        if (action instanceof Action.FillDisk fill) {
            disk.full(true);
            agenda.in(fill.forUs(), () -> disk.full(false));
        }
        if (action instanceof Action.FailDisk) disk.failNext();
        if (action instanceof Action.SlowDisk slow) {
            disk.slow(slow.times());
            agenda.in(slow.forUs(), () -> disk.slow(1));
        }
    }

    private void end(@Nullable Line line, Cause cause) {
        if (line != null) host.end(line.number(), Ends.order(cause));
    }

    private void garble(@Nullable Line line, boolean isHuge) {
        if (line == null) return;
        byte[] bytes = Ends.noise(line.protocol(), isHuge);
        line.garble(bytes, Ends.offence(line.protocol(), bytes, isHuge));
    }

    private void moveClock(long byMs) {
        clockOffsetMs += byMs;
        history.add(new Event.ClockMoved(byMs));
    }
}
