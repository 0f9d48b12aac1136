/**
 * The broker as a state machine. {@link io.belay.core.Broker} applies a {@link io.belay.core.Command} and returns
 * {@link io.belay.core.Effect}s. Knows no protocol, no line, no log.
 */
@NullMarked
package io.belay.core;

import org.jspecify.annotations.NullMarked;
