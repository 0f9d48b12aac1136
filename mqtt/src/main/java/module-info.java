/** MQTT 3.1.1 and 5.0: packets, codec, one connection's state machine for either end. */
module io.belay.mqtt {
    requires io.belay.base;
    requires static org.jspecify;

    exports io.belay.mqtt;
}
