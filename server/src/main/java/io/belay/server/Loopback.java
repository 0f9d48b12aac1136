package io.belay.server;

import io.belay.admin.text.BadSettingException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Holds the rule that nobody listens to the world before there are users. */
final class Loopback {
    private Loopback() {}

    /**
     * Objects to an address that others could reach, if everybody who does would be let in.
     *
     * @param host to listen on, name or address
     * @throws BadSettingException if it is not loopback and there are no users, with what to write
     * @throws UnknownHostException if nobody knows the name, which a later start may find otherwise
     */
    static void require(String host, Roster roster) throws BadSettingException, UnknownHostException {
        if (addressOf(host).isLoopbackAddress() || !roster.isOpen()) return;
        throw new BadSettingException("""
                refusing to listen on %s: there are no users, so whoever reaches that address could read and write.
                Make one:
                  ./belay user add ann --role everything
                and write to belay.yaml what the role may do:
                  roles:
                    everything:
                      - allow: [publish, consume, browse, create, delete, admin]
                        queues: ["#", "$temporary-queue/#"]
                        topics: ["#", "$temporary-topic/#"]
                Or listen on this machine alone:
                  ./belay run --listen 127.0.0.1""".formatted(host));
    }

    /**
     * Objects to an address of the admin endpoint that others could reach, as {@link #require} does, and if its passwords
     * could be read on the way.
     *
     * @throws BadSettingException likewise
     * @throws UnknownHostException likewise
     */
    static void requireForHttp(RunSettings run, Roster roster) throws BadSettingException, UnknownHostException {
        require(run.httpListen(), roster);
        boolean isSafe =
                addressOf(run.httpListen()).isLoopbackAddress() || run.more().tls() != null;
        if (!isSafe) throw new BadSettingException("""
                refusing to show the console on %s without TLS: passwords could be read on the way. Say which certificate:
                  tls:
                    certificate: server.pem
                    key: server.key
                or make some to try out with ./belay tls dev, or leave http.listen at 127.0.0.1.""".formatted(run.httpListen()));
    }

    /** Whether only this machine can reach an address; false if it is not known. */
    static boolean is(String host) {
        try {
            return addressOf(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static InetAddress addressOf(String host) throws UnknownHostException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new UnknownHostException("cannot listen on " + host + ": unknown host");
        }
    }
}
