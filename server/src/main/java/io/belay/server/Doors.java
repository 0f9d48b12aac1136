package io.belay.server;

import io.belay.admin.OwnPages;
import io.belay.net.EventLoops;
import io.belay.net.LineAcceptor;
import io.belay.net.LineOptions;
import io.belay.net.Listener;
import io.belay.net.PortMapper;
import io.belay.net.PortMapperTable.Row;
import io.belay.net.Tls;
import io.belay.net.WebSocketEntry;
import io.belay.server.metrics.BrokerMetrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All ports where lines come in, but that of the admin endpoint. */
final class Doors implements AutoCloseable {
    /** A port mapper answers and hangs up: few are there at a time, and none for long. */
    private static final LineOptions MAPPER =
            LineOptions.DEFAULT.withConnectionsMax(1_000).withCloseTimeoutMs(500);

    private final EventLoops loops;
    private final RunSettings settings;
    private final @Nullable Tls tls;
    private final Supplier<List<String>> origins;
    private final LineOptions options;
    private final LineAcceptor mqtt;
    private final LineAcceptor amqp;
    private final Consumer<String> say;
    private final Map<Door, Listener> open = new LinkedHashMap<>();

    /** What is served where; the name as it is said at the start. */
    enum Door {
        MQTT("MQTT "),
        AMQP("AMQP "),
        WEB_SOCKET("WS   "),
        MQTT_TLS("MQTTS"),
        AMQP_TLS("AMQPS"),
        WEB_SOCKET_TLS("WSS  "),
        PORT_MAPPER("mq://");

        private final String said;

        Door(String said) {
            this.said = said;
        }
    }

    /**
     * None open yet.
     *
     * @param tls of the ports that have it; null if none has
     * @param origins pages that may use the WebSocket besides those of this machine, as they are set at the time
     * @param say hears a line for each port that is open
     */
    Doors(
            EventLoops loops,
            RunSettings settings,
            @Nullable Tls tls,
            Supplier<List<String>> origins,
            LineOptions options,
            LineAcceptor mqtt,
            LineAcceptor amqp,
            Consumer<String> say) {
        this.loops = loops;
        this.settings = settings;
        this.tls = tls;
        this.origins = origins;
        this.options = options;
        this.mqtt = mqtt;
        this.amqp = amqp;
        this.say = say;
    }

    /** @throws IOException if a port is taken or a file of TLS does not hold what it should; what is open stays so */
    void openAll() throws IOException {
        MorePorts more = settings.more();
        open(Door.MQTT, settings.mqttPort(), port -> Listener.open(loops, settings.listen(), port, options, mqtt));
        open(Door.AMQP, settings.amqpPort(), port -> Listener.open(loops, settings.listen(), port, options, amqp));
        open(Door.WEB_SOCKET, more.webSocket(), port -> webSocket(port, null));
        MorePorts.Secure secure = more.tls();
        if (secure != null && tls != null) openSecure(secure, tls);
        open(Door.PORT_MAPPER, more.portMapper(), port -> portMapper(port, tls));
    }

    private void openSecure(MorePorts.Secure secure, Tls tls) throws IOException {
        open(Door.MQTT_TLS, secure.mqtt(), port -> secured(port, tls, mqtt));
        open(Door.AMQP_TLS, secure.amqp(), port -> secured(port, tls, amqp));
        open(Door.WEB_SOCKET_TLS, secure.webSocket(), port -> webSocket(port, tls));
    }

    private interface Opening {
        Listener at(int port) throws IOException;
    }

    private void open(Door door, int port, Opening opening) throws IOException {
        if (port == MorePorts.OFF) return;
        Listener listener = opening.at(port);
        open.put(door, listener);
        say.accept(door.said + " listening on " + settings.listen() + ":" + listener.port());
    }

    private Listener secured(int port, Tls tls, LineAcceptor acceptor) throws IOException {
        return Listener.openTls(loops, settings.listen(), port, options, tls, acceptor);
    }

    /** The names by which MQTT is asked for (MQTT-6.0.0-3, and as version 3.1 had it), and AMQP (its WebSocket binding). */
    private Listener webSocket(int port, @Nullable Tls tls) throws IOException {
        Map<String, LineAcceptor> acceptors = new LinkedHashMap<>();
        acceptors.put("mqtt", mqtt);
        acceptors.put("mqttv3.1", mqtt);
        acceptors.put("amqp", amqp);
        WebSocketEntry entry = new WebSocketEntry(acceptors, this::refusal);
        return Listener.openWebSocket(loops, settings.listen(), port, options, tls, entry, mqtt);
    }

    /** Why a page in somebody's browser is kept away; programs send no Origin. */
    private @Nullable String refusal(String host, @Nullable String origin) {
        if (origin == null || origins.get().contains(origin)) return null;
        if (OwnPages.namesThisMachine(host) && OwnPages.isOwnOrigin(origin)) return null;
        return "pages of this origin are not let in; websocket.origins lets them";
    }

    private Listener portMapper(int port, @Nullable Tls tls) throws IOException {
        List<Row> rows = new ArrayList<>();
        row(rows, "jms", "tcp", Door.AMQP);
        row(rows, "ssljms", "tls", Door.AMQP_TLS);
        row(rows, "wsjms", "ws", Door.WEB_SOCKET);
        row(rows, "wssjms", "wss", Door.WEB_SOCKET_TLS);
        return PortMapper.listen(loops, settings.listen(), port, MAPPER, tls, "belay", rows);
    }

    private void row(List<Row> rows, String service, String protocol, Door door) {
        Listener listener = open.get(door);
        if (listener != null) rows.add(Row.normal(service, protocol, listener.port()));
    }

    /** Counts the lines of each door. */
    void measure(BrokerMetrics metrics) {
        open.forEach((door, listener) -> {
            String name = door.name().toLowerCase(Locale.ROOT).replace('_', '-');
            metrics.watch("belay.connections", "Lines that stand.", listener::openLines, "door", name);
            metrics.watch("belay.connections.refused", "Lines turned away.", listener::refusedLines, "door", name);
        });
    }

    /** The port as bound; 0 if that door is not open. */
    int port(Door door) {
        Listener listener = open.get(door);
        return listener == null ? 0 : listener.port();
    }

    /** Accepts no more; the lines that stand go on. */
    @Override
    public void close() {
        open.values().forEach(Listener::close);
    }
}
