package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.belay.access.Accounts;
import io.belay.access.Rights;
import io.belay.admin.text.BadSettingException;
import io.belay.amqp.type.Binary;
import io.belay.config.ConfigException;
import io.belay.config.Settings;
import io.belay.config.Sources;
import io.belay.server.settings.BelaySchema;
import io.belay.server.users.User;
import io.belay.server.users.Users;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the console is shown to. */
class LoopbackTest {
    private static final User ANN = new User("ann", List.of("everything"), null, null, null, List.of());
    private static final Users USERS = new Users(Binary.of(new byte[Users.SECRET_LENGTH]), List.of(ANN));

    private static Roster withUsers() throws Exception {
        return Roster.of(USERS, new Sources(BelaySchema.SCHEMA).settings());
    }

    private static RunSettings settings(String host, String... flags) throws ConfigException {
        Sources sources = new Sources(BelaySchema.SCHEMA).flag("http.listen", "--set", host);
        for (String flag : flags) sources = sources.flag(flag, "--set", "/some.pem");
        return RunSettings.of(sources.settings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void this_machine_sees_it_without_users_and_without_tls(String host) throws Exception {
        Loopback.requireForHttp(settings(host), Roster.OPEN);

        assertThat(Loopback.is(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void others_see_it_with_users_and_tls_only(String host) throws Exception {
        RunSettings secured = settings(host, "tls.certificate", "tls.key");

        assertThatThrownBy(() -> Loopback.requireForHttp(secured, Roster.OPEN))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("there are no users");
        assertThatThrownBy(() -> Loopback.requireForHttp(settings(host), withUsers()))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("without TLS")
                .hasMessageContaining("certificate: server.pem");
        Loopback.requireForHttp(secured, withUsers());
    }

    @Test
    void whoever_does_as_the_refusal_says_has_an_operator() throws Exception {
        Throwable refusal = catchThrowable(() -> Loopback.require("0.0.0.0", Roster.OPEN));
        String roles = String.valueOf(refusal.getMessage())
                .replaceAll("(?s).*may do:\n|Or listen.*", "")
                .stripIndent();

        Settings settings = new Sources(BelaySchema.SCHEMA)
                .file("belay.yaml", roles.getBytes(StandardCharsets.UTF_8))
                .settings();

        Accounts accounts = Roster.of(USERS, settings).accounts(false);
        assertThat(new Rights(() -> accounts, "ann", "", denied -> {}).isOperator())
                .isTrue();
    }

    @Test
    void an_address_that_nobody_knows_is_refused() {
        assertThatThrownBy(() -> Loopback.requireForHttp(settings("no such host.invalid"), withUsers()))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("unknown host");
    }
}
