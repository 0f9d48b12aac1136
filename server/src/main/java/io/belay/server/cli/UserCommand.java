package io.belay.server.cli;

import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.TextTable;
import io.belay.admin.text.Words;
import io.belay.amqp.sasl.ScramCredential;
import io.belay.config.ConfigException;
import io.belay.config.Settings;
import io.belay.server.settings.Inputs;
import io.belay.server.settings.SecurityKeys;
import io.belay.server.users.Passwords;
import io.belay.server.users.Subject;
import io.belay.server.users.User;
import io.belay.server.users.Users;
import io.belay.server.users.UsersFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay user}: who may come in. The broker need not run; if it does, it takes the change within a second. */
@Command(
        name = "user",
        description = "Adds and removes users, and changes their passwords. A running broker takes it within a second.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class UserCommand {
    private static final String NAME = "Name of the user.";

    @Spec
    private CommandSpec spec;

    private UserCommand() {}

    /** Where the users are. */
    static final class Where {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                description = "The broker's settings, which name the file of users; without it belay.yaml.")
        private @Nullable Path config;

        UsersFile file() throws IOException, ConfigException {
            Inputs inputs = Inputs.of(config, List.of());
            Settings settings = inputs.settings(inputs.content());
            return new UsersFile(settings.value(SecurityKeys.USERS_FILE));
        }
    }

    /** How a password is told and kept. */
    static final class Password {
        @Option(names = "--password-stdin", description = "Takes the password from the first line of the input.")
        private boolean stdin;

        @Option(
                names = "--iterations",
                paramLabel = "N",
                description = "What a guess costs whoever has the file, for SCRAM (default: ${DEFAULT-VALUE}).",
                defaultValue = "" + ScramCredential.ITERATIONS_MIN)
        private int iterations;

        @Option(
                names = "--bcrypt",
                description = "Keeps a bcrypt hash alone: it is slower to guess, but then SCRAM is not for this user.")
        private boolean bcrypt;

        /** Whether one was told: where a certificate does, nobody is asked for one. */
        boolean isTold() {
            return stdin;
        }

        User known(String name, List<String> roles, PasswordPrompt prompt) throws BadSettingException, IOException {
            if (iterations < ScramCredential.ITERATIONS_MIN || iterations > Users.ITERATIONS_MAX)
                throw new BadSettingException("--iterations: expected " + ScramCredential.ITERATIONS_MIN + " to "
                        + Users.ITERATIONS_MAX + "; found " + iterations);
            String password = stdin ? prompt.firstLine() : prompt.askTwice(name);
            refuse(Passwords.objection(password));
            if (!bcrypt) return Passwords.scram(name, roles, password, iterations);
            if (password.getBytes(StandardCharsets.UTF_8).length > Passwords.BCRYPT_LENGTH_MAX)
                throw new BadSettingException(
                        "expected at most 72 bytes, as bcrypt takes no more; found a longer password");
            return Passwords.bcrypt(name, roles, password);
        }
    }

    private static void refuse(@Nullable String objection) throws BadSettingException {
        if (objection != null) throw new BadSettingException(objection);
    }

    @Command(name = "add", description = "Adds a user; its password is asked for.", mixinStandardHelpOptions = true)
    int add(
            @Mixin Where where,
            @Mixin Password password,
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--role", paramLabel = "ROLE", description = "What it may do; several times for several.")
                    @Nullable
                    List<String> roles,
            @Option(
                            names = "--certificate",
                            paramLabel = "SUBJECT",
                            description = "Subject of a client certificate of its own, CN=till-7,O=Shop. Without"
                                    + " --password-stdin it has no password then.")
                    @Nullable
                    List<String> certificates)
            throws BadSettingException, IOException, ConfigException {
        refuse(User.objection(name));
        List<String> subjects = subjects(certificates == null ? List.of() : certificates);
        UsersFile file = where.file();
        Users before = file.read();
        refuse(before == null ? null : taken(before, name, subjects));
        List<String> its = roles == null ? List.of() : roles;
        User user = subjects.isEmpty() || password.isTold()
                ? password.known(name, its, prompt()).withCertificates(subjects)
                : new User(name, its, null, null, null, subjects);
        file.<BadSettingException>change(users -> {
            refuse(taken(users, name, subjects));
            return users.with(user);
        });
        return say("added " + Words.printable(name) + " to " + file.path());
    }

    private static List<String> subjects(List<String> written) throws BadSettingException {
        List<String> subjects = new ArrayList<>();
        for (String each : written) {
            String subject = Subject.of(each);
            if (subject == null)
                throw new BadSettingException(
                        "--certificate: expected a subject, CN=till-7,O=Shop; found \"" + Words.printable(each) + "\"");
            if (!subjects.contains(subject)) subjects.add(subject);
        }
        return subjects;
    }

    /** What stands against such a user, in words; null if nothing does. */
    private static @Nullable String taken(Users users, String name, List<String> subjects) {
        if (users.find(name) != null) return already(name);
        for (User other : users.all()) {
            for (String subject : subjects) {
                if (other.certificates().contains(subject))
                    return Words.printable(subject) + " is a certificate of " + Words.printable(other.name());
            }
        }
        return null;
    }

    private static String already(String name) {
        return "there is a user " + Words.printable(name) + " already; ./belay user password changes its password";
    }

    @Command(name = "password", description = "Changes a user's password.", mixinStandardHelpOptions = true)
    int password(
            @Mixin Where where,
            @Mixin Password password,
            @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws BadSettingException, IOException, ConfigException {
        UsersFile file = where.file();
        found(file.read(), name);
        User known = password.known(name, List.of(), prompt());
        file.<BadSettingException>change(users -> {
            User user = found(users, name);
            return users.replaced(user, user.withCredentialsOf(known));
        });
        return say("changed the password of " + Words.printable(name));
    }

    @Command(name = "remove", description = "Removes a user; its lines end.", mixinStandardHelpOptions = true)
    int remove(@Mixin Where where, @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws BadSettingException, IOException, ConfigException {
        UsersFile file = where.file();
        found(file.read(), name);
        file.<BadSettingException>change(users -> users.without(found(users, name)));
        return say("removed " + Words.printable(name));
    }

    private static User found(@Nullable Users users, String name) throws BadSettingException {
        User user = users == null ? null : users.find(name);
        if (user == null) throw new BadSettingException("there is no user " + Words.printable(name));
        return user;
    }

    @Command(name = "list", description = "Lists the users and their roles.", mixinStandardHelpOptions = true)
    int list(@Mixin Where where) throws IOException, ConfigException {
        UsersFile file = where.file();
        Users users = file.read();
        if (users == null || users.all().isEmpty()) return say("no users in " + file.path());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("USER", "ROLES", "COMES IN BY"));
        for (User each : users.all()) rows.add(row(each));
        spec.commandLine().getOut().print(TextTable.of(rows));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private static List<String> row(User user) {
        List<String> ways = new ArrayList<>();
        if (user.sha256() != null || user.sha512() != null) ways.add("SCRAM, password");
        if (user.bcrypt() != null) ways.add("password");
        if (!user.certificates().isEmpty()) ways.add("certificate");
        String roles = user.roles().isEmpty() ? "-" : Words.printable(String.join(", ", user.roles()));
        return List.of(Words.printable(user.name()), roles, ways.isEmpty() ? "-" : String.join(", ", ways));
    }

    private PasswordPrompt prompt() {
        InputStream in = System.in;
        return new PasswordPrompt(in, System.console());
    }

    private int say(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
