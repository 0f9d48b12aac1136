/** Message selectors of Jakarta Messaging: text to a condition that a message meets or not. */
module io.belay.selector {
    requires io.belay.base;
    requires static org.jspecify;

    exports io.belay.selector;
}
