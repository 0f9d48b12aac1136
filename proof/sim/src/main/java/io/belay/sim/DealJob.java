package io.belay.sim;

import io.belay.client.ClientFailure;
import io.belay.client.ClientProducer;
import io.belay.client.ClientTransaction;
import io.belay.sim.Act.Word;
import io.belay.sim.Deed.Decision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Consumes and sends in transactions, one after the other. */
final class DealJob extends Job {
    private static final long RETRY_US = 300_000;
    private static final long LOOK_US = 500_000; // whether a commit whose time was up is known

    private final Intake intake;
    private final List<Intake.Arrival> taken = new ArrayList<>(); // in the deal that is open
    private @Nullable ClientProducer producer;
    private @Nullable ClientTransaction open;
    private long producerNumber;
    private long deal;
    private int deeds;
    private int left;
    private boolean isThinking;
    private boolean isDischarging;

    DealJob(ProgramLife life, Task task) {
        super(life, task);
        intake = new Intake(this, task.from(), address(task.from().place()), this::work);
        left = task.count();
    }

    @Override
    void begin() {
        intake.open();
        produce();
        work();
    }

    private void produce() {
        producerNumber = nextThing();
        producer = channel.producer(
                address(task.to()), life.untilMs(), life.asking("producer " + producerNumber, failure -> {
                    if (failure == null) return;
                    producer = null;
                    life.later(RETRY_US, () -> {
                        if (producer == null && !life.isLeaving()) produce();
                    });
                }));
    }

    @Override
    void work() {
        boolean isIdle = intake.undecided().isEmpty() && deeds == 0 && (isCalm() || left == 0);
        if (isThinking || isDischarging || isIdle || life.program().isMute() || life.isLeaving()) return;
        isThinking = true;
        life.later(thinkUs(), () -> {
            isThinking = false;
            if (!isDischarging && !life.program().isMute() && !life.isLeaving()) step();
            work();
        });
    }

    private void step() {
        if (open == null) {
            open = channel.transaction();
            deal = nextThing();
        }
        boolean takes = !intake.undecided().isEmpty() && chance.percent(70);
        if (takes) take(open, intake.undecided().remove());
        else if (left > 0 && !isCalm() && producer != null && life.session().hasRoom()) send(open, producer);
        boolean isEnough = deeds >= task.ahead() || isCalm() || chance.percent(20);
        if (deeds > 0 && isEnough) discharge(open);
    }

    private void take(ClientTransaction transaction, Intake.Arrival arrival) {
        deeds++;
        life.note(new Act.Decided(arrival.thing, Decision.ACCEPT, deal));
        taken.add(arrival);
        transaction.acknowledge(arrival.delivery, Intake.state(Decision.ACCEPT));
    }

    private void send(ClientTransaction transaction, ClientProducer to) {
        deeds++;
        left--;
        long number = nextNumber();
        Label label = task.style().label(chance);
        life.note(new Act.Sent(number, producerNumber, task.to(), deal, label));
        to.send(
                ProgramMessages.message(number, label, null, null),
                false,
                transaction,
                life.untilMs(),
                life.asking("send " + number, failure -> {
                    Word word = ProgramLife.word(failure);
                    if (word != Word.DONE) life.note(new Act.Told(number, word, ProgramLife.why(failure)));
                }));
    }

    private void discharge(ClientTransaction transaction) {
        isDischarging = true;
        boolean isCommit = isCalm() || !chance.percent(task.refusePercent());
        long mine = deal;
        life.note(new Act.Discharging(mine, isCommit));
        if (isCommit) {
            transaction.commit(
                    life.untilMs(),
                    life.asking("commit " + mine, failure -> discharged(transaction, mine, true, failure)));
        } else {
            transaction.rollback(
                    life.untilMs(),
                    life.asking("roll back " + mine, failure -> discharged(transaction, mine, false, failure)));
        }
    }

    private void discharged(
            ClientTransaction transaction, long mine, boolean isCommit, @Nullable ClientFailure failure) {
        Word word = ProgramLife.word(failure);
        life.note(new Act.Discharged(mine, word, ProgramLife.why(failure)));
        if (word == Word.PENDING && isCommit) await(transaction, mine);
        else settled(isCommit);
    }

    /** Its time was up: it is known later. */
    private void await(ClientTransaction transaction, long mine) {
        life.later(LOOK_US, () -> {
            ClientTransaction.Outcome outcome = transaction.outcome();
            if (outcome == ClientTransaction.Outcome.COMMITTING) {
                await(transaction, mine);
                return;
            }
            boolean isDone = outcome == ClientTransaction.Outcome.COMMITTED;
            boolean isUnknown = outcome == ClientTransaction.Outcome.UNKNOWN;
            Word word = isDone ? Word.DONE : isUnknown ? Word.UNKNOWN : Word.NOT_DONE;
            life.note(new Act.Discharged(mine, word, "known at last"));
            settled(true);
        });
    }

    /** After a rollback what was taken is undecided again; after a commit it is not ours any more, however that went. */
    private void settled(boolean isCommit) {
        for (int index = taken.size() - 1; index >= 0; index--) {
            Intake.Arrival arrival = taken.get(index);
            boolean isOpen = !isCommit && intake.has(arrival);
            if (isOpen) intake.undecided().addFirst(arrival);
            else if (intake.has(arrival)) intake.forget(arrival);
            if (!isOpen) intake.more(arrival);
        }
        taken.clear();
        open = null;
        deeds = 0;
        isDischarging = false;
        boolean reopens = !isCalm() && !life.isLeaving() && chance.percent(task.reopenPercent());
        if (reopens && intake.undecided().isEmpty()) intake.reopen();
        work();
    }
}
