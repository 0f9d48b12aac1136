package io.belay.amqp.codec;

import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.Performative.Disposition;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.amqp.type.Role;
import io.belay.base.ByteWriter;

/**
 * Writes what travels once or twice for each message: a disposition by hand as far as it is usual, all else field by field. A
 * usual transfer is written by {@link UsualTransfer}.
 */
final class DeliveryEncoder {
    private static final int DESCRIBED_BY_SMALL_ULONG = 0x00_53_00_00; // the descriptor follows, then a format code

    private DeliveryEncoder() {}

    private static void begin(Descriptor descriptor, ByteWriter out) {
        out.writeInt(DESCRIBED_BY_SMALL_ULONG | descriptor.code() << 8 | Format.LIST_8);
        out.writeShort(0);
    }

    private static void end(ByteWriter out, int start, int count) {
        out.patchByte(start + 4, out.length() - start - 5);
        out.patchByte(start + 5, count);
    }

    /** Writes a transfer with {@code more} in place of its own. */
    static void writeTransfer(Transfer transfer, boolean more, ByteWriter out) {
        ListWriter list = ListWriter.begin(Descriptor.TRANSFER, out)
                .uint(transfer.handle())
                .uint(transfer.deliveryId(), -1)
                .binary(transfer.deliveryTag())
                .uint(transfer.messageFormat(), -1)
                .truth(transfer.settled())
                .truth(more);
        if (transfer.receiverSettleMode() == null) {
            list.absent();
        } else {
            list.ubyte(transfer.receiverSettleMode().ordinal(), -1);
        }
        if (transfer.state() == null) {
            list.absent();
        } else {
            StateEncoder.writeState(transfer.state(), list.present());
        }
        list.truth(transfer.resume(), false)
                .truth(transfer.aborted(), false)
                .truth(transfer.batchable(), false)
                .end();
    }

    /** Writes a disposition; one of a single delivery leaves {@code last} out. */
    static void writeDisposition(Disposition disposition, ByteWriter out) {
        DeliveryState state = disposition.state();
        if (state != null && !(state instanceof DeliveryState.Accepted)) {
            writeUnusual(disposition, state, out);
            return;
        }
        int start = out.length();
        begin(Descriptor.DISPOSITION, out);
        AmqpWriter.writeBoolean(disposition.role() == Role.RECEIVER, out);
        AmqpWriter.writeUint(disposition.first(), out);
        writeUint(disposition.last() == disposition.first() ? -1 : disposition.last(), out);
        AmqpWriter.writeBoolean(disposition.settled(), out);
        if (state == null) {
            out.writeByte(Format.NULL);
        } else {
            StateEncoder.writeState(state, out);
        }
        AmqpWriter.writeBoolean(disposition.batchable(), out);
        end(out, start, 6);
    }

    private static void writeUnusual(Disposition disposition, DeliveryState state, ByteWriter out) {
        ListWriter list = ListWriter.begin(Descriptor.DISPOSITION, out)
                .truth(disposition.role() == Role.RECEIVER)
                .uint(disposition.first())
                .uint(disposition.last(), disposition.first())
                .truth(disposition.settled());
        StateEncoder.writeState(state, list.present());
        list.truth(disposition.batchable(), false).end();
    }

    private static void writeUint(long value, ByteWriter out) {
        if (value < 0) {
            out.writeByte(Format.NULL);
        } else {
            AmqpWriter.writeUint(value, out);
        }
    }
}
