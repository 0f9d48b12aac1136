package io.belay.server.settings;

import io.belay.config.Key;
import io.belay.config.Kinds;
import io.belay.config.Problem;
import io.belay.config.Section;
import io.belay.config.Settings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the broker keeps its data and where it listens. */
public final class PortKeys {
    private static final String TLS_TOO = " Open only with tls.certificate; 0 takes a free one, off opens none.";

    /** Directory of the log. */
    public static final Key<Path> DATA = Key.of(
                    "data", Kinds.path("a directory"), Path.of("belay-data"), "Where the log is kept.")
            .withFlag("--data", "DIR");

    /** Host of the listeners. */
    public static final Key<String> LISTEN = Key.of(
                    "listen",
                    Kinds.text("a host name or address"),
                    "127.0.0.1",
                    "Address to listen on. Others than loopback need users.")
            .withFlag("--listen", "HOST");

    /** Port of bare MQTT. */
    public static final Key<Integer> MQTT = Key.of(
                    "mqtt.port", Kinds.port(), 1883, "Port for MQTT; 0 takes a free one and prints it.")
            .withFlag("--mqtt", "PORT");

    /** Port of MQTT over TLS. */
    public static final Key<Integer> MQTT_TLS = Key.of(
                    "mqtt.tls-port", Kinds.portOrOff(), 8883, "Port for MQTT over TLS." + TLS_TOO)
            .withFlag("--mqtts", "PORT");

    /** Port of bare AMQP. */
    public static final Key<Integer> AMQP = Key.of(
                    "amqp.port", Kinds.port(), 5672, "Port for AMQP 1.0; 0 takes a free one and prints it.")
            .withFlag("--amqp", "PORT");

    /** Port of AMQP over TLS. */
    public static final Key<Integer> AMQP_TLS = Key.of(
                    "amqp.tls-port", Kinds.portOrOff(), 5671, "Port for AMQP 1.0 over TLS." + TLS_TOO)
            .withFlag("--amqps", "PORT");

    /** Port of the admin endpoint. */
    public static final Key<Integer> HTTP = Key.of(
                    "http.port",
                    Kinds.port(),
                    8080,
                    "Port for the web console, and for `belay sessions`, `why`, `queues` and the like; 0 takes a free one.")
            .withFlag("--http", "PORT");

    /** Host of the admin endpoint. */
    public static final Key<String> HTTP_LISTEN = Key.of(
            "http.listen",
            Kinds.text("a host name or address"),
            "127.0.0.1",
            "Address where the web console and the admin endpoint listen. On others than loopback they speak HTTPS with"
                    + " tls.certificate, and need that and users.");

    /** Port of WebSocket. */
    public static final Key<Integer> WEB_SOCKET = Key.of(
                    "websocket.port",
                    Kinds.portOrOff(),
                    7670,
                    "Port for WebSocket, MQTT and AMQP by subprotocol; 0 takes a free one, off opens none.")
            .withFlag("--websocket", "PORT");

    /** Port of WebSocket over TLS. */
    public static final Key<Integer> WEB_SOCKET_TLS = Key.of(
                    "websocket.tls-port", Kinds.portOrOff(), 7671, "Port for WebSocket over TLS." + TLS_TOO)
            .withFlag("--wss", "PORT");

    /** Pages that may use the WebSocket. */
    public static final Key<List<String>> ORIGINS = Key.of(
                    "websocket.origins",
                    Kinds.list("a list of origins as https://shop.example", Kinds.text("an origin")),
                    List.<String>of(),
                    "Pages that may use the WebSocket besides those of this machine, as https://shop.example.")
            .withFlag("--websocket-origin", "ORIGIN")
            .reloadable();

    /** Port of the port mapper. */
    public static final Key<Integer> PORT_MAPPER = Key.of(
                    "port-mapper.port",
                    Kinds.portOrOff(),
                    7676,
                    "Port where mq:// addresses ask; 0 takes a free one, off opens none.")
            .withFlag("--portmapper", "PORT");

    /** The broker's certificate. */
    public static final Key<Path> CERTIFICATE = Key.<Path>of(
                    "tls.certificate",
                    Kinds.path("a file"),
                    null,
                    "PEM file with the broker's certificate and those that vouch for it; opens the ports with TLS.")
            .withFlag("--tls-cert", "FILE");

    /** Its private key. */
    public static final Key<Path> PRIVATE_KEY = Key.<Path>of(
                    "tls.key", Kinds.path("a file"), null, "PEM file with the private key of the certificate.")
            .withFlag("--tls-key", "FILE");

    /** Certificates for other names. */
    public static final Key<List<Path>> MORE_CERTIFICATES = Key.of(
            "tls.more-certificates",
            Kinds.list("a list of files", Kinds.path("a file")),
            List.<Path>of(),
            "PEM files as tls.certificate, for other names: a client that asks for a name (SNI) gets the certificate that"
                    + " is made out to it, and tls.certificate if there is none.");

    /** Their keys. */
    public static final Key<List<Path>> MORE_KEYS = Key.of(
            "tls.more-keys",
            Kinds.list("a list of files", Kinds.path("a file")),
            List.<Path>of(),
            "PEM files with the private keys of tls.more-certificates, in their order.");

    /** Who vouches for clients. */
    public static final Key<Path> CLIENT_AUTHORITIES = Key.of(
            "tls.client-authorities",
            Kinds.path("a file"),
            null,
            "PEM file with certificates of those that vouch for clients. A client may show a certificate then, and is"
                    + " known by it if users.yaml names its subject; one that nobody vouches for is turned away.");

    static final Section TOP = new Section("", "Data and address", List.of(DATA, LISTEN));
    static final Section HTTP_SECTION =
            new Section("http", "The web console and the admin endpoint.", List.of(HTTP, HTTP_LISTEN));
    static final Section WEB_SOCKET_SECTION =
            new Section("websocket", "MQTT and AMQP over WebSocket.", List.of(WEB_SOCKET, WEB_SOCKET_TLS, ORIGINS));
    static final Section PORT_MAPPER_SECTION =
            new Section("port-mapper", "The port mapper of Sun MQ's addresses.", List.of(PORT_MAPPER));
    static final Section TLS_SECTION = new Section(
            "tls",
            "TLS 1.2 and 1.3, for the ports that have it. Files that change are read again within a second.",
            List.of(CERTIFICATE, PRIVATE_KEY, MORE_CERTIFICATES, MORE_KEYS, CLIENT_AUTHORITIES));

    private PortKeys() {}

    /** To each certificate its key, and none without the first. */
    static @Nullable Problem unpaired(Settings settings) {
        int certificates = settings.value(MORE_CERTIFICATES).size();
        int keys = settings.value(MORE_KEYS).size();
        boolean isFine = certificates == keys && (certificates == 0 || settings.isSet(CERTIFICATE));
        if (isFine) return null;
        String text = certificates == keys
                ? "tls.more-certificates: expected tls.certificate too; found only this"
                : "tls.more-keys: expected as many as tls.more-certificates, " + certificates + "; found " + keys;
        return new Problem(settings.origin(certificates == keys ? MORE_CERTIFICATES : MORE_KEYS), text);
    }
}
