/** AMQP 1.0 clients at the node: what they say becomes requests, and replies become what they hear. */
@NullMarked
package io.belay.node.amqp;

import org.jspecify.annotations.NullMarked;
