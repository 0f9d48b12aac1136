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
     * @throws BadSettingException if it is not loopback and there are no users, with what to write; or if it is not known
     */
    static void require(String host, Roster roster) throws BadSettingException {
        if (addressOf(host).isLoopbackAddress() || !roster.isOpen()) return;
        throw new BadSettingException("""
                refusing to listen on %s: there are no users, so whoever reaches that address could read and write.
                Make one:
                  ./belay user add ann --role everything
                and write to belay.yaml what the role may do:
                  roles:
                    everything:
                      - allow: [publish, consume, browse, create, delete]
                        queues: ["#", "$temporary-queue/#"]
                        topics: ["#", "$temporary-topic/#"]
                Or listen on this machine alone:
                  ./belay run --listen 127.0.0.1""".formatted(host));
    }

    /** Whether only this machine can reach an address; false if it is not known. */
    static boolean is(String host) {
        try {
            return addressOf(host).isLoopbackAddress();
        } catch (BadSettingException unknown) {
            return false;
        }
    }

    private static InetAddress addressOf(String host) throws BadSettingException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new BadSettingException("cannot listen on " + host + ": unknown host");
        }
    }
}
