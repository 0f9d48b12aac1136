/** The admin endpoint: what it answers, and whom it lets in. It asks the broker through the sources that it is given. */
@NullMarked
package io.belay.admin;

import org.jspecify.annotations.NullMarked;
