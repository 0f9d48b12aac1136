package io.belay.sim;

import io.belay.client.ClientAddress;
import io.belay.client.ClientTemporary;
import org.jspecify.annotations.Nullable;

/** Makes a temporary queue, asks questions, and takes the answers from there. */
final class AskJob extends Job {
    private static final long RETRY_US = 500_000;

    private @Nullable ClientTemporary answers;
    private @Nullable SendJob asking;
    private @Nullable TakeJob taking;

    AskJob(ProgramLife life, Task task) {
        super(life, task);
    }

    @Override
    void begin() {
        answers = life.session()
                .temporary(
                        ClientAddress.Kind.TEMPORARY_QUEUE,
                        life.untilMs(),
                        life.asking("temporary " + nextThing(), failure -> {
                            if (failure == null) life.later(0, this::ask);
                            else if (!life.isLeaving()) life.later(RETRY_US, this::begin);
                        }));
    }

    private void ask() {
        ClientTemporary queue = answers;
        if (queue == null || life.isLeaving()) return;
        ClientAddress address = queue.address();
        Task.Kind kind = chance.percent(50) ? Task.Kind.TAKE : Task.Kind.GATHER; // So that some answers wait.
        Task taker = new Task(
                kind,
                Supply.queue(address.name()),
                Task.NOWHERE,
                task.ahead(),
                task.prefetch(),
                0,
                task.thinkUs(),
                0,
                0,
                Style.PLAIN);
        taking = new TakeJob(life, taker, address);
        taking.begin();
        asking = new SendJob(life, task, address(task.to()), address.name());
        asking.begin();
    }

    @Override
    void work() {
        if (asking != null) asking.work();
        if (taking != null) taking.work();
    }
}
