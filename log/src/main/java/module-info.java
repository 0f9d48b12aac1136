/** The order of commands as segments, checksums and checkpoints; says what to write, writes nothing. */
module io.belay.log {
    requires transitive io.belay.base;
    requires static org.jspecify;

    exports io.belay.log;
}
