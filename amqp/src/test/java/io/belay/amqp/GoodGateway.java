package io.belay.amqp;

import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import java.nio.ByteBuffer;
import java.util.Random;

/** Answers events as a gateway may, now this way, now that, and keeps to what the engine asks of its callers. */
final class GoodGateway {
    private final Random random;
    private int tags;

    GoodGateway(Random random) {
        this.random = random;
    }

    void answer(AmqpEvent event) {
        if (event instanceof AmqpEvent.Begun begun) begun.session().begin();
        else if (event instanceof AmqpEvent.Ended ended) ended.session().end(null);
        else if (event instanceof AmqpEvent.Attached attached) attach(attached);
        else if (event instanceof AmqpEvent.Detached gone) gone.link().detach(gone.closed(), null);
        else if (event instanceof AmqpEvent.Credit credit) send(credit.sender());
        else if (event instanceof AmqpEvent.Delivery one) settle(one);
        else if (event instanceof AmqpEvent.Outcome one && !one.settled()) {
            one.sender().settle(one.deliveryId(), one.state());
        } else if (event instanceof AmqpEvent.Writable writable) {
            for (AmqpLink link : writable.session().links()) if (link instanceof AmqpSender sender) send(sender);
        }
    }

    private void attach(AmqpEvent.Attached attached) {
        if (random.nextInt(8) == 0) attached.link().refuse(Frames.error(ErrorCondition.NOT_FOUND));
        else attached.link().attach(attached.attach());
        if (attached.link() instanceof AmqpReceiver receiver)
            receiver.credit(random.nextInt(9), random.nextInt(5) == 0);
    }

    private void send(AmqpSender sender) {
        for (int left = random.nextInt(5); left > 0 && sender.isWritable() && sender.credit() > 0; left--) {
            int length = random.nextInt(4) == 0 ? random.nextInt(9_000) : 10;
            sender.send(Frames.tag(tags++), random.nextBoolean(), null, 0, left, ByteBuffer.allocate(length));
        }
        sender.drained();
    }

    private void settle(AmqpEvent.Delivery one) {
        if (random.nextInt(4) == 0) return;
        one.receiver().settle(one.deliveryId(), one.deliveryId(), DeliveryState.ACCEPTED, random.nextBoolean());
        if (one.receiver().credit() == 0) one.receiver().credit(random.nextInt(9), random.nextInt(5) == 0);
    }
}
