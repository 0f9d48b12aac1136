/** Messages in other forms: of AMQP for MQTT and back, for selectors, and for people. */
@NullMarked
package io.belay.node.message;

import org.jspecify.annotations.NullMarked;
