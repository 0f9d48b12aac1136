/** The program: wiring of node, disk and net, and the broker as it runs. */
@NullMarked
package io.belay.server;

import org.jspecify.annotations.NullMarked;
