package io.belay.node.login;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Does what takes too long for the line's thread. */
public interface Workers {
    /**
     * Has a question answered elsewhere.
     *
     * @param question takes its time; any thread
     * @param answer hears what came of it, on the line's thread; not if the line is lost before. False if the question failed
     * @return false if too many wait already: nothing will be heard
     */
    boolean ask(BooleanSupplier question, Consumer<Boolean> answer);
}
