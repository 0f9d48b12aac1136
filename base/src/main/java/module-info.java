/** What all else is written in: bytes and cursors, sparse tables, checks. */
module io.belay.base {
    requires static org.jspecify;

    exports io.belay.base;
}
