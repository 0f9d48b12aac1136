/**
 * A world in one thread on virtual time: clients, lines, a node, its log, its disk and the clock, all from one seed.
 * {@link io.belay.sim.World} runs one {@link io.belay.sim.Schedule} and writes a {@link io.belay.sim.History}, which
 * the checkers of {@link io.belay.sim.check} judge.
 */
@NullMarked
package io.belay.sim;

import org.jspecify.annotations.NullMarked;
