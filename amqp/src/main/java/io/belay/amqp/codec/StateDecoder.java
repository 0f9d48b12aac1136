package io.belay.amqp.codec;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.Descriptor;
import org.jspecify.annotations.Nullable;

/** Reads delivery states (§3.4, §4.5) and errors (§2.8.14). */
final class StateDecoder {
    private static final int ACCEPTED_LIST_0 = 0x00_53_24_45; // what nearly every state on a line is

    private StateDecoder() {}

    /** Reads a state, or null. */
    static @Nullable DeliveryState readState(AmqpReader reader) {
        int position = reader.position();
        if (reader.remaining() >= 4 && reader.buffer().getInt(position) == ACCEPTED_LIST_0) {
            reader.position(position + 4);
            return DeliveryState.ACCEPTED;
        }
        return reader.skipNull() ? null : readState(reader, true);
    }

    private static DeliveryState readState(AmqpReader reader, boolean mayBeTransactional) {
        int from = reader.position();
        Descriptor descriptor = reader.readDescriptor();
        if (descriptor == Descriptor.ACCEPTED) return empty(reader, DeliveryState.ACCEPTED);
        if (descriptor == Descriptor.RELEASED) return empty(reader, DeliveryState.RELEASED);
        if (descriptor == Descriptor.REJECTED) return readRejected(reader);
        if (descriptor == Descriptor.MODIFIED) return readModified(reader);
        if (descriptor == Descriptor.RECEIVED) return readReceived(reader);
        if (descriptor == Descriptor.DECLARED) return readDeclared(reader);
        if (descriptor == Descriptor.TRANSACTIONAL_STATE && mayBeTransactional) return readTransactional(reader);
        if (descriptor != null) throw reader.malformed(Fault.DECODE, from, "a delivery state, not " + descriptor);
        return new DeliveryState.UnknownState((Described) known(reader.readValue()));
    }

    private static Object known(@Nullable Object described) {
        if (described == null) throw new AssertionError("a described value was seen here");
        return described;
    }

    private static DeliveryState empty(AmqpReader reader, DeliveryState state) {
        Fields.enter(reader, 0).leave();
        return state;
    }

    private static DeliveryState readRejected(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 1);
        var rejected = new DeliveryState.Rejected(fields.next() ? readError(reader) : null);
        fields.leave();
        return rejected;
    }

    private static DeliveryState readModified(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 3);
        var modified = new DeliveryState.Modified(fields.truth(false), fields.truth(false), fields.map());
        fields.leave();
        return modified;
    }

    private static DeliveryState readReceived(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 2);
        var received = new DeliveryState.Received(fields.uint("section-number"), fields.ulong("section-offset"));
        fields.leave();
        return received;
    }

    private static DeliveryState readDeclared(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 1);
        var declared = new DeliveryState.Declared(fields.binary("txn-id"));
        fields.leave();
        return declared;
    }

    private static DeliveryState readTransactional(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 2);
        Binary id = fields.binary("txn-id");
        // An outcome is not transactional itself: so hostile states cannot be nested without end.
        DeliveryState outcome = fields.next() ? readState(reader, false) : null;
        fields.leave();
        return new DeliveryState.TransactionalState(id, outcome);
    }

    /** Reads an error, which is there. */
    static AmqpError readError(AmqpReader reader) {
        int from = reader.position();
        if (reader.readDescriptor() != Descriptor.ERROR) throw reader.malformed(Fault.DECODE, from, "an error");
        Fields fields = Fields.enter(reader, 3);
        var error = new AmqpError(fields.symbol("condition"), fields.string(), fields.map());
        fields.leave();
        return error;
    }
}
