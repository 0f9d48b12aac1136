/** Overload for a long time: producers, slow consumers, storms and hostile bytes at once, and some who behave well. */
@NullMarked
package io.belay.interop.soak;

import org.jspecify.annotations.NullMarked;
