package io.belay.amqp.codec;

import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.TransactionRequest;
import io.belay.base.MalformedException;
import java.nio.ByteBuffer;

/** Reads what is said to a coordinator (§4.2): a message whose body is one declare or discharge. */
public final class RequestDecoder {
    private RequestDecoder() {}

    /**
     * Reads a request.
     *
     * @param message big-endian, from its position to its limit; both stay
     * @throws MalformedException if this is no message, or one with another body
     */
    public static TransactionRequest read(ByteBuffer message) {
        MessageSections sections = MessageSections.of(message);
        if (sections.bodyKind() != BodyKind.VALUE) throw none(0);
        AmqpReader reader = sections.at(Descriptor.AMQP_VALUE);
        int from = reader.position();
        Descriptor descriptor = reader.readDescriptor();
        if (descriptor == Descriptor.DECLARE) return readDeclare(reader);
        if (descriptor == Descriptor.DISCHARGE) return readDischarge(reader);
        throw none(from - message.position());
    }

    private static TransactionRequest readDeclare(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 1);
        var declare = new TransactionRequest.Declare(fields.value());
        fields.leave();
        return declare;
    }

    private static TransactionRequest readDischarge(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 2);
        var discharge = new TransactionRequest.Discharge(fields.binary("txn-id"), fields.truth(false));
        fields.leave();
        return discharge;
    }

    private static MalformedException none(int offset) {
        return new MalformedException(
                Fault.DECODE.ordinal(), offset, "expected a declare or discharge at byte " + offset);
    }
}
