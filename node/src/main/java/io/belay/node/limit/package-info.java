/** Which limits there are, how often each was reached, and the counting behind those that clients share. */
@NullMarked
package io.belay.node.limit;

import org.jspecify.annotations.NullMarked;
