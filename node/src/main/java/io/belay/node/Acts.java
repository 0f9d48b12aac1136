package io.belay.node;

import io.belay.core.Command;
import io.belay.core.Effect;
import io.belay.core.Message;
import io.belay.core.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the parts of the node may do to the order of commands, and how they answer. */
interface Acts {
    /** Broker time, milliseconds since 1970. */
    long nowMs();

    /** Appends and applies a command that {@link #refusal} does not object to, and has its effects followed. */
    List<Effect> perform(Command command);

    /** As {@link #perform(Command)}, and {@code first} is said before anything that follows; null for nothing. */
    void perform(Command command, @Nullable Reply first);

    /** As {@link #perform(Command)}, and {@code first} is told of each effect before any is followed. */
    void perform(Command command, java.util.function.Consumer<Effect> first);

    /** As {@link #perform(Command, Reply)}, if nobody waits for it: it goes to disk some milliseconds later at most. */
    void performLater(Command command, @Nullable Reply first);

    /** As {@link #perform(Command)}, of a command that brings {@code message}, which stays at hand for a while. */
    List<Effect> store(Command command, Message message);

    /** Why the broker does not take this command now; null if it does. */
    @Nullable
    Refusal refusal(Command command);

    /** Why there is no room for a message; null if there is. */
    @Nullable
    Refusal noRoom(Message message);

    /** Why there is no room for what a transaction settles; null if there is. */
    @Nullable
    Refusal noRoom(List<Request.Dispose> settled);

    /** Does it once all commands so far are on disk. */
    void hold(Runnable deed);

    /** Says it once all commands so far are on disk. */
    void answer(Reply reply);
}
