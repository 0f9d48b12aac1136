/** Thirty seconds of trouble that a program on Belay does not notice. */
@NullMarked
package io.belay.demo;

import org.jspecify.annotations.NullMarked;
