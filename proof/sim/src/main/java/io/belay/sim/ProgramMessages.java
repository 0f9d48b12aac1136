package io.belay.sim;

import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.Properties;
import io.belay.base.ByteWriter;
import io.belay.client.ConsumerSpec;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What programs say to each other. */
final class ProgramMessages {
    private ProgramMessages() {}

    /** A durable message of this number, which may expire. */
    static ByteBuffer message(long number, Label label, @Nullable String to, @Nullable String replyTo) {
        ByteWriter out = new ByteWriter(64);
        SectionWriter.writeHeader(
                new Header(true, label.priority(), label.expires() ? label.ttlMs() : -1, false, 0), out);
        String group = label.group().isEmpty() ? null : label.group();
        boolean hasProperties = to != null || replyTo != null || group != null;
        if (hasProperties) SectionWriter.writeProperties(properties(to, replyTo, group), out);
        byte[] content = Payloads.content(number, label.length());
        SectionWriter.writeData(ByteBuffer.wrap(content, 1, content.length - 1), out);
        return ByteBuffer.wrap(out.toArray());
    }

    /** Where the answer to a message is to go; null if it wants none. */
    static @Nullable String replyTo(ByteBuffer message) {
        return MessageSections.of(message).properties().replyTo();
    }

    /** What a consumer asks for. */
    static ConsumerSpec spec(Supply supply, io.belay.client.ClientAddress address) {
        ConsumerSpec plain = ConsumerSpec.of(address).presettled(supply.isSettled());
        if (supply.browses()) return plain.browsing();
        if (supply.isShared()) return plain.shared(supply.subscription(), true, true);
        if (supply.selects()) return plain.selecting("1 = 1");
        return supply.subscription().isEmpty() ? plain : plain.durable(supply.subscription());
    }

    private static Properties properties(@Nullable String to, @Nullable String replyTo, @Nullable String group) {
        return new Properties(null, null, to, null, replyTo, null, null, null, null, null, group, -1, null);
    }
}
