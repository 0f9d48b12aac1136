package io.belay.amqp.codec;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Descriptor;
import io.belay.base.ByteWriter;

/** Writes delivery states (§3.4, §4.5) and errors (§2.8.14). */
final class StateEncoder {
    private static final int EMPTY_LIST = 0x00_53_00_45; // descriptor in the third byte, then list0

    private StateEncoder() {}

    static void writeState(DeliveryState state, ByteWriter out) {
        if (state instanceof DeliveryState.Accepted) {
            out.writeInt(EMPTY_LIST | Descriptor.ACCEPTED.code() << 8);
        } else if (state instanceof DeliveryState.Released) {
            out.writeInt(EMPTY_LIST | Descriptor.RELEASED.code() << 8);
        } else if (state instanceof DeliveryState.UnknownState unknown) {
            AmqpWriter.writeValue(unknown.described(), out);
        } else {
            ListWriter list = begin(state, out);
            writeFields(state, list);
            list.end();
        }
    }

    private static ListWriter begin(DeliveryState state, ByteWriter out) {
        if (state instanceof DeliveryState.Rejected) return ListWriter.begin(Descriptor.REJECTED, out);
        if (state instanceof DeliveryState.Modified) return ListWriter.begin(Descriptor.MODIFIED, out);
        if (state instanceof DeliveryState.Received) return ListWriter.begin(Descriptor.RECEIVED, out);
        if (state instanceof DeliveryState.Declared) return ListWriter.begin(Descriptor.DECLARED, out);
        if (state instanceof DeliveryState.TransactionalState) {
            return ListWriter.begin(Descriptor.TRANSACTIONAL_STATE, out);
        }
        throw new AssertionError("no branch for " + state);
    }

    private static void writeFields(DeliveryState state, ListWriter list) {
        if (state instanceof DeliveryState.Rejected rejected && rejected.error() != null) {
            writeError(rejected.error(), list.present());
        } else if (state instanceof DeliveryState.Modified modified) {
            list.truth(modified.deliveryFailed(), false)
                    .truth(modified.undeliverableHere(), false)
                    .map(modified.messageAnnotations());
        } else if (state instanceof DeliveryState.Received received) {
            list.uint(received.sectionNumber()).ulong(received.sectionOffset());
        } else if (state instanceof DeliveryState.Declared declared) {
            list.binary(declared.transactionId());
        } else if (state instanceof DeliveryState.TransactionalState transactional) {
            list.binary(transactional.transactionId());
            if (transactional.outcome() != null) writeState(transactional.outcome(), list.present());
        }
    }

    static void writeError(AmqpError error, ByteWriter out) {
        ListWriter.begin(Descriptor.ERROR, out)
                .symbol(error.condition())
                .string(error.description())
                .map(error.info())
                .end();
    }
}
