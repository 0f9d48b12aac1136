package io.belay.amqp.codec;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.TargetTerminus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the performatives of chapter 2.7; what carries messages is in {@link DeliveryDecoder}. */
final class PerformativeDecoder {
    private PerformativeDecoder() {}

    static Performative read(AmqpReader reader) {
        int from = reader.position();
        Descriptor descriptor = reader.readDescriptor();
        if (descriptor == Descriptor.TRANSFER) return DeliveryDecoder.readTransfer(reader);
        if (descriptor == Descriptor.DISPOSITION) return DeliveryDecoder.readDisposition(reader);
        if (descriptor == Descriptor.FLOW) return readFlow(reader);
        if (descriptor == Descriptor.OPEN) return readOpen(reader);
        if (descriptor == Descriptor.BEGIN) return readBegin(reader);
        if (descriptor == Descriptor.ATTACH) return readAttach(reader);
        if (descriptor == Descriptor.DETACH) return readDetach(reader);
        if (descriptor == Descriptor.END) return new Performative.End(readError(reader));
        if (descriptor == Descriptor.CLOSE) return new Performative.Close(readError(reader));
        throw reader.malformed(Fault.DECODE, from, "a performative");
    }

    private static Performative readOpen(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 10);
        var open = new Performative.Open(
                fields.string("container-id"),
                fields.string(),
                fields.uint(Performative.UINT_MAX),
                fields.ushort(Performative.USHORT_MAX),
                fields.uint(0),
                fields.symbols(),
                fields.symbols(),
                fields.symbols(),
                fields.symbols(),
                fields.map());
        fields.leave();
        return open;
    }

    private static Performative readBegin(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 8);
        var begin = new Performative.Begin(
                fields.ushort(-1),
                fields.uint("next-outgoing-id"),
                fields.uint("incoming-window"),
                fields.uint("outgoing-window"),
                fields.uint(Performative.UINT_MAX),
                fields.symbols(),
                fields.symbols(),
                fields.map());
        fields.leave();
        return begin;
    }

    private static Performative readAttach(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 14);
        var attach = new Performative.Attach(
                fields.string("name"),
                fields.uint("handle"),
                role(fields.truth("role")),
                fields.choice(SenderSettleMode.values(), fields.ubyte(2), "a snd-settle-mode"),
                fields.choice(ReceiverSettleMode.values(), fields.ubyte(0), "a rcv-settle-mode"),
                source(fields),
                target(fields),
                unsettled(fields),
                fields.truth(false),
                fields.uint(-1),
                messageSize(fields.ulong(0)),
                fields.symbols(),
                fields.symbols(),
                fields.map());
        fields.leave();
        return attach;
    }

    static Role role(boolean isReceiver) {
        return isReceiver ? Role.RECEIVER : Role.SENDER;
    }

    private static @Nullable Source source(Fields fields) {
        return fields.next() ? TerminusDecoder.readSource(fields.reader()) : null;
    }

    private static @Nullable TargetTerminus target(Fields fields) {
        return fields.next() ? TerminusDecoder.readTarget(fields.reader()) : null;
    }

    private static @Nullable Map<Binary, @Nullable DeliveryState> unsettled(Fields fields) {
        return fields.next() ? MapDecoder.readUnsettled(fields.reader()) : null;
    }

    private static long messageSize(long bits) {
        return bits < 0 ? Long.MAX_VALUE : bits;
    }

    private static Performative readFlow(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 11);
        var flow = new Performative.Flow(
                fields.uint(-1),
                fields.uint("incoming-window"),
                fields.uint("next-outgoing-id"),
                fields.uint("outgoing-window"),
                fields.uint(-1),
                fields.uint(-1),
                fields.uint(-1),
                fields.uint(-1),
                fields.truth(false),
                fields.truth(false),
                fields.map());
        fields.leave();
        return flow;
    }

    private static Performative readDetach(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 3);
        var detach = new Performative.Detach(
                fields.uint("handle"), fields.truth(false), fields.next() ? StateDecoder.readError(reader) : null);
        fields.leave();
        return detach;
    }

    private static @Nullable AmqpError readError(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 1);
        AmqpError error = fields.next() ? StateDecoder.readError(reader) : null;
        fields.leave();
        return error;
    }
}
