package io.belay.admin;

import io.belay.access.Account;
import io.belay.access.Accounts;
import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.access.PasswordCheck;
import io.belay.access.Permission;
import io.belay.access.Rights;
import io.belay.access.Role;
import io.belay.admin.login.Entrance;
import io.belay.admin.login.Remote;
import io.belay.amqp.type.Binary;
import io.belay.node.Authenticator.Reason;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** An entrance with users whose passwords are their names twice, and that answers at once. */
public final class KnownUsers implements Entrance {
    private static final PasswordCheck PLAIN =
            (password, hash) -> Binary.of(password).equals(Binary.of(hash.getBytes(StandardCharsets.UTF_8)));
    private static final Role OPERATOR =
            new Role("operator", List.of(new Permission(EnumSet.of(Action.ADMIN), EnumSet.allOf(Kind.class), "#")));
    private static final Role READER =
            new Role("reader", List.of(new Permission(EnumSet.of(Action.BROWSE), EnumSet.of(Kind.QUEUE), "orders")));

    final List<String> told = new CopyOnWriteArrayList<>();
    volatile Accounts accounts = of(user("ann", "operator"), user("rob", "reader"));
    volatile boolean isBusy;

    /** Ann is an operator, Rob may browse one queue. */
    public KnownUsers() {}

    static Account user(String name, String role) {
        return new Account(name, null, null, name + name, List.of(), List.of(role));
    }

    static Accounts of(Account... accounts) {
        return new Accounts(List.of(accounts), List.of(OPERATOR, READER), Binary.of(new byte[16]));
    }

    @Override
    public Accounts accounts() {
        return accounts;
    }

    @Override
    public CompletableFuture<Admission> password(Remote from, String user, byte[] password) {
        if (isBusy) return CompletableFuture.completedFuture(new Admission.Refused(Reason.BUSY, "come back later"));
        boolean isRight = accounts.isPassword(user, password, PLAIN);
        return CompletableFuture.completedFuture(
                isRight
                        ? new Admission.Admitted(user, rights(from, user))
                        : new Admission.Refused(Reason.CREDENTIALS, "wrong user name, password or proof"));
    }

    @Override
    public CompletableFuture<Admission> token(Remote from, String token) {
        return password(from, token, (token + token).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Rights rights(Remote from, String user) {
        return new Rights(this::accounts, user, "", told::add);
    }

    @Override
    public void did(Remote from, String user, String what) {
        told.add(user + ": " + what);
    }
}
