package io.belay.server;

import io.belay.admin.OverviewSource;
import io.belay.admin.OverviewSource.DiskState;
import io.belay.log.LogOptions;
import io.belay.node.Node;
import io.belay.server.metrics.Disk;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the log lies.
 *
 * @param path of the directory
 * @param options of the log: the marks of a disk that is nearly full
 */
record DataPlace(Path path, LogOptions options) {
    /**
     * What was seen there.
     *
     * @param files of the log, by name
     * @param found the same in sum
     * @param options of the log
     */
    record Look(Map<String, Disk.File> files, Disk found, LogOptions options) {
        /** With what the node knows of it, on its thread. */
        OverviewSource.Disk disk(Node node) {
            return new OverviewSource.Disk(
                    state(node),
                    found.segments(),
                    found.bytes(),
                    found.freeBytes(),
                    options.reserveBytes(),
                    options.resumeBytes());
        }

        private static DiskState state(Node node) {
            if (node.failure() != null) return DiskState.FAILED;
            return node.isWritable() ? DiskState.OK : DiskState.NEARLY_FULL;
        }
    }

    /** Looks at the files; not on the thread of the node, which waits for no disk. */
    Look look() {
        Map<String, Disk.File> files = Disk.files(path);
        return new Look(files, Disk.of(path, files), options);
    }
}
