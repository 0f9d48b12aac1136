package io.belay.server;

import io.belay.access.Account;
import io.belay.access.Accounts;
import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.access.Permission;
import io.belay.access.Role;
import io.belay.access.TokenCheck;
import io.belay.amqp.type.Binary;
import io.belay.config.Settings;
import io.belay.server.settings.Grant;
import io.belay.server.settings.SecurityKeys;
import io.belay.server.settings.TokenKeys;
import io.belay.server.tokens.TokenSettings;
import io.belay.server.users.User;
import io.belay.server.users.Users;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who there is, from the file of users, and what they may do, from the settings.
 *
 * @param users null if there is no file of them
 * @param roles by name
 * @param allowsBarePasswords whether passwords may come from elsewhere without TLS
 * @param tokenSettings which tokens are taken; null if none are
 * @param tokens checks them
 */
record Roster(
        @Nullable Users users,
        Map<String, List<Grant>> roles,
        boolean allowsBarePasswords,
        @Nullable TokenSettings tokenSettings,
        TokenCheck tokens) {
    /** Nobody is known, and everybody may do everything. */
    static final Roster OPEN = new Roster(null, Map.of(), false, null, TokenCheck.NONE);

    /** Has nothing by which it could come in. */
    private static final Account NOBODY = new Account("nobody", null, null, "", List.of(), List.of());

    static Roster of(@Nullable Users users, Settings settings) {
        TokenSettings tokens = TokenKeys.of(settings);
        return of(users, settings, tokens, tokens == null ? TokenCheck.NONE : tokens.open());
    }

    private static Roster of(
            @Nullable Users users, Settings settings, @Nullable TokenSettings tokenSettings, TokenCheck tokens) {
        return new Roster(
                users,
                settings.value(SecurityKeys.ROLES),
                settings.value(SecurityKeys.ALLOW_PLAIN_WITHOUT_TLS),
                tokenSettings,
                tokens);
    }

    /** The same users with roles and rules as they are set now; the keys of tokens stay if the same tokens are taken. */
    Roster with(Settings now) {
        boolean isSame = Objects.equals(tokenSettings, TokenKeys.of(now));
        return isSame ? of(users, now, tokenSettings, tokens) : of(users, now);
    }

    /** The same roles and rules with other users. */
    Roster with(Users now) {
        return new Roster(now, roles, allowsBarePasswords, tokenSettings, tokens);
    }

    /** Whether there are no users and no tokens are taken, so that everybody may do everything. */
    boolean isOpen() {
        return hasNoUsers() && !tokens.isOn();
    }

    private boolean hasNoUsers() {
        return users == null || users.all().isEmpty();
    }

    /** What may surprise: no users, or users with roles that are not set, so that they allow nothing. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (users == null) return remarks;
        if (isOpen()) remarks.add("there are no users");
        for (User user : users.all()) {
            for (String role : user.roles()) {
                if (!roles.containsKey(role)) remarks.add("user " + user.name() + ": there is no role " + role);
            }
        }
        return remarks;
    }

    /**
     * In the form in which it is asked.
     *
     * @param staysClosed whether without users nobody is let in, rather than everybody
     */
    Accounts accounts(boolean staysClosed) {
        if (users == null && isOpen()) return Accounts.NONE;
        List<Role> all = new ArrayList<>();
        roles.forEach((name, grants) -> all.add(new Role(name, permissions(grants))));
        List<Account> known = users == null
                ? List.of()
                : users.all().stream().map(Roster::account).toList();
        boolean isClosed = known.isEmpty() && (staysClosed || tokens.isOn());
        return new Accounts(isClosed ? List.of(NOBODY) : known, all, users == null ? passingSecret() : users.secret());
    }

    /** Without a file of users there is none that is kept, and nobody who could tell. */
    private static Binary passingSecret() {
        byte[] secret = new byte[Users.SECRET_LENGTH];
        new SecureRandom().nextBytes(secret);
        return Binary.of(secret);
    }

    private static Account account(User user) {
        String hash = user.bcrypt() == null ? "" : user.bcrypt();
        return new Account(user.name(), user.sha256(), user.sha512(), hash, user.certificates(), user.roles());
    }

    private static List<Permission> permissions(List<Grant> grants) {
        List<Permission> permissions = new ArrayList<>();
        for (Grant grant : grants) {
            for (String queue : grant.queues()) permissions.add(permission(grant, Kind.QUEUE, queue));
            for (String topic : grant.topics()) permissions.add(permission(grant, Kind.TOPIC, topic));
        }
        return permissions;
    }

    private static Permission permission(Grant grant, Kind kind, String pattern) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        actions.addAll(grant.actions());
        return new Permission(actions, Set.of(kind), pattern);
    }
}
