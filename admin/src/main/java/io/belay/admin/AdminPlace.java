package io.belay.admin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the admin endpoint listens.
 *
 * @param host name or address
 * @param port 0 takes a free one
 * @param tls null for none
 */
public record AdminPlace(String host, int port, @Nullable SSLContext tls) {
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
