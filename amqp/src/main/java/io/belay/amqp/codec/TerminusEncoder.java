package io.belay.amqp.codec;

import io.belay.amqp.type.Coordinator;
import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.ExpiryPolicy;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.TargetTerminus;
import io.belay.base.ByteWriter;
import org.jspecify.annotations.Nullable;

/** Writes the two ends of a link (§3.5.3, §3.5.4, §4.5.1). */
final class TerminusEncoder {
    private TerminusEncoder() {}

    static void writeSource(Source source, ByteWriter out) {
        ListWriter list = ListWriter.begin(Descriptor.SOURCE, out)
                .string(source.address())
                .uint(source.durability().ordinal(), 0)
                .symbol(word(source.expiryPolicy()))
                .uint(source.timeoutS(), 0)
                .truth(source.dynamic(), false)
                .map(source.dynamicNodeProperties())
                .symbol(source.distributionMode())
                .map(source.filter());
        if (source.defaultOutcome() == null) {
            list.absent();
        } else {
            StateEncoder.writeState(source.defaultOutcome(), list.present());
        }
        list.symbols(source.outcomes()).symbols(source.capabilities()).end();
    }

    static void writeTarget(TargetTerminus terminus, ByteWriter out) {
        if (terminus instanceof Coordinator coordinator) {
            ListWriter.begin(Descriptor.COORDINATOR, out)
                    .symbols(coordinator.capabilities())
                    .end();
        } else if (terminus instanceof Target target) {
            ListWriter.begin(Descriptor.TARGET, out)
                    .string(target.address())
                    .uint(target.durability().ordinal(), 0)
                    .symbol(word(target.expiryPolicy()))
                    .uint(target.timeoutS(), 0)
                    .truth(target.dynamic(), false)
                    .map(target.dynamicNodeProperties())
                    .symbols(target.capabilities())
                    .end();
        }
    }

    private static @Nullable Symbol word(ExpiryPolicy policy) {
        return policy == ExpiryPolicy.SESSION_END ? null : policy.symbol();
    }
}
