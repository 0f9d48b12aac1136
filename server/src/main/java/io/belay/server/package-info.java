/** The program: command line, wiring of node, disk and net, the admin endpoint. */
@NullMarked
package io.belay.server;

import org.jspecify.annotations.NullMarked;
