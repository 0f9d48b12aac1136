/** Bearer tokens: the keys of who issues them, and what they say. */
@NullMarked
package io.belay.server.tokens;

import org.jspecify.annotations.NullMarked;
