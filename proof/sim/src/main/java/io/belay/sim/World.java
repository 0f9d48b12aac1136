package io.belay.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One schedule, played from beginning to end in one thread. */
public final class World {
    private static final long EPOCH_MS = 1_700_000_000_000L;
    private static final long CALM_US = 70_000_000; // longer than any grace, delay or back-off of the calm

    private final Schedule schedule;
    private final Agenda agenda = new Agenda();
    private final History history;
    private final Line.Surroundings surroundings;
    private final SimDisk disk;
    private final Host host;
    private final List<SimClient> clients = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private long clockOffsetMs;
    private long numbers;

    /** Sets it up; nothing has happened yet. */
    public World(Schedule schedule, Fittings fittings) {
        this.schedule = schedule;
        Chance chance = new Chance(~schedule.seed());
        history = new History(agenda::nowUs, this::wallMs);
        surroundings = new Line.Surroundings(agenda, chance.split(), history, fittings.mischief());
        disk = fittings.disks().create(agenda, chance.split(), number -> history.add(new Event.Stored(number)));
        host = new Host(agenda, chance.split(), history, disk, schedule.setup(), () -> fittings.clock(wallMs()));
        for (Habits habits : schedule.clients()) {
            clients.add(new SimClient(habits, agenda, chance.split(), history, dialler()));
        }
    }

    /** Plays the schedule, then the calm, and returns all that happened. */
    public History play() {
        host.start();
        clients.forEach(client -> client.comeBack(50_000));
        for (Schedule.Step step : schedule.steps()) {
            agenda.in(step.atUs(), () -> perform(step.action()));
        }
        agenda.runUntil(schedule.lengthUs());
        calm();
        agenda.runUntil(schedule.lengthUs() + CALM_US);
        history.add(new Event.Over());
        return history;
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
            if (line.isBroken()) line.cut(1_000, 1_000, "cut at last");
        }
        clients.forEach(SimClient::calm);
    }

    private Dialler dialler() {
        return new Dialler() {
            @Override
            public @Nullable Line dial(Habits habits, Line.End clientEnd) {
                if (!host.accepts()) return null;
                int number = lines.size() + 1;
                HostLine serverEnd = new HostLine(host, number, habits.name());
                Line line = new Line(number, habits.name(), surroundings, habits.latencyUs(), clientEnd, serverEnd);
                serverEnd.open(line);
                lines.add(line);
                return line;
            }

            @Override
            public long nextNumber() {
                return ++numbers;
            }
        };
    }

    private void perform(Action action) {
        boolean isTalk = action instanceof Action.Publish
                || action instanceof Action.Subscribe
                || action instanceof Action.Unsubscribe;
        if (!isTalk) history.add(new Event.Fault(action));
        if (action instanceof Action.Publish publish) {
            clients.get(publish.client())
                    .publish(publish.topic(), publish.qos(), publish.retain(), publish.isEmpty(), publish.expiryS());
        }
        if (action instanceof Action.Subscribe subscribe) {
            clients.get(subscribe.client()).subscribe(subscribe.filter());
        }
        if (action instanceof Action.Unsubscribe gone)
            clients.get(gone.client()).unsubscribe(gone.filter());
        if (action instanceof Action.Leave leave) {
            clients.get(leave.client()).leave(leave.withWill(), leave.expiryS(), leave.awayUs());
        }
        if (action instanceof Action.Vanish vanish) clients.get(vanish.client()).vanish(vanish.awayUs());
        if (action instanceof Action.Mute mute) mute(clients.get(mute.client()), mute.forUs());
        if (action instanceof Action.Dawdle dawdle) dawdle(clients.get(dawdle.client()), dawdle.forUs());
        harm(action);
    }

    private void mute(SimClient client, long forUs) {
        if (client.line() == null) return;
        client.mute(true);
        agenda.in(forUs, () -> client.mute(false));
    }

    private void dawdle(SimClient client, long forUs) {
        client.dawdle(true);
        agenda.in(forUs, () -> client.dawdle(false));
    }

    private void harm(Action action) {
        if (action instanceof Action.Cut cut) {
            Line line = clients.get(cut.client()).line();
            if (line != null) line.cut(cut.clientToldUs(), cut.serverToldUs(), "the line was cut");
        }
        if (action instanceof Action.HalfOpen half) {
            Line line = clients.get(half.client()).line();
            if (line != null) line.halfOpen(half.upwards(), half.downwards());
        }
        if (action instanceof Action.Stall stall) {
            Line line = clients.get(stall.client()).line();
            if (line != null) line.stall(Math.min(agenda.nowUs() + stall.forUs(), schedule.lengthUs()));
        }
        if (action instanceof Action.Kill kill) host.lightFuse(kill.steps(), kill.powerLoss(), kill.downUs());
        if (action instanceof Action.Stop stop) host.stop(stop.downUs());
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

    private void moveClock(long byMs) {
        clockOffsetMs += byMs;
        history.add(new Event.ClockMoved(byMs));
    }
}
