package io.belay.amqp.codec;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Performative.Begin;
import io.belay.amqp.type.Performative.Close;
import io.belay.amqp.type.Performative.Detach;
import io.belay.amqp.type.Performative.Disposition;
import io.belay.amqp.type.Performative.End;
import io.belay.amqp.type.Performative.Flow;
import io.belay.amqp.type.Performative.Open;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.base.ByteWriter;
import org.jspecify.annotations.Nullable;

/** Writes the performatives of chapter 2.7; what carries messages is in {@link DeliveryEncoder}. */
final class PerformativeEncoder {
    private PerformativeEncoder() {}

    static void write(Performative performative, ByteWriter out) {
        if (performative instanceof Transfer transfer) {
            DeliveryEncoder.writeTransfer(transfer, transfer.more(), out);
        } else if (performative instanceof Disposition disposition) {
            DeliveryEncoder.writeDisposition(disposition, out);
        } else if (performative instanceof Flow flow) {
            writeFlow(flow, out);
        } else if (performative instanceof Open open) {
            writeOpen(open, out);
        } else if (performative instanceof Begin begin) {
            writeBegin(begin, out);
        } else if (performative instanceof Attach attach) {
            writeAttach(attach, out);
        } else if (performative instanceof Detach detach) {
            ListWriter list = ListWriter.begin(Descriptor.DETACH, out).uint(detach.handle());
            writeError(detach.error(), list.truth(detach.closed(), false));
        } else if (performative instanceof End end) {
            writeError(end.error(), ListWriter.begin(Descriptor.END, out));
        } else if (performative instanceof Close close) {
            writeError(close.error(), ListWriter.begin(Descriptor.CLOSE, out));
        }
    }

    private static void writeError(@Nullable AmqpError error, ListWriter list) {
        if (error != null) StateEncoder.writeError(error, list.present());
        list.end();
    }

    private static void writeOpen(Open open, ByteWriter out) {
        ListWriter.begin(Descriptor.OPEN, out)
                .string(open.containerId())
                .string(open.hostname())
                .uint(open.maxFrameSize(), Performative.UINT_MAX)
                .ushort(open.channelMax(), Performative.USHORT_MAX)
                .uint(open.idleTimeoutMs(), 0)
                .symbols(open.outgoingLocales())
                .symbols(open.incomingLocales())
                .symbols(open.offeredCapabilities())
                .symbols(open.desiredCapabilities())
                .map(open.properties())
                .end();
    }

    private static void writeBegin(Begin begin, ByteWriter out) {
        ListWriter.begin(Descriptor.BEGIN, out)
                .ushort(begin.remoteChannel(), -1)
                .uint(begin.nextOutgoingId())
                .uint(begin.incomingWindow())
                .uint(begin.outgoingWindow())
                .uint(begin.handleMax(), Performative.UINT_MAX)
                .symbols(begin.offeredCapabilities())
                .symbols(begin.desiredCapabilities())
                .map(begin.properties())
                .end();
    }

    private static void writeAttach(Attach attach, ByteWriter out) {
        ListWriter list = ListWriter.begin(Descriptor.ATTACH, out)
                .string(attach.name())
                .uint(attach.handle())
                .truth(attach.role() == Role.RECEIVER)
                .ubyte(attach.senderSettleMode().ordinal(), SenderSettleMode.MIXED.ordinal())
                .ubyte(attach.receiverSettleMode().ordinal(), ReceiverSettleMode.FIRST.ordinal());
        writeTermini(attach, list);
        writeUnsettled(attach, list);
        list.truth(attach.incompleteUnsettled(), false)
                .uint(attach.initialDeliveryCount(), -1)
                .ulong(attach.maxMessageSize(), 0)
                .symbols(attach.offeredCapabilities())
                .symbols(attach.desiredCapabilities())
                .map(attach.properties())
                .end();
    }

    private static void writeTermini(Attach attach, ListWriter list) {
        if (attach.source() == null) {
            list.absent();
        } else {
            TerminusEncoder.writeSource(attach.source(), list.present());
        }
        if (attach.target() == null) {
            list.absent();
        } else {
            TerminusEncoder.writeTarget(attach.target(), list.present());
        }
    }

    private static void writeUnsettled(Attach attach, ListWriter list) {
        if (attach.unsettled() == null) {
            list.absent();
            return;
        }
        ByteWriter out = list.present();
        Compound map = new Compound(out, Format.MAP_8, Format.MAP_32);
        for (var entry : attach.unsettled().entrySet()) {
            AmqpWriter.writeBinary(entry.getKey(), out);
            if (entry.getValue() == null) {
                out.writeByte(Format.NULL);
            } else {
                StateEncoder.writeState(entry.getValue(), out);
            }
        }
        map.end(2 * attach.unsettled().size());
    }

    private static void writeFlow(Flow flow, ByteWriter out) {
        ListWriter.begin(Descriptor.FLOW, out)
                .uint(flow.nextIncomingId(), -1)
                .uint(flow.incomingWindow())
                .uint(flow.nextOutgoingId())
                .uint(flow.outgoingWindow())
                .uint(flow.handle(), -1)
                .uint(flow.deliveryCount(), -1)
                .uint(flow.linkCredit(), -1)
                .uint(flow.available(), -1)
                .truth(flow.drain(), false)
                .truth(flow.echo(), false)
                .map(flow.properties())
                .end();
    }
}
