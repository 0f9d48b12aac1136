package io.belay.server.settings;

import io.belay.config.Key;
import io.belay.config.Kinds;
import io.belay.config.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Who may come in, and what roles allow. */
public final class SecurityKeys {
    /** Where the users are. */
    public static final Key<Path> USERS_FILE = Key.of(
            "security.users-file",
            Kinds.path("a file"),
            Path.of("users.yaml"),
            "The users, as `./belay user` writes them. While there are none everybody is let in as anonymous, and may"
                    + " do everything. Another than the usual one must be there.");

    /** Whether a password may be sent over a line that others can read. */
    public static final Key<Boolean> ALLOW_PLAIN_WITHOUT_TLS = Key.of(
                    "security.allow-plain-without-tls",
                    Kinds.flag(),
                    false,
                    "Whether passwords may come as they are over lines without TLS that others could read.")
            .reloadable();

    /** What roles allow. */
    public static final Key<Map<String, List<Grant>>> ROLES = Key.<Map<String, List<Grant>>>of(
                    "roles", new RolesKind(), Map.<String, List<Grant>>of(), """
                    What users may do, by role. A grant allows actions (publish, consume, browse, create, delete, admin) with the \
                    queues and topics whose names fit a pattern: + is one level between slashes, # at the end is all below, \
                    ${user} and ${client} are those of whoever asks. Nothing else is allowed once there are users.
                    For example:
                      roles:
                        till:
                          - allow: [publish, consume, create]
                            queues: [orders, "replies/${client}"]
                            topics: ["shop/#"]""")
            .reloadable();

    static final Section SECTION =
            new Section("security", "Who may come in.", List.of(USERS_FILE, ALLOW_PLAIN_WITHOUT_TLS));

    private SecurityKeys() {}
}
