/** Files and sync: {@link io.belay.disk.DiskStore} does what the log asks. Knows no command and no broker. */
@NullMarked
package io.belay.disk;

import org.jspecify.annotations.NullMarked;
