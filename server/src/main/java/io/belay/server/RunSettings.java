package io.belay.server;

import io.belay.config.Settings;
import io.belay.net.TlsFiles;
import io.belay.server.settings.BrokerOptions;
import io.belay.server.settings.PortKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the broker is started with.
 *
 * @param data directory of the log
 * @param listen host of all listeners but that of the admin endpoint
 * @param mqttPort 0 takes a free one
 * @param amqpPort 0 takes a free one
 * @param httpPort of the admin endpoint, 0 takes a free one
 * @param httpListen host of the admin endpoint
 * @param more the other ports
 * @param origins pages that may use the WebSocket besides those of this machine: {@code https://shop.example}
 * @param options the limits of all parts
 */
record RunSettings(
        Path data,
        String listen,
        int mqttPort,
        int amqpPort,
        int httpPort,
        String httpListen,
        MorePorts more,
        List<String> origins,
        BrokerOptions options) {
    RunSettings {
        origins = List.copyOf(origins);
    }

    /** Bare MQTT and AMQP alone, with the limits that hold by default. */
    RunSettings(Path data, String listen, int mqttPort, int amqpPort, int httpPort) {
        this(data, listen, mqttPort, amqpPort, httpPort, MorePorts.NONE, List.of());
    }

    /** With the limits that hold by default. */
    RunSettings(
            Path data, String listen, int mqttPort, int amqpPort, int httpPort, MorePorts more, List<String> origins) {
        this(
                data,
                listen,
                mqttPort,
                amqpPort,
                httpPort,
                PortKeys.HTTP_LISTEN.unset(),
                more,
                origins,
                BrokerOptions.DEFAULTS);
    }

    /** As it is set. */
    static RunSettings of(Settings settings) {
        return new RunSettings(
                settings.value(PortKeys.DATA),
                settings.value(PortKeys.LISTEN),
                settings.value(PortKeys.MQTT),
                settings.value(PortKeys.AMQP),
                settings.value(PortKeys.HTTP),
                settings.value(PortKeys.HTTP_LISTEN),
                new MorePorts(
                        settings.value(PortKeys.WEB_SOCKET), settings.value(PortKeys.PORT_MAPPER), secure(settings)),
                settings.value(PortKeys.ORIGINS),
                BrokerOptions.of(settings));
    }

    private static MorePorts.@Nullable Secure secure(Settings settings) {
        Path certificate = settings.valueOrNull(PortKeys.CERTIFICATE);
        Path key = settings.valueOrNull(PortKeys.PRIVATE_KEY);
        if (certificate == null || key == null) return null; // Both or neither: a rule of the keys.
        List<TlsFiles.Pair> pairs = new ArrayList<>();
        pairs.add(new TlsFiles.Pair(certificate, key));
        List<Path> more = settings.value(PortKeys.MORE_CERTIFICATES);
        for (int index = 0; index < more.size(); index++) // as many keys: a rule
        pairs.add(new TlsFiles.Pair(
                more.get(index), settings.value(PortKeys.MORE_KEYS).get(index)));
        return new MorePorts.Secure(
                new TlsFiles(pairs, settings.valueOrNull(PortKeys.CLIENT_AUTHORITIES)),
                settings.value(PortKeys.MQTT_TLS),
                settings.value(PortKeys.AMQP_TLS),
                settings.value(PortKeys.WEB_SOCKET_TLS));
    }
}
