/**
 * The order of commands as segments, checksums and checkpoints. {@link io.belay.log.Log} says what to write as
 * {@link io.belay.log.DiskOrder}s and hears what became of them as {@link io.belay.log.DiskReport}s;
 * {@link io.belay.log.Recovery} finds out what a stopped broker left. Knows no command, no broker and no file.
 */
@NullMarked
package io.belay.log;

import org.jspecify.annotations.NullMarked;
