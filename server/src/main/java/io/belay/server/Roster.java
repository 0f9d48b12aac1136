package io.belay.server;

import io.belay.access.Account;
import io.belay.access.Accounts;
import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.access.Permission;
import io.belay.access.Role;
import io.belay.config.Settings;
import io.belay.server.settings.Grant;
import io.belay.server.settings.SecurityKeys;
import io.belay.server.users.User;
import io.belay.server.users.Users;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who there is, from the file of users, and what they may do, from the settings.
 *
 * @param users null if there is no file of them
 * @param roles by name
 * @param allowsBarePasswords whether passwords may come from elsewhere without TLS
 */
record Roster(@Nullable Users users, Map<String, List<Grant>> roles, boolean allowsBarePasswords) {
    /** Nobody is known, and everybody may do everything. */
    static final Roster OPEN = new Roster(null, Map.of(), false);

    /** Has nothing by which it could come in. */
    private static final Account NOBODY = new Account("nobody", null, null, "", List.of(), List.of());

    static Roster of(@Nullable Users users, Settings settings) {
        return new Roster(
                users, settings.value(SecurityKeys.ROLES), settings.value(SecurityKeys.ALLOW_PLAIN_WITHOUT_TLS));
    }

    /** The same users with roles and rules as they are set now. */
    Roster with(Settings now) {
        return of(users, now);
    }

    /** The same roles and rules with other users. */
    Roster with(Users now) {
        return new Roster(now, roles, allowsBarePasswords);
    }

    /** Whether there are no users, so that everybody may do everything. */
    boolean isOpen() {
        return users == null || users.all().isEmpty();
    }

    /** What may surprise: no users, or users with roles that are not set, so that they allow nothing. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (users == null) return remarks;
        if (users.all().isEmpty()) remarks.add("there are no users");
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
        if (users == null) return Accounts.NONE;
        List<Role> all = new ArrayList<>();
        roles.forEach((name, grants) -> all.add(new Role(name, permissions(grants))));
        List<Account> known = users.all().stream().map(Roster::account).toList();
        return new Accounts(known.isEmpty() && staysClosed ? List.of(NOBODY) : known, all, users.secret());
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
