package io.belay.sim;

import io.belay.client.ClientFailure;
import io.belay.client.ClientProducer;
import io.belay.sim.Deed.Decision;
import org.jspecify.annotations.Nullable;

/** Takes questions and answers each to where its asker wants it. */
final class ReplyJob extends Job {
    private static final long RETRY_US = 300_000;

    private final Intake intake;
    private @Nullable ClientProducer producer;
    private long producerNumber;

    ReplyJob(ProgramLife life, Task task) {
        super(life, task);
        intake = new Intake(this, task.from(), address(task.from().place()), this::work);
    }

    @Override
    void begin() {
        produce();
        intake.open();
    }

    private void produce() {
        producerNumber = nextThing();
        producer = channel.producer(null, life.untilMs(), life.asking("producer " + producerNumber, failure -> {
            if (failure == null) return;
            producer = null;
            life.later(RETRY_US, () -> {
                if (producer == null && !life.isLeaving()) produce();
                work();
            });
        }));
    }

    @Override
    void work() {
        ClientProducer open = producer;
        if (open == null || life.program().isMute() || life.isLeaving()) return;
        while (!intake.undecided().isEmpty() && life.session().hasRoom()) {
            Intake.Arrival question = intake.undecided().remove();
            String replyTo = ProgramMessages.replyTo(question.delivery.message());
            if (replyTo != null) reply(open, replyTo, question.number);
            intake.decide(question, Decision.ACCEPT);
        }
    }

    private void reply(ClientProducer open, String to, long question) {
        long number = nextNumber();
        Label label = Label.answering(question);
        life.note(new Act.Sent(number, producerNumber, Place.queue(to), 0, label));
        open.send(
                ProgramMessages.message(number, label, to, null),
                false,
                null,
                life.untilMs(),
                life.asking("send " + number, failure -> told(number, failure)));
    }

    private void told(long number, @Nullable ClientFailure failure) {
        life.note(new Act.Told(number, ProgramLife.word(failure), ProgramLife.why(failure)));
        life.later(0, this::work);
    }
}
