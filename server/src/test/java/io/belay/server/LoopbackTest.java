package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.access.TokenCheck;
import io.belay.admin.text.BadSettingException;
import io.belay.amqp.type.Binary;
import io.belay.config.ConfigException;
import io.belay.config.Sources;
import io.belay.server.settings.BelaySchema;
import io.belay.server.users.User;
import io.belay.server.users.Users;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the console is shown to. */
class LoopbackTest {
    private static final User ANN = new User("ann", List.of(), null, null, null, List.of());
    private static final Roster WITH_USERS = new Roster(
            new Users(Binary.of(new byte[Users.SECRET_LENGTH]), List.of(ANN)), Map.of(), false, null, TokenCheck.NONE);

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
        assertThatThrownBy(() -> Loopback.requireForHttp(settings(host), WITH_USERS))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("without TLS")
                .hasMessageContaining("certificate: server.pem");
        Loopback.requireForHttp(secured, WITH_USERS);
    }

    @Test
    void an_address_that_nobody_knows_is_refused() {
        assertThatThrownBy(() -> Loopback.requireForHttp(settings("no such host.invalid"), WITH_USERS))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("unknown host");
    }
}
