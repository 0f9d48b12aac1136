/** The broker as a state machine: commands in, effects out. */
module io.belay.core {
    requires io.belay.base;
    requires static org.jspecify;

    exports io.belay.core;
}
