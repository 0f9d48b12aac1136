package io.belay.sim;

import io.belay.client.ClientAddress;
import io.belay.client.ClientChannel;

/** What one process of a program does about one of its tasks. */
abstract class Job {
    final ProgramLife life;
    final Task task;
    final Chance chance;
    final ClientChannel channel;

    Job(ProgramLife life, Task task) {
        this.life = life;
        this.task = task;
        chance = life.program().chance().split();
        channel = life.session().channel();
    }

    static Job of(ProgramLife life, Task task) {
        return switch (task.kind()) {
            case SEND -> new SendJob(life, task, address(task.to()), "");
            case TAKE, GATHER, PICK ->
                new TakeJob(life, task, address(task.from().place()));
            case DEAL -> new DealJob(life, task);
            case ASK -> new AskJob(life, task);
            case REPLY -> new ReplyJob(life, task);
            case BROWSE -> new BrowseJob(life, task);
        };
    }

    static ClientAddress address(Place place) {
        return place.isTopic() ? ClientAddress.topic(place.name()) : ClientAddress.queue(place.name());
    }

    /** The session is open. */
    abstract void begin();

    /** Does what can be done now. */
    abstract void work();

    boolean isCalm() {
        return life.program().isCalm();
    }

    long thinkUs() {
        return isCalm() ? chance.below(1_000) : chance.skewed(0, task.thinkUs());
    }

    long nextNumber() {
        return life.program().dialler().nextNumber();
    }

    long nextThing() {
        return life.program().dialler().nextThing();
    }
}
