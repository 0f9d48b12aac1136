package io.belay.sim.check;

import java.util.List;

/** Judges what happened in a world by one promise. Sees a history and nothing else. */
public interface Checker {
    /** Every promise that was not kept, in the order of the history; empty if all is well. */
    List<Finding> judge(Story story);

    /** The name that its findings carry. */
    default String name() {
        return getClass().getSimpleName().replace("Checker", "");
    }
}
