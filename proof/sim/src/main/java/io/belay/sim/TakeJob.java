package io.belay.sim;

import io.belay.client.ClientAddress;
import io.belay.sim.Deed.Decision;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Consumes: accepts each message as it comes, or several together after a while, in their order or any. */
final class TakeJob extends Job {
    private final Intake intake;
    private final int confirmEach; // decisions; 0 never
    private final List<Long> unconfirmed = new ArrayList<>();
    private boolean isThinking;

    TakeJob(ProgramLife life, Task task, ClientAddress from) {
        super(life, task);
        intake = new Intake(this, task.from(), from, this::work);
        confirmEach = chance.oneOf(List.of(0, 1, 1, 5));
    }

    @Override
    void begin() {
        intake.open();
    }

    @Override
    void work() {
        if (intake.undecided().isEmpty() || life.program().isMute()) return;
        boolean isAtOnce = task.kind() == Task.Kind.TAKE;
        if (isAtOnce) {
            decide(Integer.MAX_VALUE);
        } else if (!isThinking) {
            isThinking = true;
            life.later(thinkUs(), () -> {
                isThinking = false;
                if (!life.program().isMute()) decide(1 + chance.below(5));
                work();
            });
        }
    }

    private void decide(int countMax) {
        for (int left = countMax; left > 0 && !intake.undecided().isEmpty(); left--) {
            Intake.Arrival arrival = next();
            boolean refuses = !isCalm() && chance.percent(task.refusePercent());
            intake.decide(arrival, refuses ? chance.oneOf(List.of(Decision.RELEASE, Decision.FAIL)) : Decision.ACCEPT);
            unconfirmed.add(arrival.thing);
        }
        if (confirmEach > 0 && unconfirmed.size() >= confirmEach) confirm();
        boolean reopens = !isCalm() && !life.isLeaving() && chance.percent(task.reopenPercent());
        if (reopens) intake.reopen();
    }

    private Intake.Arrival next() {
        Deque<Intake.Arrival> undecided = intake.undecided();
        if (task.kind() != Task.Kind.PICK) return undecided.remove();
        Intake.Arrival one = chance.oneOf(List.copyOf(undecided));
        undecided.remove(one);
        return one;
    }

    private void confirm() {
        List<Long> these = List.copyOf(unconfirmed);
        unconfirmed.clear();
        channel.confirm(life.untilMs(), life.asking("confirm " + these.get(0), failure -> {
            if (failure == null) these.forEach(thing -> life.note(new Act.Confirmed(thing)));
        }));
    }
}
