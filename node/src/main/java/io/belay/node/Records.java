package io.belay.node;

import io.belay.base.ByteReader;
import io.belay.core.Command;
import io.belay.core.CommandCodec;
import io.belay.core.Message;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the records of the log hold: one command each, as {@link CommandCodec} writes it. */
final class Records {
    private Records() {}

    static Command readCommand(ByteBuffer record) {
        return CommandCodec.read(new ByteReader(record.duplicate()));
    }

    /** The message that a record holds, null if its command holds none. */
    static @Nullable Message readMessage(ByteBuffer record) {
        return CommandCodec.messageOf(readCommand(record));
    }
}
