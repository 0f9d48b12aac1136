package io.belay.sim;

import io.belay.client.ClientConsumer;
import io.belay.client.ClientDelivery;
import io.belay.client.ClientFailure;
import io.belay.client.ConsumerListener;
import org.jspecify.annotations.Nullable;

/** Looks at all that is in a queue, again and again. */
final class BrowseJob extends Job implements ConsumerListener {
    private static final int ALL = 1_000;
    private static final int ENOUGH = 2_000; // shown; in a long queue each look shows as much as the last

    private @Nullable ClientConsumer browser;
    private long number;
    private int left; // looks
    private int shown;

    BrowseJob(ProgramLife life, Task task) {
        super(life, task);
        left = task.count();
    }

    @Override
    void begin() {
        if (isCalm() || life.isLeaving()) return;
        long mine = nextThing();
        number = mine;
        life.note(new Act.Consuming(mine, task.from()));
        ClientConsumer fresh = channel.consumer(
                ProgramMessages.spec(task.from(), address(task.from().place())),
                this,
                life.untilMs(),
                life.asking("browser " + mine, failure -> {
                    if (failure == null) life.note(new Act.Consumes(mine));
                    else again(mine);
                }));
        browser = fresh;
        fresh.grant(ALL);
        fresh.drain(life.untilMs(), life.asking("browse " + mine, failure -> seen(mine)));
    }

    private void seen(long mine) {
        ClientConsumer open = browser;
        if (open == null || number != mine) return;
        browser = null;
        life.note(new Act.Ceasing(mine));
        open.close(life.untilMs(), life.asking("cease " + mine, failure -> again(mine)));
    }

    private void again(long mine) {
        if (number != mine || mine == 0) return;
        life.note(new Act.Ceased(mine, ""));
        number = 0;
        browser = null;
        if (--left > 0 && shown < ENOUGH) life.later(chance.skewed(10_000, 3_000_000), this::begin);
    }

    @Override
    void work() {}

    @Override
    public void message(ClientDelivery delivery) {
        AmqpMessages.Read read = AmqpMessages.read(delivery.message());
        shown++;
        life.note(new Act.Got(nextThing(), number, read.number(), read.count()));
    }

    @Override
    public void voided(ClientDelivery delivery) {}

    @Override
    public void ended(ClientFailure failure) {
        again(number);
    }
}
