package io.belay.admin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the admin endpoint listens.
 *
 * @param host name or address
 * @param port 0 takes a free one
 * @param tls null for none
 */
public record AdminPlace(String host, int port, @Nullable Secure tls) {
    /**
     * How TLS is spoken.
     *
     * @param context whose keys may change while it listens
     * @param protocols that are taken, by their names in the JVM
     * @param suites likewise
     */
    public record Secure(SSLContext context, List<String> protocols, List<String> suites) {
        /** Keeps copies. */
        public Secure {
            protocols = List.copyOf(protocols);
            suites = List.copyOf(suites);
        }
    }

    /** On this machine alone, without TLS. */
    public static AdminPlace local(int port) {
        return new AdminPlace("127.0.0.1", port, null);
    }

    /** Whether only this machine reaches it. */
    boolean isLocal() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
