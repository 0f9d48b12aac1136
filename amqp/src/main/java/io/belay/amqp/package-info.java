/**
 * AMQP 1.0: one connection's state machine, for either end. {@link io.belay.amqp.AmqpConnection} is what a driver
 * calls, {@link io.belay.amqp.AmqpEvent} what it is told, {@link io.belay.amqp.AmqpLimits} what a peer is granted.
 */
@NullMarked
package io.belay.amqp;

import org.jspecify.annotations.NullMarked;
