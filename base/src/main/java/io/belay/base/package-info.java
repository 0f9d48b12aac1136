/** Bytes and cursors, sparse tables, checks: knows nothing of messages, protocols or files. */
@NullMarked
package io.belay.base;

import org.jspecify.annotations.NullMarked;
