package io.belay.server.users;

import io.belay.amqp.type.Binary;
import io.belay.config.ConfigException;
import io.belay.config.ConfigFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of users. It is never changed: a new one is written beside it, synced, and put in its place, so that a broker
 * that reads it meanwhile, or a crash, finds the old one or the new one whole. Its owner alone may read it.
 */
public final class UsersFile {
    /** The longest file, bytes: some ten thousand users. */
    public static final int LENGTH_MAX = 16 << 20;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path path;

    /** The file at this path, there or not. */
    public UsersFile(Path path) {
        this.path = path;
    }

    /**
     * Those of some content.
     *
     * @param file as it is named in messages
     * @throws ConfigException with all that is wrong, each with its line
     */
    public static Users parse(String file, byte[] content) throws ConfigException {
        return UsersReader.read(file, content, LENGTH_MAX);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** The bytes of the file, null if there is none. */
    public byte @Nullable [] content() throws IOException {
        return ConfigFile.bytes(path, LENGTH_MAX);
    }

    /** The users in it, null if there is no file. */
    public @Nullable Users read() throws IOException, ConfigException {
        byte[] content = content();
        return content == null ? null : parse(path.toString(), content);
    }

    /**
     * A change of the users.
     *
     * @param <E> why it cannot be made
     */
    public interface Change<E extends Exception> {
        /** The users afterwards. */
        Users of(Users before) throws E;
    }

    /**
     * Changes the users; one at a time, also from several processes.
     *
     * @throws E as the change does; nothing is written then
     * @throws ConfigException if the file is there and bad
     */
    public <E extends Exception> void change(Change<E> change) throws E, IOException, ConfigException {
        Path lock = sibling(".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (!held.isValid()) throw new IOException("cannot lock " + lock);
            Users before = read();
            write(UsersWriter.of(change.of(before == null ? empty() : before)));
        }
    }

    private static Users empty() {
        byte[] secret = new byte[Users.SECRET_LENGTH];
        new SecureRandom().nextBytes(secret);
        return new Users(Binary.of(secret), List.of());
    }

    private void write(String text) throws IOException {
        Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath(); // a link stays one
        Path next = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(next); // left by a crash: the lock is ours
        try (FileChannel channel = FileChannel.open(
                next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(target))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory(target.getParent());
    }

    private static FileAttribute<?>[] ownerOnly(Path target) {
        boolean hasModes = target.getFileSystem().supportedFileAttributeViews().contains("posix");
        return hasModes
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory)) {
            channel.force(true);
        }
    }

    private Path sibling(String ending) {
        return path.toAbsolutePath().resolveSibling(path.getFileName() + ending);
    }
}
