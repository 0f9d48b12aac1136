package io.belay.core;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import org.jspecify.annotations.Nullable;

/** Commands as bytes of the log. */
public final class CommandCodec {
    private CommandCodec() {}

    /** Appends {@code command} to {@code out}. */
    public static void write(Command command, ByteWriter out) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads one command and moves past it.
     *
     * @throws io.belay.base.MalformedException if the bytes are not a command of a version that we know
     */
    public static Command read(ByteReader in) {
        throw new UnsupportedOperationException();
    }

    /** The message that {@code command} carries, to which an {@link Effect.Keep} of it refers; null if it has none. */
    public static @Nullable Message messageOf(Command command) {
        if (command instanceof Command.Publish publish) return publish.message();
        if (command instanceof Command.FireWill fire) return fire.message();
        if (command instanceof Command.Retain retain) return retain.message();
        return null;
    }
}
