/** Commands about settings, users and certificates: they read and write files. */
@NullMarked
package io.belay.server.cli;

import org.jspecify.annotations.NullMarked;
