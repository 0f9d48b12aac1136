package io.belay.net;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a broker is reached: what stands before {@code ://} in its address (Sun MQ 3.7 table 16-2, and the AMQP ones). */
public enum AddressScheme {
    /** Ask the port mapper over TCP where the service is, then go there. */
    MQ(7676, "jms", true, false, false, "mq"),
    /** As {@link #MQ}, with the port mapper asked over TLS. */
    MQ_SSL(7676, "jms", true, true, false, "mq+ssl"),
    /** TCP, without a port mapper. */
    MQTCP(AddressScheme.NO_PORT, "jms", false, false, false, "mqtcp"),
    /** TLS, without a port mapper. */
    MQSSL(AddressScheme.NO_PORT, "ssljms", false, true, false, "mqssl"),
    /** WebSocket; the service is the path. */
    MQWS(7670, "wsjms", false, false, true, "mqws"),
    /** WebSocket over TLS; the service is the path. */
    MQWSS(7671, "wssjms", false, true, true, "mqwss"),
    /** A tunnel through HTTP: here, a WebSocket that begins at this very URL. */
    HTTP(80, "", false, false, true, "http"),
    /** A tunnel through HTTPS: here, a WebSocket over TLS that begins at this very URL. */
    HTTPS(443, "", false, true, true, "https"),
    /** AMQP over TCP. */
    AMQP(5672, "", false, false, false, "amqp"),
    /** AMQP over TLS. */
    AMQPS(5671, "", false, true, false, "amqps"),
    /** AMQP over WebSocket; the ports are those of HTTP, as Qpid JMS has them. */
    AMQP_WS(80, "", false, false, true, "amqpws", "amqp+ws"),
    /** AMQP over WebSocket over TLS. */
    AMQP_WSS(443, "", false, true, true, "amqpwss", "amqp+wss");

    /** What {@link #port} says where an address must name its port. */
    public static final int NO_PORT = 0;

    private final int port;
    private final String path;
    private final boolean mapped;
    private final boolean tls;
    private final boolean webSocket;
    private final String[] names;

    AddressScheme(int port, String path, boolean mapped, boolean tls, boolean webSocket, String... names) {
        this.port = port;
        this.path = path;
        this.mapped = mapped;
        this.tls = tls;
        this.webSocket = webSocket;
        this.names = names;
    }

    /**
     * Finds a scheme by any of its names, in any case.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those that there are
     */
    public static AddressScheme of(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (AddressScheme each : values()) if (Arrays.asList(each.names).contains(wanted)) return each;
        String known = Arrays.stream(values()).map(AddressScheme::text).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("unknown scheme \"" + name + "\", known are " + known);
    }

    /** Its name as written in an address. */
    public String text() {
        return names[0];
    }

    /** The port where an address names none, or {@link #NO_PORT}. */
    public int port() {
        return port;
    }

    /** The service or path where an address names none; may be empty. */
    public String path() {
        return path;
    }

    /** Whether a port mapper stands at the address and says where the service is. */
    public boolean isMapped() {
        return mapped;
    }

    /** Whether TLS is spoken at the address; with {@link #isMapped}, to the port mapper. */
    public boolean isTls() {
        return tls;
    }

    /** Whether the line is a WebSocket. */
    public boolean isWebSocket() {
        return webSocket;
    }

    /** Whether it is one of Sun MQ's: an address without a scheme is, and only these know {@code isHostTrusted}. */
    public boolean isSunMq() {
        return ordinal() <= HTTPS.ordinal();
    }

    boolean isHttp() {
        return this == HTTP || this == HTTPS;
    }
}
