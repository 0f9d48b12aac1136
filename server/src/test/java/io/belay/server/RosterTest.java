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
import io.belay.server.users.Passwords;
import io.belay.server.users.User;
import io.belay.server.users.Users;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
