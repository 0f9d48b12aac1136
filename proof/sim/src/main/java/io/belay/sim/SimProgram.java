package io.belay.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program that uses the real client: one process after the other under the same name. */
final class SimProgram implements Participant {
    private static final long BACKOFF_US = 500_000;

    private final ProgramHabits habits;
    private final Agenda agenda;
    private final Chance chance;
    private final History history;
    private final Dialler dialler;
    private final List<ProgramLife> living = new ArrayList<>(); // mostly one; the newest is the one that counts
    private Agenda.@Nullable Entry returning;
    private @Nullable Fog fog; // around its lines
    private long blockedUntilUs;
    private int lives;
    private boolean isMute;
    private boolean isCalm;

    SimProgram(ProgramHabits habits, Agenda agenda, Chance chance, History history, Dialler dialler) {
        this.habits = habits;
        this.agenda = agenda;
        this.chance = chance;
        this.history = history;
        this.dialler = dialler;
    }

    @Override
    public @Nullable Line line() {
        ProgramLife newest = newest();
        return newest == null ? null : newest.line();
    }

    @Override
    public void comeBack(long afterUs) {
        if (returning != null) returning.cancel();
        returning = agenda.in(afterUs, () -> {
            returning = null;
            if (living.isEmpty()) begin(false);
        });
    }

    /** The process dies. */
    @Override
    public void vanish(long awayUs) {
        ProgramLife newest = newest();
        if (newest == null) return;
        newest.crash();
        ended(newest, awayUs);
    }

    /** The program closes its session in good order, and starts again later. */
    void leave(long awayUs) {
        ProgramLife newest = newest();
        if (newest != null) newest.leave(awayUs);
    }

    /** Another process starts beside the one that is. */
    void usurp() {
        if (!living.isEmpty()) begin(true);
    }

    /** Lines that it opens until then are bad. */
    void fog(long luck, long untilUs) {
        fog = new Fog(agenda, luck, untilUs, habits);
    }

    /** What it dials until then does not stand before. */
    void block(long untilUs) {
        blockedUntilUs = Math.max(blockedUntilUs, untilUs);
    }

    /** How much longer it reaches nobody. */
    long blockedUs() {
        return Math.max(0, blockedUntilUs - agenda.nowUs());
    }

    @Nullable
    Fog fog() {
        return fog;
    }

    @Override
    public void mute(boolean mute) {
        isMute = mute;
        List.copyOf(living).forEach(ProgramLife::wake);
    }

    @Override
    public void dawdle(boolean dawdles) {
        Line line = line();
        if (line != null) line.pauseClient(dawdles);
    }

    @Override
    public void calm() {
        isCalm = true;
        mute(false);
        dawdle(false);
        if (living.isEmpty()) comeBack(chance.between(0, BACKOFF_US));
    }

    private void begin(boolean usurps) {
        ProgramLife life = new ProgramLife(this, ++lives, usurps);
        living.add(life);
        life.start();
    }

    private @Nullable ProgramLife newest() {
        return living.isEmpty() ? null : living.get(living.size() - 1);
    }

    /** A process has ended. */
    void ended(ProgramLife life, long awayUs) {
        boolean isLast = living.remove(life) && living.isEmpty();
        if (isLast) comeBack(isCalm ? Math.min(awayUs, BACKOFF_US) : awayUs);
    }

    /** How long a process that could not go on stays away. */
    long pauseUs() {
        return chance.between(BACKOFF_US / 5, 4 * BACKOFF_US);
    }

    ProgramHabits habits() {
        return habits;
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
}
