package io.belay.server;

import io.belay.server.text.BadSettingException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Holds the rule that nobody listens to the world before users are configured. */
final class Loopback {
    private Loopback() {}

    /**
     * Objects to an address that others could reach.
     *
     * @param host to listen on, name or address
     * @throws BadSettingException if it is not loopback, with the way out; or if it is not known
     */
    static void require(String host) throws BadSettingException {
        if (addressOf(host).isLoopbackAddress()) return;
        throw new BadSettingException("""
                refusing to listen on %s: no users are configured, so whoever reaches that address could read and write.
                Users cannot be configured yet. Until they can, listen on loopback and let something that knows its users
                carry the connections there:
                  ./belay run --listen 127.0.0.1
                  ssh -L 1883:127.0.0.1:1883 <this machine>""".formatted(host));
    }

    private static InetAddress addressOf(String host) throws BadSettingException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new BadSettingException("cannot listen on " + host + ": unknown host");
        }
    }
}
