package io.belay.server;

import io.belay.config.ConfigException;
import io.belay.config.Settings;
import io.belay.server.settings.TokenKeys;
import io.belay.server.tokens.TokenSettings;
import io.belay.server.tokens.Tokens;
import java.io.IOException;
import java.util.function.Consumer;

/** Whether the keys of tokens that a start names are there. */
final class TokensAtStart {
    private TokensAtStart() {}

    /**
     * Reads them.
     *
     * @param remark hears if they cannot be had from an address now, which may change
     * @throws ConfigException if they are in a file that is not there or holds something else
     */
    static void read(Roster roster, Settings settings, Consumer<Object> remark) throws ConfigException {
        TokenSettings set = roster.tokenSettings();
        if (set == null || !(roster.tokens() instanceof Tokens tokens)) return;
        try {
            tokens.begin();
        } catch (IOException failure) {
            if (set.areInFile())
                throw new ConfigException(
                        settings.origin(TokenKeys.JWKS), TokenKeys.JWKS.name() + ": " + failure.getMessage());
            remark.accept(failure.getMessage() + "; no token is taken until they can be read");
        }
    }
}
