package io.belay.amqp;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative.Attach;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One who takes each letter once, and remembers its tag until the sender has settled. */
final class Letterbox {
    private static final int CREDIT = 6;

    final List<String> letters = new ArrayList<>();
    private final Set<Binary> held = new LinkedHashSet<>();
    LinkMemory memory = LinkMemory.NONE;

    @Nullable
    AmqpReceiver receiver;

    void cut() {
        AmqpReceiver gone = receiver;
        if (gone != null) memory = gone.memory();
        receiver = null;
    }

    /** Both have attached; the sender remembers {@code theirs}. */
    void attached(AmqpReceiver receiver, Attach theirs) {
        this.receiver = receiver;
        for (Binary tag : Resumption.settledBySender(memory, theirs.unsettled(), theirs.incompleteUnsettled())) {
            receiver.forget(tag);
            held.remove(tag);
        }
        memory = LinkMemory.NONE;
        receiver.credit(CREDIT, false);
    }

    void heard(AmqpEvent event) {
        if (event instanceof AmqpEvent.Delivery one) take(one);
        else if (event instanceof AmqpEvent.Settled one) held.remove(one.tag());
        else if (event instanceof AmqpEvent.Resumed one) {
            held.remove(one.tag());
            if (!one.settled()) one.receiver().settle(one.deliveryId(), one.deliveryId(), one.state(), true);
        }
        AmqpReceiver from = receiver;
        if (from != null && from.isAttached() && from.credit() < CREDIT / 2) from.credit(CREDIT, false);
    }

    private void take(AmqpEvent.Delivery one) {
        if (held.add(one.tag())) letters.add(TestEnd.text(one.payload()));
        one.receiver().settle(one.deliveryId(), one.deliveryId(), DeliveryState.ACCEPTED, false);
    }

    /** Tags that the sender may still speak of. */
    Set<Binary> held() {
        return held;
    }
}
