package io.belay.node.login;

import io.belay.access.Accounts;
import io.belay.access.PasswordCheck;
import io.belay.access.Slowdown;
import io.belay.access.TokenCheck;
import java.util.function.Supplier;

/**
 * What the logins of all lines share. Any thread, as its parts.
 *
 * @param accounts as they are now
 * @param slowdown of those who fail
 * @param hashes compares passwords where there is no SCRAM key
 * @param tokens says whom bearer tokens speak of
 * @param nonces draws one for each exchange of SCRAM: printable, no comma, never the same, 18 characters or more
 * @param allowsBarePasswords whether passwords may come from elsewhere without TLS, for all between to read
 * @param witness writes down who came
 */
public record Logins(
        Supplier<Accounts> accounts,
        Slowdown slowdown,
        PasswordCheck hashes,
        TokenCheck tokens,
        Supplier<String> nonces,
        boolean allowsBarePasswords,
        Witness witness) {}
