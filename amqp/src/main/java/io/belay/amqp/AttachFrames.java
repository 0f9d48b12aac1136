package io.belay.amqp;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.Symbol;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How this end attaches: what the caller wants, with what only the engine knows. */
final class AttachFrames {
    private AttachFrames() {}

    static Attach ours(
            AmqpLink link,
            boolean sends,
            Attach attach,
            @Nullable Map<Binary, @Nullable DeliveryState> unsettled,
            boolean isIncomplete) {
        return new Attach(
                link.name(),
                link.handle(),
                sends ? Role.SENDER : Role.RECEIVER,
                attach.senderSettleMode(),
                attach.receiverSettleMode(),
                attach.source(),
                attach.target(),
                unsettled,
                isIncomplete,
                sends ? link.deliveryCount() : -1,
                sends ? 0 : link.line.limits.messageLengthMax(),
                attach.offeredCapabilities(),
                attach.desiredCapabilities(),
                attach.properties());
    }

    /** The answer of one who will not have the link: the terminus that would be ours is not there (§2.6.3). */
    static Attach withoutTerminus(AmqpLink link, boolean sends, Attach theirs) {
        List<Symbol> none = List.of();
        return new Attach(
                link.name(),
                link.handle(),
                sends ? Role.SENDER : Role.RECEIVER,
                theirs.senderSettleMode(),
                theirs.receiverSettleMode(),
                sends ? null : theirs.source(),
                sends ? theirs.target() : null,
                null,
                false,
                sends ? 0 : -1,
                0,
                none,
                none,
                Collections.emptyMap());
    }

    /** The states of the first {@code count} entries. */
    static Map<Binary, @Nullable DeliveryState> first(Map<Binary, LinkMemory.Entry> entries, int count) {
        Map<Binary, @Nullable DeliveryState> first = new LinkedHashMap<>();
        for (Map.Entry<Binary, LinkMemory.Entry> entry : entries.entrySet()) {
            if (first.size() == count) break;
            first.put(entry.getKey(), entry.getValue().state());
        }
        return first;
    }
}
