package io.belay.server.users;

import io.belay.amqp.sasl.ScramCredential;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the file of users:
 *
 * <pre>
 *   version: 1
 *   secret: "…"
 *   users:
 *     "ann":
 *       roles: ["till"]
 *       scram-sha-256: "4096:…$…:…"
 *       scram-sha-512: "4096:…$…:…"
 * </pre>
 */
final class UsersWriter {
    private static final int KEY_LENGTH_MAX = 1_000; // of one that needs no mark; YAML takes 1,024 characters

    private final StringBuilder text = new StringBuilder();

    private UsersWriter() {}

    static String of(Users users) {
        UsersWriter writer = new UsersWriter();
        writer.text.append("# The users of Belay. ./belay user writes this file as a whole: comments do not stay.\n");
        writer.text.append("version: ").append(UsersReader.VERSION).append('\n');
        writer.line("secret", Base64.getEncoder().encodeToString(users.secret().bytes()));
        writer.text.append("users:\n");
        users.all().forEach(writer::user);
        return writer.text.toString();
    }

    private void user(User user) {
        String name = quoted(user.name());
        if (name.length() <= KEY_LENGTH_MAX) text.append("  ").append(name).append(":\n");
        else text.append("  ? ").append(name).append("\n  :\n");
        list("    roles", user.roles());
        if (!user.certificates().isEmpty()) list("    certificates", user.certificates());
        scram("    scram-sha-256", user.sha256());
        scram("    scram-sha-512", user.sha512());
        if (user.bcrypt() != null) line("    bcrypt", user.bcrypt());
    }

    private void scram(String name, @Nullable ScramCredential key) {
        if (key != null) line(name, ScramLine.of(key));
    }

    private void line(String name, String value) {
        text.append(name).append(": ").append(quoted(value)).append('\n');
    }

    private void list(String name, List<String> values) {
        String all = values.stream().map(UsersWriter::quoted).collect(Collectors.joining(", ", "[", "]"));
        text.append(name).append(": ").append(all).append('\n');
    }

    /** In double quotes, plain ASCII: whatever the name, the file stays what it is. */
    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int index = 0; index < value.length(); ) {
            int point = value.codePointAt(index);
            index += Character.charCount(point);
            if (point == '"' || point == '\\') quoted.append('\\').append((char) point);
            else if (point >= 0x20 && point <= 0x7E) quoted.append((char) point);
            else quoted.append(String.format(Locale.ROOT, "\\U%08X", point));
        }
        return quoted.append('"').toString();
    }
}
