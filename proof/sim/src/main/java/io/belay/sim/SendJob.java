package io.belay.sim;

import io.belay.client.ClientAddress;
import io.belay.client.ClientFailure;
import io.belay.client.ClientProducer;
import org.jspecify.annotations.Nullable;

/** Sends messages until it has sent enough, so many ahead of the answers. */
final class SendJob extends Job {
    private static final long RETRY_US = 300_000;

    private final ClientAddress to;
    private final String replyTo; // empty for none
    private @Nullable ClientProducer producer;
    private long producerNumber;
    private int left;
    private int unanswered;
    private boolean isThinking;

    SendJob(ProgramLife life, Task task, ClientAddress to, String replyTo) {
        super(life, task);
        this.to = to;
        this.replyTo = replyTo;
        left = task.count();
    }

    @Override
    void begin() {
        producerNumber = nextThing();
        producer = channel.producer(to, life.untilMs(), life.asking("producer " + producerNumber, failure -> {
            if (failure != null) failed();
        }));
        work();
    }

    private void failed() {
        producer = null;
        life.later(RETRY_US, () -> {
            if (producer == null && !life.isLeaving()) begin();
        });
    }

    @Override
    void work() {
        boolean can = producer != null && left > 0 && !isCalm() && !life.isLeaving() && !isThinking;
        if (!can || unanswered >= task.ahead() || !life.session().hasRoom()) return;
        isThinking = true;
        life.later(thinkUs(), () -> {
            isThinking = false;
            send();
            work();
        });
    }

    private void send() {
        ClientProducer open = producer;
        if (open == null || isCalm() || life.isLeaving() || !life.session().hasRoom()) return;
        left--;
        unanswered++;
        long number = nextNumber();
        Label label = task.style().label(chance);
        life.note(new Act.Sent(number, producerNumber, new Place(to.kind().isTopic(), to.name()), 0, label));
        open.send(
                ProgramMessages.message(number, label, null, replyTo.isEmpty() ? null : replyTo),
                false,
                null,
                life.untilMs(),
                life.asking("send " + number, failure -> told(number, open, failure)));
    }

    private void told(long number, ClientProducer open, @Nullable ClientFailure failure) {
        unanswered--;
        life.note(new Act.Told(number, ProgramLife.word(failure), ProgramLife.why(failure)));
        if (open.failure() != null && producer == open) failed();
        work();
    }
}
