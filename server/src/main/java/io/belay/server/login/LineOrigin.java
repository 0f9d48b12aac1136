package io.belay.server.login;

import io.belay.net.Line;
import io.belay.node.login.LineFacts;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What is known of where a line comes from. */
final class LineOrigin {
    private static final int NETWORK_LENGTH = 8; // of IPv6: what one subscriber has, bytes

    private LineOrigin() {}

    static LineFacts of(Line line) {
        return of(line.peer(), line.isEncrypted(), line.certificate());
    }

    /** @param peer address and port: {@code 127.0.0.1:5000}, {@code [::1]:5000} */
    static LineFacts of(String peer, boolean isEncrypted, @Nullable String certificate) {
        String host = host(peer);
        InetAddress address = address(host);
        boolean isLocal = address != null && address.isLoopbackAddress();
        return new LineFacts(neighbourhood(host, address), isLocal, isEncrypted, certificate);
    }

    /** Without the port, which the other end chooses, and the name of an interface of ours. */
    private static String host(String peer) {
        int port = peer.lastIndexOf(':');
        String host = port < 0 ? peer : peer.substring(0, port);
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone) + (host.endsWith("]") ? "]" : "");
    }

    /** Only what is written as an address: no name is ever looked up. */
    private static @Nullable InetAddress address(String host) {
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        boolean isDotted = host.chars().allMatch(unit -> unit == '.' || unit >= '0' && unit <= '9') && !host.isEmpty();
        if (!isBracketed && !isDotted) return null;
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unreadable) {
            return null;
        }
    }

    private static String neighbourhood(String host, @Nullable InetAddress address) {
        if (address == null) return host;
        if (!(address instanceof Inet6Address)) return address.getHostAddress();
        if (address.isLoopbackAddress()) return "::1";
        byte[] network = Arrays.copyOf(address.getAddress(), NETWORK_LENGTH);
        return HexFormat.ofDelimiter(":").formatHex(network) + "::/64";
    }
}
