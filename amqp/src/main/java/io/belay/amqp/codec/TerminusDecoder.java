package io.belay.amqp.codec;

import io.belay.amqp.type.Coordinator;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.ExpiryPolicy;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.TargetTerminus;
import io.belay.amqp.type.TerminusDurability;
import org.jspecify.annotations.Nullable;

/** Reads the two ends of a link (§3.5.3, §3.5.4, §4.5.1), which are there. */
final class TerminusDecoder {
    private TerminusDecoder() {}

    static Source readSource(AmqpReader reader) {
        int from = reader.position();
        if (reader.readDescriptor() != Descriptor.SOURCE) throw reader.malformed(Fault.DECODE, from, "a source");
        Fields fields = Fields.enter(reader, 11);
        var source = new Source(
                fields.string(),
                durability(fields),
                expiryPolicy(fields),
                fields.uint(0),
                fields.truth(false),
                fields.map(),
                fields.symbol(),
                fields.map(),
                state(fields),
                fields.symbols(),
                fields.symbols());
        fields.leave();
        return source;
    }

    static TargetTerminus readTarget(AmqpReader reader) {
        int from = reader.position();
        Descriptor descriptor = reader.readDescriptor();
        if (descriptor == Descriptor.COORDINATOR) return readCoordinator(reader);
        if (descriptor != Descriptor.TARGET) throw reader.malformed(Fault.DECODE, from, "a target or coordinator");
        Fields fields = Fields.enter(reader, 7);
        var target = new Target(
                fields.string(),
                durability(fields),
                expiryPolicy(fields),
                fields.uint(0),
                fields.truth(false),
                fields.map(),
                fields.symbols());
        fields.leave();
        return target;
    }

    private static TargetTerminus readCoordinator(AmqpReader reader) {
        Fields fields = Fields.enter(reader, 1);
        var coordinator = new Coordinator(fields.symbols());
        fields.leave();
        return coordinator;
    }

    private static TerminusDurability durability(Fields fields) {
        long number = fields.uint(0);
        return fields.choice(
                TerminusDurability.values(), (int) Math.min(number, Integer.MAX_VALUE), "a terminus durability");
    }

    private static ExpiryPolicy expiryPolicy(Fields fields) {
        Symbol word = fields.symbol();
        if (word == null) return ExpiryPolicy.SESSION_END;
        ExpiryPolicy policy = ExpiryPolicy.of(word);
        if (policy != null) return policy;
        AmqpReader reader = fields.reader();
        throw reader.malformed(Fault.INVALID_FIELD, reader.position() - 1, "an expiry policy, not " + word);
    }

    private static @Nullable DeliveryState state(Fields fields) {
        return fields.next() ? StateDecoder.readState(fields.reader()) : null;
    }
}
