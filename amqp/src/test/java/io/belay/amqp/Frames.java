package io.belay.amqp;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Performative.Begin;
import io.belay.amqp.type.Performative.Detach;
import io.belay.amqp.type.Performative.Disposition;
import io.belay.amqp.type.Performative.Flow;
import io.belay.amqp.type.Performative.Open;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What peers say in tests, with all that does not matter left as it is when absent. */
final class Frames {
    private static final List<Symbol> NONE = List.of();

    private Frames() {}

    static Open open(String containerId) {
        return open(containerId, Performative.UINT_MAX, 65_535, 0);
    }

    static Open open(String containerId, long maxFrameSize, int channelMax, long idleTimeoutMs) {
        return new Open(
                containerId,
                null,
                maxFrameSize,
                channelMax,
                idleTimeoutMs,
                NONE,
                NONE,
                NONE,
                NONE,
                Collections.emptyMap());
    }

    static Begin begin(int remoteChannel) {
        return begin(remoteChannel, 0, 2_048, Performative.UINT_MAX);
    }

    static Begin begin(int remoteChannel, long nextOutgoingId, long incomingWindow, long handleMax) {
        return new Begin(
                remoteChannel, nextOutgoingId, incomingWindow, 2_048, handleMax, NONE, NONE, Collections.emptyMap());
    }

    /** From a sender to a queue. */
    static Attach sender(String name, long handle) {
        return attach(name, handle, Role.SENDER, 0, null, false);
    }

    /** From a receiver to a queue. */
    static Attach receiver(String name, long handle) {
        return attach(name, handle, Role.RECEIVER, -1, null, false);
    }

    static Attach attach(
            String name,
            long handle,
            Role role,
            long initialDeliveryCount,
            @Nullable Map<Binary, @Nullable DeliveryState> unsettled,
            boolean isIncomplete) {
        return new Attach(
                name,
                handle,
                role,
                SenderSettleMode.MIXED,
                ReceiverSettleMode.SECOND,
                Source.at("q"),
                Target.at("q"),
                unsettled,
                isIncomplete,
                initialDeliveryCount,
                0,
                NONE,
                NONE,
                Collections.emptyMap());
    }

    /** The credit of a link, from a peer that has seen nothing of us yet. */
    static Flow credit(long handle, long deliveryCount, long credit) {
        return flow(0, 2_048, handle, deliveryCount, credit, false, false);
    }

    static Flow flow(
            long nextIncomingId,
            long incomingWindow,
            long handle,
            long deliveryCount,
            long credit,
            boolean drain,
            boolean echo) {
        return new Flow(
                nextIncomingId,
                incomingWindow,
                0,
                2_048,
                handle,
                deliveryCount,
                credit,
                -1,
                drain,
                echo,
                Collections.emptyMap());
    }

    static Transfer transfer(long handle, long deliveryId, boolean settled) {
        return transfer(handle, deliveryId, tag(deliveryId), settled, false, null, false, false);
    }

    /** One of several of a delivery; the first if it has an id. */
    static Transfer part(long handle, long deliveryId, boolean more) {
        Binary tag = deliveryId < 0 ? null : tag(deliveryId);
        return transfer(handle, deliveryId, tag, false, more, null, false, false);
    }

    static Transfer transfer(
            long handle,
            long deliveryId,
            @Nullable Binary tag,
            boolean settled,
            boolean more,
            @Nullable DeliveryState state,
            boolean resume,
            boolean aborted) {
        return new Transfer(
                handle, deliveryId, tag, deliveryId < 0 ? -1 : 0, settled, more, null, state, resume, aborted, false);
    }

    static Disposition disposition(Role role, long first, long last, boolean settled, @Nullable DeliveryState state) {
        return new Disposition(role, first, last, settled, state, false);
    }

    static Detach detach(long handle, boolean closed) {
        return new Detach(handle, closed, null);
    }

    static AmqpError error(Symbol condition) {
        return new AmqpError(condition, "because");
    }

    /** The tag that tests give the delivery of that number. */
    static Binary tag(long number) {
        return Binary.of((byte) 't', (byte) (number >>> 8), (byte) number);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
