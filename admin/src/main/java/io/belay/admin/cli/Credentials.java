package io.belay.admin.cli;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Words;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * As whom a command asks the broker. A password is never on the command line, where others of the machine would see it:
 * it is in a file, in the environment, or typed.
 */
public final class Credentials {
    private static final String USER = "BELAY_USER";
    private static final String PASSWORD = "BELAY_PASSWORD";
    private static final String TOKEN = "BELAY_TOKEN";
    private static final int FILE_LENGTH_MAX = 64 << 10;
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "User to ask as (default: $" + USER + "); the password is asked for.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File with the password, that its owner alone may read; without it $" + PASSWORD
                    + " counts. $" + TOKEN + " is a bearer token instead of both.")
    private @Nullable Path passwordFile;

    private @Nullable String known; // the header, once it is made: nobody is asked twice

    /** For picocli, which fills it in. */
    public Credentials() {}

    /**
     * The Authorization header.
     *
     * @param environment gives variables, null for those that are not set
     * @param console null if nobody sits there
     * @return null if nothing says who asks, as a broker without users is asked
     * @throws BadSettingException if a user is named and there is no password for it, or the file is no such file
     */
    @Nullable
    String header(UnaryOperator<@Nullable String> environment, @Nullable Console console)
            throws IOException, BadSettingException {
        if (known == null) known = made(environment, console);
        return known;
    }

    private @Nullable String made(UnaryOperator<@Nullable String> environment, @Nullable Console console)
            throws IOException, BadSettingException {
        String token = environment.apply(TOKEN);
        if (user == null && token != null) return "Bearer " + token.strip();
        String name = user == null ? environment.apply(USER) : user;
        if (name == null) return null;
        if (name.indexOf(':') >= 0) throw new BadSettingException("expected a user name without a colon; found one");
        byte[] pair = (name + ":" + password(name, environment, console)).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private String password(String name, UnaryOperator<@Nullable String> environment, @Nullable Console console)
            throws IOException, BadSettingException {
        if (passwordFile != null) return read(passwordFile);
        String said = environment.apply(PASSWORD);
        if (said != null) return said;
        char[] typed = console == null ? null : console.readPassword("Password of %s: ", Words.printable(name));
        if (typed == null)
            throw new BadSettingException("no password for " + Words.printable(name)
                    + ": --password-file names a file, or set " + PASSWORD + ", or ask from a terminal");
        return new String(typed);
    }

    private static String read(Path file) throws IOException, BadSettingException {
        if (!Files.isReadable(file)) throw new BadSettingException("cannot read " + file);
        if (Files.size(file) > FILE_LENGTH_MAX)
            throw new BadSettingException(
                    "expected a password in " + file + "; found a file of " + Files.size(file) + " bytes");
        boolean hasModes = Files.getFileStore(file).supportsFileAttributeView("posix");
        if (hasModes && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains))
            throw new BadSettingException("others may read " + file + "; chmod 600 keeps them from it");
        return Files.readString(file).lines().findFirst().orElse("");
    }
}
