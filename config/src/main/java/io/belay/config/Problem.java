package io.belay.config;

/**
 * What is wrong with something that was said.
 *
 * @param origin where it was said
 * @param text what was expected and what was found, without the place
 */
public record Problem(Origin origin, String text) {
    /** As a user is shown it: {@code belay.yaml:3:9: mqtt.port: expected …; found …}. */
    @Override
    public String toString() {
        return origin + ": " + text;
    }
}
