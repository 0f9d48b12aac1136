package io.belay.access;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The permissions of one user with one client, sorted by what they allow. Never changes. */
final class Grants {
    private static final int KINDS = Kind.values().length;

    private final List<List<NamePattern>> patterns = new ArrayList<>(); // by action and kind

    Grants(Accounts accounts, Account account, String client) {
        int count = Action.values().length * KINDS;
        while (patterns.size() < count) patterns.add(new ArrayList<>(0));
        for (String name : account.roles()) {
            Role role = accounts.role(name);
            if (role == null) continue;
            for (Permission one : role.permissions()) enter(one, NamePattern.of(one.pattern(), account.name(), client));
        }
    }

    private void enter(Permission permission, @Nullable NamePattern pattern) {
        if (pattern == null) return;
        for (Kind kind : permission.kinds()) {
            for (Action wanted : Action.values()) {
                boolean isAllowed = permission.actions().stream().anyMatch(action -> action.includes(wanted));
                if (isAllowed) patterns.get(index(wanted, kind)).add(pattern);
            }
        }
    }

    /** Where what is known of an action and a kind stands, from 0. */
    static int index(Action action, Kind kind) {
        return action.ordinal() * KINDS + kind.ordinal();
    }

    boolean allows(int index, String name) {
        for (NamePattern pattern : patterns.get(index)) {
            if (pattern.matches(name)) return true;
        }
        return false;
    }

    boolean covers(int index, String filter) {
        for (NamePattern pattern : patterns.get(index)) {
            if (pattern.covers(filter)) return true;
        }
        return false;
    }
}
