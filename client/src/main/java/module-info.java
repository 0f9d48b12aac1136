/** What a client remembers while its line is down, and its plan to return. */
module io.belay.client {
    requires transitive io.belay.base;
    requires transitive io.belay.amqp;
    requires static org.jspecify;

    exports io.belay.client;
}
