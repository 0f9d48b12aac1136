package io.belay.jms;

import io.belay.net.DialOptions;
import io.belay.net.HttpProxy;
import io.belay.net.LineOptions;
import io.belay.net.TlsOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How lines are opened, from the settings. */
final class Dialing {
    private static final int DIAL_MS_MAX = 3_600_000; // stands for "as long as the system waits"

    private Dialing() {}

    /**
     * What the settings say.
     *
     * @throws IllegalArgumentException if the proxy is none
     */
    static DialOptions of(ConnectionSettings settings) {
        String proxy = settings.text(Setting.PROXY);
        return new DialOptions(
                line(settings), tls(settings), proxy.isEmpty() ? null : HttpProxy.parse(proxy), "amqp", (int)
                        settings.number(Setting.PORT_MAPPER_TIMEOUT_MS));
    }

    private static LineOptions line(ConnectionSettings settings) {
        int timeoutMs = (int) settings.number(Setting.DIAL_TIMEOUT_MS);
        return LineOptions.DEFAULT.withConnectTimeoutMs(timeoutMs == 0 ? DIAL_MS_MAX : timeoutMs);
    }

    private static TlsOptions tls(ConnectionSettings settings) {
        return new TlsOptions(
                settings.flag(Setting.TLS_TRUST_ALL),
                settings.flag(Setting.TLS_VERIFY_HOST),
                file(settings.text(Setting.TLS_TRUST_STORE)),
                settings.text(Setting.TLS_TRUST_STORE_PASSWORD),
                file(settings.text(Setting.TLS_KEY_STORE)),
                settings.text(Setting.TLS_KEY_STORE_PASSWORD),
                settings.parts(Setting.TLS_PROTOCOLS),
                settings.parts(Setting.TLS_CIPHERS));
    }

    private static @Nullable Path file(String name) {
        return name.isEmpty() ? null : Path.of(name);
    }
}
