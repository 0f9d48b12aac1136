/** A disk in memory that can fail in every way that a real one does, at a moment that the caller chooses. */
@NullMarked
package io.belay.sim.disk;

import org.jspecify.annotations.NullMarked;
