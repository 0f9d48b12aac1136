package io.belay.sim;

import org.jspecify.annotations.Nullable;

/** A program that uses the real client: one process after the other under the same name. */
final class SimProgram implements Participant {
    private static final long BACKOFF_US = 500_000;

    private final ProgramHabits habits;
    private final Agenda agenda;
    private final Chance chance;
    private final History history;
    private final Dialler dialler;
    private @Nullable ProgramLife current;
    private Agenda.@Nullable Entry returning;
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
        return current == null ? null : current.line();
    }

    @Override
    public void comeBack(long afterUs) {
        if (returning != null) returning.cancel();
        returning = agenda.in(afterUs, () -> {
            returning = null;
            if (current == null) begin(false);
        });
    }

    /** The process dies. */
    @Override
    public void vanish(long awayUs) {
        if (current == null) return;
        current.crash();
        current = null;
        comeBack(awayUs);
    }

    /** The program closes its session in good order, and starts again later. */
    void leave(long awayUs) {
        if (current != null) current.leave(awayUs);
    }

    /** Another process starts beside the one that is. */
    void usurp() {
        if (current != null) begin(true);
    }

    @Override
    public void mute(boolean mute) {
        isMute = mute;
        if (current != null) current.wake();
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
        if (current == null) comeBack(chance.between(0, BACKOFF_US));
    }

    private void begin(boolean usurps) {
        current = new ProgramLife(this, ++lives, usurps);
        current.start();
    }

    /** A process has ended by itself. */
    void ended(ProgramLife life, long awayUs) {
        if (current != life) return;
        current = null;
        comeBack(isCalm ? Math.min(awayUs, BACKOFF_US) : awayUs);
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
