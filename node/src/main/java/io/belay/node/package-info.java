/**
 * One broker. A gateway turns a protocol's words into {@link io.belay.node.Request}s; {@link io.belay.node.Node} puts
 * them in order, has them written, applies them and answers with {@link io.belay.node.Reply}s; the gateway turns those
 * into the protocol's words. Reads no clock, opens no socket and no file.
 */
@NullMarked
package io.belay.node;

import org.jspecify.annotations.NullMarked;
