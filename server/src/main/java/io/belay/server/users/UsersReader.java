package io.belay.server.users;

import io.belay.amqp.sasl.SaslText;
import io.belay.amqp.sasl.ScramCredential;
import io.belay.amqp.type.Binary;
import io.belay.config.ConfigException;
import io.belay.config.ConfigFile;
import io.belay.config.Origin.Place;
import io.belay.config.Problems;
import io.belay.config.Yaml;
import io.belay.config.Yaml.Entry;
import io.belay.config.Yaml.Mapping;
import io.belay.config.Yaml.Scalar;
import io.belay.config.Yaml.Sequence;
import io.belay.config.YamlReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the file of users; {@link UsersWriter} shows what it looks like. All that is wrong is found at once. */
final class UsersReader {
    static final int VERSION = 1;

    private static final Pattern BCRYPT =
            Pattern.compile("\\$2[abxy]\\$(0[4-9]|1[0-9]|2[0-9]|3[01])\\$[./A-Za-z0-9]{53}");

    private final String file;
    private final Problems problems = new Problems();
    private final Map<String, User> users = new LinkedHashMap<>(); // by prepared name
    private final Set<String> subjects = new HashSet<>(); // of certificates

    private UsersReader(String file) {
        this.file = file;
    }

    /** @throws ConfigException with all that is wrong */
    static Users read(String file, byte[] content, int lengthMax) throws ConfigException {
        UsersReader reader = new UsersReader(file);
        Mapping root = YamlReader.read(file, ConfigFile.text(file, content, lengthMax), reader.problems);
        Users users = reader.root(root);
        reader.problems.refuse();
        return users;
    }

    private Users root(Mapping root) {
        Binary secret = null;
        boolean hasVersion = false;
        for (Entry entry : root.entries()) {
            switch (entry.name()) {
                case "version" -> hasVersion = version(entry);
                case "secret" -> secret = secret(entry);
                case "users" -> users(entry);
                default -> problems.add(entry.place(), "expected version, secret or users; found another name");
            }
        }
        if (!hasVersion) problems.add(new Place(file), "expected version: " + VERSION + " at the top; found none");
        if (secret == null) problems.add(new Place(file), "expected a secret: of 32 bytes in Base64; found none");
        return new Users(secret == null ? Binary.of() : secret, List.copyOf(users.values()));
    }

    private boolean version(Entry entry) {
        boolean isKnown = text(entry.value()).equals(Integer.toString(VERSION));
        if (!isKnown) wrong(entry.value(), "version " + VERSION);
        return true;
    }

    private @Nullable Binary secret(Entry entry) {
        Binary secret = ScramLine.bytes(text(entry.value()));
        return secret != null && secret.length() == Users.SECRET_LENGTH ? secret : null;
    }

    private void users(Entry entry) {
        if (entry.value() instanceof Mapping mapping) mapping.entries().forEach(this::user);
        else if (!isNothing(entry.value())) wrong(entry.value(), "users by name");
    }

    private void user(Entry entry) {
        String objection = User.objection(entry.name());
        if (objection != null) problems.add(entry.place(), objection);
        else if (!(entry.value() instanceof Mapping)) wrong(entry.value(), "what the user is known by");
        else {
            User user = user(entry.name(), (Mapping) entry.value());
            boolean isNew = users.putIfAbsent(SaslText.prepared(entry.name()), user) == null;
            if (!isNew) problems.add(entry.place(), "expected each user once; found a name that counts as one before");
        }
    }

    private User user(String name, Mapping of) {
        ScramCredential sha256 = null;
        ScramCredential sha512 = null;
        String bcrypt = null;
        List<String> roles = List.of();
        List<String> certificates = List.of();
        for (Entry entry : of.entries()) {
            switch (entry.name()) {
                case "scram-sha-256" -> sha256 = scram(entry, 32);
                case "scram-sha-512" -> sha512 = scram(entry, 64);
                case "bcrypt" -> bcrypt = bcrypt(entry);
                case "roles" -> roles = texts(entry);
                case "certificates" -> certificates = certificates(entry);
                default ->
                    problems.add(
                            entry.place(),
                            "expected roles, certificates, scram-sha-256, scram-sha-512 or"
                                    + " bcrypt; found another name");
            }
        }
        return new User(name, roles, sha256, sha512, bcrypt, certificates);
    }

    /** What is found is never said: it may be a password by mistake. */
    private @Nullable ScramCredential scram(Entry entry, int keyLength) {
        ScramCredential key = ScramLine.read(text(entry.value()), keyLength);
        if (key == null) {
            String expected = "iterations:salt$storedKey:serverKey with at least " + ScramCredential.ITERATIONS_MIN
                    + " iterations and keys of " + keyLength + " bytes in Base64";
            problems.add(entry.value().place(), entry.name() + ": expected " + expected + "; found another text");
        }
        return key;
    }

    private @Nullable String bcrypt(Entry entry) {
        String hash = text(entry.value());
        if (BCRYPT.matcher(hash).matches()) return hash;
        problems.add(
                entry.value().place(),
                "bcrypt: expected $2a$, a cost of 04 to 31, $ and 53 characters; found another text");
        return null;
    }

    private List<String> certificates(Entry entry) {
        List<String> all = texts(entry);
        for (String each : all) {
            if (!subjects.add(each)) problems.add(entry.place(), "expected each certificate once; found one again");
        }
        return all;
    }

    private List<String> texts(Entry entry) {
        List<String> texts = new ArrayList<>();
        if (!(entry.value() instanceof Sequence list)) {
            wrong(entry.value(), "a list of " + entry.name());
            return texts;
        }
        for (Yaml each : list.items()) {
            if (text(each).isEmpty()) wrong(each, "a text");
            else texts.add(text(each));
        }
        return texts;
    }

    private void wrong(Yaml found, String expected) {
        problems.add(found.place(), "expected " + expected + "; found " + found.described());
    }

    private static boolean isNothing(Yaml value) {
        return value instanceof Scalar scalar && scalar.isNothing();
    }

    private static String text(Yaml value) {
        return value instanceof Scalar scalar ? scalar.text() : "";
    }
}
