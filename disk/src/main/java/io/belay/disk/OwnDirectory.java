package io.belay.disk;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories that nobody but their owner looks into: messages are in them. */
final class OwnDirectory {
    private static final FileAttribute<?> OWNERS_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private OwnDirectory() {}

    /** Makes what of it is missing; what is there keeps its rights. */
    static void create(Path directory) throws IOException {
        boolean hasRights =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (hasRights) Files.createDirectories(directory, OWNERS_ALONE);
        else Files.createDirectories(directory);
    }
}
