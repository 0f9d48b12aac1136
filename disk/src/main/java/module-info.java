/** Files and sync: does what the log asks. */
module io.belay.disk {
    requires transitive io.belay.log;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.belay.disk;
}
