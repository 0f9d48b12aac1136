/** One broker: gateways, sequencer, dispatcher. */
module io.belay.node {
    requires transitive io.belay.base;
    requires transitive io.belay.mqtt;
    requires transitive io.belay.amqp;
    requires io.belay.selector;
    requires transitive io.belay.access;
    requires transitive io.belay.core;
    requires transitive io.belay.log;
    requires static org.jspecify;

    exports io.belay.node;
    exports io.belay.node.amqp;
    exports io.belay.node.limit;
    exports io.belay.node.login;
    exports io.belay.node.mqtt;
}
