package io.belay.amqp.codec;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Performative.Disposition;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.amqp.type.ReceiverSettleMode;
import org.jspecify.annotations.Nullable;

/**
 * Reads what travels once or twice for each message, by hand: no table, no boxes, and no object but what is returned.
 */
final class DeliveryDecoder {
    private static final int TRANSFER_FIELDS = 11;
    private static final int DISPOSITION_FIELDS = 6;
    private static final int TAG_LENGTH_MAX = 32;

    private DeliveryDecoder() {}

    /** Reads the list of a transfer (§2.7.5). */
    static Transfer readTransfer(AmqpReader reader) {
        int outer = reader.end();
        int left = reader.enterList();
        checkCount(reader, left, TRANSFER_FIELDS);
        long handle = left-- > 0 ? reader.readUint(-1) : -1;
        if (handle < 0) throw reader.malformed(Fault.DECODE, reader.position(), "handle, which is mandatory");
        long deliveryId = left-- > 0 ? reader.readUint(-1) : -1;
        Binary tag = left-- > 0 ? reader.readBinary() : null;
        if (tag != null && tag.length() > TAG_LENGTH_MAX) {
            String most = "a delivery-tag of at most 32 bytes, not " + tag.length();
            throw reader.malformed(Fault.INVALID_FIELD, reader.position() - tag.length(), most);
        }
        long format = left-- > 0 ? reader.readUint(-1) : -1;
        boolean settled = left-- > 0 && reader.readBoolean(false);
        boolean more = left-- > 0 && reader.readBoolean(false);
        ReceiverSettleMode mode = left-- > 0 ? readMode(reader) : null;
        var state = left-- > 0 ? StateDecoder.readState(reader) : null;
        boolean resume = left-- > 0 && reader.readBoolean(false);
        boolean aborted = left-- > 0 && reader.readBoolean(false);
        boolean batchable = left > 0 && reader.readBoolean(false);
        reader.leave(outer);
        return new Transfer(handle, deliveryId, tag, format, settled, more, mode, state, resume, aborted, batchable);
    }

    private static @Nullable ReceiverSettleMode readMode(AmqpReader reader) {
        int number = reader.readUbyte(-1);
        if (number < 0) return null;
        if (number == 0) return ReceiverSettleMode.FIRST;
        if (number == 1) return ReceiverSettleMode.SECOND;
        throw reader.malformed(
                Fault.INVALID_FIELD, reader.position() - 1, "a rcv-settle-mode from 0 to 1, not " + number);
    }

    /** Reads the list of a disposition (§2.7.6). */
    static Disposition readDisposition(AmqpReader reader) {
        int outer = reader.end();
        int left = reader.enterList();
        checkCount(reader, left, DISPOSITION_FIELDS);
        if (left-- == 0 || reader.skipNull()) {
            throw reader.malformed(Fault.DECODE, reader.position(), "role, which is mandatory");
        }
        boolean isReceiver = reader.readBoolean(false);
        long first = left-- > 0 ? reader.readUint(-1) : -1;
        if (first < 0) throw reader.malformed(Fault.DECODE, reader.position(), "first, which is mandatory");
        long last = left-- > 0 ? reader.readUint(first) : first;
        boolean settled = left-- > 0 && reader.readBoolean(false);
        var state = left-- > 0 ? StateDecoder.readState(reader) : null;
        boolean batchable = left > 0 && reader.readBoolean(false);
        reader.leave(outer);
        return new Disposition(PerformativeDecoder.role(isReceiver), first, last, settled, state, batchable);
    }

    private static void checkCount(AmqpReader reader, int count, int most) {
        if (count > most) {
            throw reader.malformed(Fault.DECODE, reader.position() - 1, "at most " + most + " fields, not " + count);
        }
    }
}
