/** Commands that ask, and order, what a running broker does. */
@NullMarked
package io.belay.server.cli;

import org.jspecify.annotations.NullMarked;
