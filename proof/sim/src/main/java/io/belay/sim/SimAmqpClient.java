package io.belay.sim;

import io.belay.base.Break;
import org.jspecify.annotations.Nullable;

/**
 * An AMQP client as Qpid JMS is one: when its line is lost it comes back and begins everything anew, sends again what was
 * not answered, and takes a transaction whose commit was not answered for one that may have happened or not.
 */
final class SimAmqpClient implements Participant {
    private static final long BACKOFF_US = 200_000;
    private static final long AWAY_MAX_US = 60_000_000;

    private final AmqpHabits habits;
    private final Agenda agenda;
    private final Chance chance;
    private final History history;
    private final Dialler dialler;
    private final AmqpMemory memory = new AmqpMemory();
    private @Nullable AmqpClientLine current;
    private Agenda.@Nullable Entry returning;
    private boolean isMute;
    private boolean isCalm;

    SimAmqpClient(AmqpHabits habits, Agenda agenda, Chance chance, History history, Dialler dialler) {
        this.habits = habits;
        this.agenda = agenda;
        this.chance = chance;
        this.history = history;
        this.dialler = dialler;
    }

    @Override
    public @Nullable Line line() {
        return current == null ? null : current.line();
    }

    // What it is told to do

    void send(Place to, String group, long ttlMs, boolean transacted) {
        memory.add(new AmqpMemory.Draft(to, group, ttlMs, 0), transacted);
        if (current != null) current.work();
    }

    void consume(Supply supply, boolean transacted) {
        if (memory.wish(named(supply), transacted) && current != null) current.attachAll();
    }

    void stop(Supply supply, boolean forget) {
        Supply mine = named(supply);
        boolean forgets = forget && current != null && current.isAttached(mine); // else nobody would hear of it
        if (memory.unwish(mine, forgets) && current != null) current.detach(mine, forgets);
    }

    void drain(long credit) {
        if (current != null) current.drain(credit);
    }

    void endSession(boolean transacted) {
        if (current != null) current.endSession(transacted);
    }

    /** Says goodbye, for a while. */
    void leave(long awayUs) {
        if (current != null) current.leave(awayUs);
    }

    @Override
    public void vanish(long awayUs) {
        AmqpClientLine open = current;
        if (open == null) return;
        open.line().abandonByClient("the client vanished");
        left(open, awayUs);
    }

    @Override
    public void mute(boolean mute) {
        isMute = mute;
        if (current != null) current.work();
    }

    @Override
    public void dawdle(boolean dawdles) {
        if (current != null) current.line().pauseClient(dawdles);
    }

    @Override
    public void calm() {
        isCalm = true;
        memory.wishAll();
        mute(false);
        dawdle(false);
        if (current != null) {
            current.attachAll();
            return;
        }
        if (returning != null) returning.cancel();
        comeBack(chance.between(0, BACKOFF_US));
    }

    @Override
    public void comeBack(long afterUs) {
        returning = agenda.in(afterUs, this::dial);
    }

    /** A subscription belongs to its client. */
    private Supply named(Supply supply) {
        if (supply.subscription().isEmpty()) return supply;
        return new Supply(supply.place(), habits.name() + "-" + supply.subscription(), false);
    }

    // Lines

    private void dial() {
        returning = null;
        if (current != null) return;
        Entrance entrance = new Entrance();
        Line line = dialler.dial(habits.name(), Protocol.AMQP, habits.latencyUs(), entrance);
        if (line == null) {
            comeBack(chance.between(BACKOFF_US, 4 * BACKOFF_US));
            return;
        }
        AmqpClientLine fresh = new AmqpClientLine(this, line);
        entrance.inner = fresh;
        current = fresh;
        fresh.start();
    }

    /** A line was lost against this client's will. */
    void lost(AmqpClientLine gone) {
        boolean stays = !isCalm && chance.percent(habits.awayPercent());
        left(gone, stays ? chance.skewed(BACKOFF_US, AWAY_MAX_US) : chance.between(0, 3 * BACKOFF_US));
    }

    /** A line is over, and the next comes in a while. */
    void left(AmqpClientLine gone, long awayUs) {
        if (current != gone) return;
        current = null;
        gone.stop();
        comeBack(isCalm ? Math.min(awayUs, BACKOFF_US) : awayUs);
    }

    /** The end of a line that is just being opened. */
    private static final class Entrance implements Line.End {
        private @Nullable AmqpClientLine inner;

        @Override
        public void received(java.nio.ByteBuffer bytes) {
            if (inner != null) inner.received(bytes);
        }

        @Override
        public void lost(Break how) {
            if (inner != null) inner.lost(how);
        }
    }

    // What its line needs

    AmqpHabits habits() {
        return habits;
    }

    AmqpMemory memory() {
        return memory;
    }

    Agenda agenda() {
        return agenda;
    }

    Chance chance() {
        return chance;
    }

    History history() {
        return history;
    }

    Dialler dialler() {
        return dialler;
    }

    boolean isMute() {
        return isMute;
    }

    boolean isCalm() {
        return isCalm;
    }

    long nowMs() {
        return agenda.nowUs() / 1_000;
    }
}
