package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.access.Accounts;
import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.access.Rights;
import io.belay.admin.text.BadSettingException;
import io.belay.amqp.type.Binary;
import io.belay.config.ConfigException;
import io.belay.config.Settings;
import io.belay.config.Sources;
import io.belay.server.WireClient.Received;
import io.belay.server.settings.BelaySchema;
import io.belay.server.tokens.Issuer;
import io.belay.server.users.Passwords;
import io.belay.server.users.User;
import io.belay.server.users.Users;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the files to what a client may do. */
class RosterTest {
    private static final User ANN = Passwords.scram("ann", List.of("till", "gone"), "secret", 4_096);
    private static final Users USERS = new Users(Binary.of(new byte[Users.SECRET_LENGTH]), List.of(ANN));
    private static final Users NOBODY = USERS.without(ANN);

    private static Settings settings(String topics) throws ConfigException {
        String text = "roles:\n  till:\n    - allow: [publish]\n      queues: [orders]\n      topics: " + topics + "\n";
        return new Sources(BelaySchema.SCHEMA)
                .file("belay.yaml", text.getBytes(StandardCharsets.UTF_8))
                .settings();
    }

    private static Settings tokens(Path keys, String audience) throws ConfigException {
        return new Sources(BelaySchema.SCHEMA)
                .flag("tokens.jwks", "--set", keys.toString())
                .flag("tokens.issuer", "--set", Issuer.NAME)
                .flag("tokens.audience", "--set", audience)
                .settings();
    }

    private static BelayServer start(Roster roster) throws IOException {
        return BelayServer.start(
                new RunSettings(Path.of("nowhere"), "127.0.0.1", 0, 0, 0),
                roster,
                new PrintWriter(new StringWriter()),
                new MemoryStorage(new MemoryStorage.Platter()));
    }

    private static int reason(Received connack) {
        return connack.body()[1] & 0xFF;
    }

    @Test
    void users_may_do_what_their_roles_allow_and_nothing_else() throws ConfigException {
        Accounts accounts = Roster.of(USERS, settings("[\"shop/${user}/#\"]")).accounts(false);
        Rights rights = new Rights(() -> accounts, "ann", "c", denied -> {});

        assertThat(rights.allows(Action.PUBLISH, Kind.TOPIC, "shop/ann/1")).isTrue();
        assertThat(rights.allows(Action.PUBLISH, Kind.QUEUE, "orders")).isTrue();
        assertThat(rights.allows(Action.PUBLISH, Kind.TOPIC, "orders")).isFalse();
        assertThat(rights.allows(Action.CONSUME, Kind.QUEUE, "orders")).isFalse();
        assertThat(rights.allows(Action.PUBLISH, Kind.TOPIC, "shop/bea/1")).isFalse();
    }

    @Test
    void without_users_everybody_may_do_everything() throws ConfigException {
        assertThat(Roster.of(null, settings("[a]")).isOpen()).isTrue();
        assertThat(Roster.of(NOBODY, settings("[a]")).accounts(false).isOpen()).isTrue();
        assertThat(Roster.of(USERS, settings("[a]")).accounts(false).isOpen()).isFalse();
    }

    @Test
    void a_role_that_is_not_set_is_remarked() throws ConfigException {
        assertThat(Roster.of(USERS, settings("[a]")).remarks()).containsExactly("user ann: there is no role gone");
    }

    @Test
    void others_are_listened_to_only_if_there_are_users() throws Exception {
        Loopback.require("0.0.0.0", Roster.of(USERS, settings("[a]")));

        assertThatThrownBy(() -> Loopback.require("0.0.0.0", Roster.of(NOBODY, settings("[a]"))))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("refusing to listen on 0.0.0.0");
    }

    @Test
    void when_the_last_user_goes_a_broker_that_others_reach_lets_in_nobody() throws ConfigException {
        Accounts closed = Roster.of(NOBODY, settings("[a]")).accounts(true);

        assertThat(closed.isOpen()).isFalse();
        assertThat(closed.isPassword("nobody", new byte[0], (password, hash) -> true))
                .isFalse();
        assertThat(closed.account("ann")).isNull();
        assertThat(Roster.of(USERS, settings("[a]")).accounts(true).all()).hasSize(1);
    }

    @Test
    void a_broker_that_starts_with_users_lets_in_nobody_else() throws Exception {
        BelayServer server = start(Roster.of(USERS, settings("[\"#\"]")));
        try (WireClient ann = new WireClient(server.mqttPort())) {
            assertThat(reason(ann.login("a", "ann", "secret"))).isZero();
            try (WireClient nobody = new WireClient(server.mqttPort())) {
                assertThat(reason(nobody.connect("b", true, 0))).isEqualTo(0x86);
            }
        } finally {
            server.stop();
        }
    }

    @Test
    void a_running_broker_takes_users_and_roles_that_change() throws Exception {
        BelayServer server = start(Roster.OPEN);
        try (WireClient before = new WireClient(server.mqttPort())) {
            assertThat(reason(before.connect("b", true, 0))).isZero();

            server.take(settings("[a]"));
            server.take(USERS);
            try (WireClient nobody = new WireClient(server.mqttPort())) {
                assertThat(reason(nobody.connect("n", true, 0))).isEqualTo(0x86);
            }
            try (WireClient ann = new WireClient(server.mqttPort())) {
                assertThat(reason(ann.login("a", "ann", "secret"))).isZero();
                ann.publish(1, "b", new byte[] {1});
                assertThat(ann.read().body()).startsWith(0, 1, 0x87);

                server.take(settings("[b]"));
                ann.publish(2, "b", new byte[] {1});
                assertThat(ann.read().body()[1]).isEqualTo((byte) 2);
                ann.publish(3, "a", new byte[] {1});
                assertThat(ann.read().body()).startsWith(0, 3, 0x87);
            }
        } finally {
            server.stop();
        }
    }

    // Tokens

    @Test
    void with_tokens_nobody_is_let_in_without_a_name_though_there_are_no_users(@TempDir Path directory)
            throws Exception {
        Path keys = Files.write(directory.resolve("keys.json"), Issuer.keys());
        Roster roster = Roster.of(null, tokens(keys, Issuer.AUDIENCE));

        Loopback.require("0.0.0.0", roster);

        assertThat(roster.isOpen()).isFalse();
        assertThat(roster.remarks()).isEmpty();
        assertThat(roster.accounts(false).isOpen()).isFalse();
        assertThat(roster.with(NOBODY).accounts(false).isOpen()).isFalse();
        assertThat(roster.with(settings("[a]")).accounts(false).isOpen()).isTrue();
    }

    @Test
    void keys_that_were_read_stay_unless_other_tokens_are_to_be_taken(@TempDir Path directory) throws Exception {
        Path keys = Files.write(directory.resolve("keys.json"), Issuer.keys());
        Roster roster = Roster.of(USERS, tokens(keys, "one"));

        assertThat(roster.with(tokens(keys, "one")).tokens()).isSameAs(roster.tokens());
        assertThat(roster.with(NOBODY).tokens()).isSameAs(roster.tokens());
        assertThat(roster.with(tokens(keys, "other")).tokens()).isNotSameAs(roster.tokens());
    }

    @Test
    void keys_in_a_file_must_be_there_at_the_start(@TempDir Path directory) throws Exception {
        List<Object> remarks = new ArrayList<>();
        Path file = directory.resolve("keys.json");
        Settings missing = tokens(file, "belay");

        assertThatThrownBy(() -> TokensAtStart.read(Roster.of(null, missing), missing, remarks::add))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tokens.jwks: cannot read " + file);
        Files.write(file, Issuer.keys());
        TokensAtStart.read(Roster.of(null, missing), missing, remarks::add);
        TokensAtStart.read(Roster.OPEN, settings("[a]"), remarks::add);
        assertThat(remarks).isEmpty();
    }

    @Test
    void whose_tokens_are_taken_must_be_said() {
        Sources keysAlone = new Sources(BelaySchema.SCHEMA).flag("tokens.jwks", "--set", "http://issuer.example/keys");

        assertThatThrownBy(keysAlone::settings)
                .hasMessageContaining("tokens.jwks: expected tokens.issuer too")
                .hasMessageContaining("tokens.jwks: expected tokens.audience too")
                .hasMessageContaining("tokens.jwks: expected https://");
    }

    @Test
    void a_running_broker_takes_tokens_and_lets_a_line_go_when_its_token_has_run_out(@TempDir Path directory)
            throws Exception {
        Path keys = Files.write(directory.resolve("keys.json"), Issuer.keys());
        BelayServer server = start(Roster.of(USERS, tokens(keys, Issuer.AUDIENCE)));
        String longOne = Issuer.token(Issuer.claims(Instant.now()));
        String shortOne = Issuer.token(Issuer.claims(Instant.now())
                .expirationTime(Date.from(Instant.now().minusSeconds(28))));
        try (WireClient anna = new WireClient(server.mqttPort());
                WireClient thief = new WireClient(server.mqttPort());
                WireClient brief = new WireClient(server.mqttPort())) {
            assertThat(reason(anna.login("a", "", longOne))).isZero();
            assertThat(reason(thief.login("c", "", longOne.substring(0, longOne.length() - 4))))
                    .isEqualTo(0x86);
            Received came = brief.login("b", "anna", shortOne);

            // On a slow machine it may have run out before it was looked at.
            if (reason(came) == 0) assertThat(brief.read().body()[0]).isEqualTo((byte) 0xA0);
            else assertThat(reason(came)).isEqualTo(0x86);
        } finally {
            server.stop();
        }
    }
}
