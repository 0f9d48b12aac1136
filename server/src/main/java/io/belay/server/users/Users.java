package io.belay.server.users;

import io.belay.amqp.sasl.SaslText;
import io.belay.amqp.type.Binary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All users as they stand at one time. Never changes.
 *
 * @param secret from which is made what somebody unknown is asked; the same over restarts
 * @param all in their order, no two with names that count as the same
 */
public record Users(Binary secret, List<User> all) {
    /** Bytes of the secret. */
    public static final int SECRET_LENGTH = 32;

    /** The most iterations of a SCRAM key: a client that only says a name must not cost the broker seconds. */
    public static final int ITERATIONS_MAX = 1_000_000;

    /** Keeps a copy. */
    public Users {
        all = List.copyOf(all);
    }

    /** The user whose name counts as this one (SASLprep); null if there is none. */
    public @Nullable User find(String name) {
        String wanted = SaslText.prepared(name);
        for (User each : all) {
            if (SaslText.prepared(each.name()).equals(wanted)) return each;
        }
        return null;
    }

    /** With one more. */
    public Users with(User user) {
        List<User> more = new ArrayList<>(all);
        more.add(user);
        return new Users(secret, more);
    }

    /** With {@code now} in the place of {@code before}. */
    public Users replaced(User before, User now) {
        return new Users(
                secret, all.stream().map(each -> each == before ? now : each).toList());
    }

    /** Without one. */
    public Users without(User user) {
        return new Users(secret, all.stream().filter(each -> each != user).toList());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Users" + all;
    }
}
