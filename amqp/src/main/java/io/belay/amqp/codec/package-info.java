/** Bytes to the types of AMQP 1.0 and back: values, frames, and messages where they lie. */
@NullMarked
package io.belay.amqp.codec;

import org.jspecify.annotations.NullMarked;
