package io.belay.server;

import io.belay.config.ConfigException;
import io.belay.config.Settings;
import io.belay.server.settings.SecurityKeys;
import io.belay.server.users.Users;
import io.belay.server.users.UsersFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The users that a start finds.
 *
 * @param file where they are, or would be
 * @param content of the file, null if there is none
 * @param users in it, null if there is none
 */
record UsersAtStart(
        UsersFile file, byte @Nullable [] content, @Nullable Users users) {
    /**
     * Reads them.
     *
     * @throws ConfigException if the file is bad, or another than the usual one was named and is not there: a broker that
     *     was to have users must not start without
     */
    static UsersAtStart of(Settings settings) throws IOException, ConfigException {
        UsersFile file = new UsersFile(settings.value(SecurityKeys.USERS_FILE));
        byte[] content = file.content();
        boolean isMeant = !file.path().equals(SecurityKeys.USERS_FILE.unset());
        if (content == null && isMeant)
            throw new ConfigException(
                    settings.origin(SecurityKeys.USERS_FILE),
                    SecurityKeys.USERS_FILE.name() + ": expected a file; there is no " + file.path()
                            + " (./belay user add makes it)");
        Users users = content == null ? null : UsersFile.parse(file.path().toString(), content);
        return new UsersAtStart(file, content, users);
    }
}
