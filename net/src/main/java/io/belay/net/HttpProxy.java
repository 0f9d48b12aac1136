package io.belay.net;

import io.belay.base.Check;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * An HTTP proxy that lets connections through by CONNECT (RFC 9110 9.3.6).
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param user for Basic authentication; empty: none
 * @param password of the user
 */
public record HttpProxy(String host, int port, String user, String password) {
    private static final int PORT = 3128;

    /** @throws IllegalArgumentException if the port is outside its range or the host is empty */
    public HttpProxy {
        Check.argument(port >= 1 && port <= 65_535, "a port, 1 to 65535", port);
        if (host.isEmpty()) throw new IllegalArgumentException("a proxy needs a host");
    }

    /**
     * Reads {@code [http://][user:password@]host[:port]}; the port is 3128 where none is named.
     *
     * @throws IllegalArgumentException if it is no such text; the message does not repeat it, for it may hold a password
     */
    public static HttpProxy parse(String text) {
        String rest = text.strip();
        if (rest.regionMatches(true, 0, "http://", 0, 7)) rest = rest.substring(7);
        if (rest.contains("://")) throw unreadable();
        if (rest.endsWith("/")) rest = rest.substring(0, rest.length() - 1);
        int at = rest.lastIndexOf('@');
        String login = at < 0 ? "" : rest.substring(0, at);
        int colon = login.indexOf(':');
        String user = colon < 0 ? login : login.substring(0, colon);
        String password = colon < 0 ? "" : login.substring(colon + 1);
        try {
            BrokerAddress where = BrokerAddress.parse(withPort(rest.substring(at + 1)));
            return new HttpProxy(where.host(), where.port(), user, password);
        } catch (IllegalArgumentException wrong) {
            throw unreadable(); // without the cause, which shows the text
        }
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException("a proxy is [http://][user:password@]host[:port]");
    }

    private static String withPort(String hostAndPort) {
        boolean hasPort = hostAndPort.lastIndexOf(':') > hostAndPort.lastIndexOf(']');
        if (hostAndPort.isEmpty() || hostAndPort.startsWith(":") || hostAndPort.indexOf('/') >= 0)
            throw new IllegalArgumentException("no host");
        return "mqtcp://" + (hasPort ? hostAndPort : hostAndPort + ":" + PORT);
    }

    /** The Authorization that it wants, or an empty text. */
    String authorization() {
        if (user.isEmpty()) return "";
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
