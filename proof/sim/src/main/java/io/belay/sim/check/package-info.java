/** Judges of a {@link io.belay.sim.History}: each holds one promise, from the standard's words, and knows no broker. */
@NullMarked
package io.belay.sim.check;

import org.jspecify.annotations.NullMarked;
