package io.belay.sim;

import io.belay.base.Break;
import io.belay.client.Answer;
import io.belay.client.ClientEvent;
import io.belay.client.ClientFailure;
import io.belay.client.ClientListener;
import io.belay.client.ClientPort;
import io.belay.client.ClientSession;
import io.belay.sim.Act.Word;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One process of a program: it drives the real client as the law of {@link ClientSession} says. */
final class ProgramLife implements ClientPort, ClientListener {
    private static final long WRITABLE_BYTES = 16 << 10;
    private static final long LOOK_US = 10_000; // whether a line that was full takes more
    private static final int TICKS_MAX = 1_000; // at one moment

    /** The client's end of one line. */
    private final class Wire implements Line.End {
        private final long number;
        private @Nullable Line line; // null while it is dialed
        private boolean isFull;

        Wire(long number) {
            this.number = number;
        }

        @Override
        public void received(ByteBuffer bytes) {
            drive(() -> session.received(number, bytes, nowMs()));
        }

        @Override
        public void lost(Break how) {
            forget(number);
            drive(() -> session.lost(number, how.words(), nowMs()));
        }
    }

    private final SimProgram program;
    private final int number;
    private final ClientSession session;
    private final List<Job> jobs = new ArrayList<>();
    private @Nullable Wire wire; // dialed last, if it has not ended
    private @Nullable Wire earlier; // dialed before that, likewise
    private Agenda.@Nullable Entry ticking;
    private boolean isDriving;
    private boolean isOver;
    private boolean isLeaving;
    private long awayUs;
    private long tickedMs;
    private int ticks;

    ProgramLife(SimProgram program, int number, boolean usurps) {
        this.program = program;
        this.number = number;
        session = new ClientSession(
                program.habits().options(usurps), program.habits().returning(), this, this, nowMs());
    }

    void start() {
        note(new Act.Began(
                program.habits().expiryS(),
                program.habits().pingMs(),
                program.habits().repeats()));
        drive(() -> session.open(untilMs(), asking("open", failure -> opened(failure))));
    }

    private void opened(@Nullable ClientFailure failure) {
        if (failure != null || isOver) return; // The listener hears that it is over.
        for (Task task : program.habits().tasks()) jobs.add(Job.of(this, task));
        jobs.forEach(Job::begin);
    }

    @Nullable
    Line line() {
        Wire latest = wire == null || wire.line == null ? earlier : wire;
        return latest == null ? null : latest.line;
    }

    /** The process dies on the spot. */
    void crash() {
        if (isOver) return;
        note(new Act.Crashed());
        List<Wire> all = new ArrayList<>();
        if (earlier != null) all.add(earlier);
        if (wire != null) all.add(wire);
        over();
        for (Wire each : all) {
            if (each.line != null) each.line.abandonByClient("the process died");
        }
    }

    /** Closes in good order. */
    void leave(long away) {
        if (isLeaving) return;
        isLeaving = true;
        awayUs = away;
        note(new Act.Leaving());
        drive(() -> session.close(untilMs(), asking("close", failure -> {})));
    }

    /** There may be something to do that was not possible before. */
    void wake() {
        drive(() -> jobs.forEach(Job::work));
    }

    private void over() {
        isOver = true;
        if (ticking != null) ticking.cancel();
    }

    // The driver

    private void drive(Runnable work) {
        if (isOver) return;
        if (isDriving) {
            work.run();
            return;
        }
        isDriving = true;
        try {
            work.run();
            if (!isOver) session.flush(nowMs());
        } catch (RuntimeException bug) {
            offended("the client broke: " + bug + " at "
                    + Arrays.toString(Arrays.copyOf(bug.getStackTrace(), Math.min(6, bug.getStackTrace().length))));
            crash();
            program.ended(this, program.pauseUs());
        } finally {
            isDriving = false;
        }
        schedule();
    }

    private void schedule() {
        long nextMs = isOver ? Long.MAX_VALUE : session.nextTickMs();
        if (nextMs == Long.MAX_VALUE) {
            if (ticking != null) ticking.cancel();
            return;
        }
        long atUs = Math.max(program.agenda().nowUs(), nextMs * 1_000) + 1;
        ticking = program.agenda().instead(ticking, atUs, () -> drive(this::tick));
    }

    private void tick() {
        ticks = tickedMs == nowMs() ? ticks + 1 : 0;
        tickedMs = nowMs();
        if (ticks > TICKS_MAX) throw new IllegalStateException("it wants to be ticked for ever");
        session.tick(nowMs());
    }

    // What the client needs

    @Override
    public void dial(long line, String address) {
        Wire fresh = new Wire(line);
        if (wire != null) earlier = wire;
        wire = fresh;
        long usualUs = program.blockedUs()
                + program.chance().skewed(20, 3 * program.habits().latencyUs());
        Fog fog = program.fog();
        long delayUs = fog == null ? usualUs : fog.dialed(address, usualUs);
        program.agenda().in(delayUs, () -> {
            if (wire(line) != null) drive(() -> connect(fresh));
        });
    }

    private void connect(Wire fresh) {
        String name = program.habits().name();
        Line line = program.dialler().dial(name, Protocol.AMQP, program.habits().latencyUs(), fresh);
        fresh.line = line;
        if (line == null) {
            forget(fresh.number);
            session.dialFailed(fresh.number, "nobody listens", nowMs());
            return;
        }
        note(new Act.Dialed(line.number()));
        Fog fog = program.fog();
        if (fog != null) fog.stands(line);
        session.dialed(fresh.number, nowMs());
    }

    @Override
    public void send(long line, ByteBuffer bytes) {
        Line open = lineOf(line);
        if (open != null) open.sendFromClient(bytes);
    }

    @Override
    public boolean isWritable(long line) {
        Line open = lineOf(line);
        boolean isFull = open == null || open.unreadByServer() >= WRITABLE_BYTES;
        Wire full = wire(line);
        if (isFull && full != null && !full.isFull) look(full);
        return !isFull;
    }

    private void look(Wire full) {
        full.isFull = true;
        program.agenda().in(LOOK_US, () -> {
            full.isFull = false;
            boolean counts = wire(full.number) == full && !isOver;
            if (!counts) return;
            if (isWritable(full.number)) drive(() -> session.drained(full.number, nowMs()));
        });
    }

    @Override
    public void hangUp(long line, String why) {
        Line open = lineOf(line);
        if (open != null) open.closeByClient(why);
        forget(line);
    }

    private @Nullable Line lineOf(long line) {
        Wire its = wire(line);
        return its == null ? null : its.line;
    }

    private @Nullable Wire wire(long line) {
        if (wire != null && wire.number == line) return wire;
        return earlier != null && earlier.number == line ? earlier : null;
    }

    private void forget(long line) {
        Wire gone = wire(line);
        if (gone == null) return;
        if (gone == wire) wire = earlier;
        earlier = null;
    }

    @Override
    public long random() {
        return program.chance().generator().nextLong();
    }

    // What the client tells

    @Override
    public void event(ClientEvent event) {
        note(new Act.Heard(event));
        boolean isLast = event instanceof ClientEvent.Closed || event instanceof ClientEvent.Failed;
        if (!isLast) return;
        // What is still to be answered is answered now, before the process ends.
        program.agenda().in(0, () -> {
            over();
            program.ended(this, isLeaving ? awayUs : program.pauseUs());
        });
    }

    @Override
    public void writable() {
        jobs.forEach(Job::work);
    }

    // What its jobs need

    ClientSession session() {
        return session;
    }

    SimProgram program() {
        return program;
    }

    boolean isLeaving() {
        return isLeaving || isOver;
    }

    /** Does it after a while, if the process lives then. */
    void later(long afterUs, Runnable what) {
        program.agenda().in(afterUs, () -> drive(what));
    }

    void note(Act act) {
        program.history().add(new Event.Acted(program.habits().name(), number, act));
    }

    long nowMs() {
        return program.agenda().nowUs() / 1_000;
    }

    /** Until when it waits for what it asks now. */
    long untilMs() {
        return nowMs() + program.habits().deadlineMs();
    }

    /** Notes that something was asked, and how it is answered. */
    Answer asking(String call, Consumer<@Nullable ClientFailure> then) {
        note(new Act.Asked(call, untilMs()));
        boolean[] isAnswered = new boolean[1];
        return failure -> {
            if (isAnswered[0]) offended(call + " was answered twice");
            isAnswered[0] = true;
            note(new Act.Answered(call, word(failure), why(failure)));
            then.accept(failure);
        };
    }

    static Word word(@Nullable ClientFailure failure) {
        if (failure == null) return Word.DONE;
        return switch (failure.known()) {
            case NOT_DONE -> Word.NOT_DONE;
            case PENDING -> Word.PENDING;
            case UNKNOWN -> Word.UNKNOWN;
        };
    }

    static String why(@Nullable ClientFailure failure) {
        return failure == null ? "" : failure.condition().text() + ": " + failure.words();
    }

    private void offended(String why) {
        Line line = line();
        program.history()
                .add(new Event.Offended(
                        line == null ? 0 : line.number(), program.habits().name() + ": " + why));
    }
}
