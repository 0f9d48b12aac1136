/** The web console in a real browser. */
@NullMarked
package io.belay.interop.console;

import org.jspecify.annotations.NullMarked;
