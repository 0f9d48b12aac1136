package io.belay.access;

import io.belay.amqp.sasl.SaslText;
import io.belay.amqp.sasl.ScramCredential;
import io.belay.amqp.sasl.ScramHash;
import io.belay.amqp.type.Binary;
import io.belay.base.Check;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All users and roles as they stand at one time. Never changes: what is configured anew is another one. Any thread.
 *
 * <p>Whoever is unknown meets the same steps as a known user with a wrong password: it looks like one of the accounts,
 * always like the same.
 */
public final class Accounts {
    /** The principal of those who do not say who they are. */
    public static final String ANONYMOUS = "anonymous";

    /** The fewest bytes of the secret. */
    public static final int SECRET_LENGTH_MIN = 16;

    /** No users: everybody is {@link #ANONYMOUS} and may do everything. */
    public static final Accounts NONE = new Accounts(List.of(), List.of(), Binary.of(new byte[SECRET_LENGTH_MIN]));

    private final Map<String, Account> byName = new LinkedHashMap<>();
    private final Map<String, Account> byCertificate = new LinkedHashMap<>();
    private final Map<String, Role> roles = new LinkedHashMap<>();
    private final List<Account> models = new ArrayList<>(); // that a stranger may look like: those with a password
    private final Binary secret;

    /**
     * Puts them together. A role that an account names and that is not there allows nothing.
     *
     * @param secret of this broker, from which what strangers see is made; the same over restarts, at least
     *     {@link #SECRET_LENGTH_MIN} bytes
     * @throws IllegalArgumentException if two accounts have one name or certificate, or two roles one name
     */
    public Accounts(List<Account> accounts, List<Role> roles, Binary secret) {
        Check.argument(secret.length() >= SECRET_LENGTH_MIN, "a secret of 16 bytes or more", secret.length());
        this.secret = secret;
        for (Role role : roles) enter(this.roles, role.name(), role, "two roles");
        for (Account account : accounts) {
            enter(byName, SaslText.prepared(account.name()), account, "two users");
            for (String subject : account.certificates())
                enter(byCertificate, subject, account, "a certificate of two");
            if (hasPassword(account)) models.add(account);
        }
    }

    private static <T> void enter(Map<String, T> into, String name, T one, String what) {
        if (into.put(name, one) != null) throw new IllegalArgumentException(what + ": " + name);
    }

    /** Whether there are no users, so that everybody may do everything. */
    public boolean isOpen() {
        return byName.isEmpty();
    }

    /** The account of that name, in whichever form of Unicode; null if there is none. */
    public @Nullable Account account(String name) {
        return name.length() > Account.NAME_LENGTH_MAX ? null : byName.get(SaslText.prepared(name));
    }

    /** The account that a certificate of that subject belongs to; null if there is none. */
    public @Nullable Account ofCertificate(String subject) {
        return byCertificate.get(subject);
    }

    /** The role of that name; null if there is none. */
    public @Nullable Role role(String name) {
        return roles.get(name);
    }

    /** All accounts, in the order in which they were given. */
    public List<Account> all() {
        return List.copyOf(byName.values());
    }

    /** What whoever calls itself {@code name} is to prove with SCRAM. If it is nobody, no proof fits. */
    public ScramCredential scram(String name, ScramHash hash) {
        Account account = account(name);
        ScramCredential known = account == null ? null : account.scram(hash);
        return known != null ? known : decoy(name, hash);
    }

    /**
     * Whether a password is that of the user. Takes as long for nobody as for somebody.
     *
     * @param password UTF-8
     * @param hashes compares it where there is no SCRAM key
     */
    public boolean isPassword(String name, byte[] password, PasswordCheck hashes) {
        Account account = account(name);
        boolean canHave = account != null && hasPassword(account);
        Account asked = canHave ? account : model(name);
        ScramHash hash = asked == null || asked.sha256() != null ? ScramHash.SHA_256 : ScramHash.SHA_512;
        boolean fits = asked != null && asked.scram(hash) == null
                ? hashes.matches(password, asked.passwordHash())
                : (canHave ? scram(name, hash) : decoy(name, hash)).isOf(hash, text(password));
        return fits && canHave;
    }

    private static boolean hasPassword(Account account) {
        boolean hasKey = account.sha256() != null || account.sha512() != null;
        return hasKey || !account.passwordHash().isEmpty();
    }

    /** What is no UTF-8 is nobody's password, and checked nevertheless. */
    private static String text(byte[] password) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(password))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return "\0";
        }
    }

    private ScramCredential decoy(String name, ScramHash hash) {
        Account model = model(name);
        ScramCredential alike = model == null ? null : model.scram(hash);
        int iterations = alike == null ? ScramCredential.ITERATIONS_MIN : alike.iterations();
        return ScramCredential.decoy(hash, secret, SaslText.prepared(bounded(name)), iterations);
    }

    /** Which account a stranger looks like; null if none has a password. */
    private @Nullable Account model(String name) {
        if (models.isEmpty()) return null;
        String drawn = "\0model " + SaslText.prepared(bounded(name)); // No name has a NUL in it.
        ScramCredential lot = ScramCredential.decoy(ScramHash.SHA_256, secret, drawn, ScramCredential.ITERATIONS_MIN);
        int number = ByteBuffer.wrap(lot.storedKey().bytes()).getInt();
        return models.get(Math.floorMod(number, models.size()));
    }

    private static String bounded(String name) {
        return name.length() <= Account.NAME_LENGTH_MAX ? name : name.substring(0, Account.NAME_LENGTH_MAX);
    }
}
