package io.belay.sim.check;

import java.util.List;

/**
 * A promise that was not kept.
 *
 * @param checker who found it
 * @param index of the moment in the history that shows it
 * @param what was expected and what was found
 * @param clients whose packets tell the story
 * @param number of the message in question; 0 none
 */
public record Finding(String checker, int index, String what, List<String> clients, long number) {
    @Override
    public String toString() {
        return checker + " at " + index + ": " + what;
    }
}
