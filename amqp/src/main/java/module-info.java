/** AMQP 1.0: types, codec, one connection as a state machine for either end. */
module io.belay.amqp {
    requires io.belay.base;
    requires static org.jspecify;

    exports io.belay.amqp;
    exports io.belay.amqp.codec;
    exports io.belay.amqp.sasl;
    exports io.belay.amqp.type;
}
