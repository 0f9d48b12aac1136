/** Settings with names: from a YAML file, the environment and the command line, each with its place. */
module io.belay.config {
    requires io.belay.base;
    requires org.snakeyaml.engine;
    requires static org.jspecify;

    exports io.belay.config;
}
