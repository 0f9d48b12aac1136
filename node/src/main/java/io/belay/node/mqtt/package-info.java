/** How MQTT comes to the node: its packets to requests, replies to its packets. */
@NullMarked
package io.belay.node.mqtt;

import org.jspecify.annotations.NullMarked;
