package io.belay.net;

import io.belay.base.Check;

/**
 * Where a broker is and how it is reached.
 *
 * @param scheme how
 * @param host name or address; an IPv6 address without its brackets
 * @param port 1 to 65535
 * @param path what follows the first {@code /} after the port, without it: the service at a Sun MQ address ({@code jms}),
 *     the path with its query at a WebSocket or HTTP address; may be empty
 * @param hostTrusted whether its certificate is not to be checked ({@code ?isHostTrusted=true}); what the connection's
 *     settings trust comes on top
 */
public record BrokerAddress(AddressScheme scheme, String host, int port, String path, boolean hostTrusted) {
    /** What an empty address means (Sun MQ 3.7 table 16-3). */
    public static final BrokerAddress DEFAULT =
            new BrokerAddress(AddressScheme.MQ, "localhost", AddressScheme.MQ.port(), AddressScheme.MQ.path(), false);

    /** @throws IllegalArgumentException if the port is outside its range or the host is empty */
    public BrokerAddress {
        Check.argument(port >= 1 && port <= 65_535, "a port, 1 to 65535", port);
        if (host.isEmpty()) throw new IllegalArgumentException("an address needs a host");
    }

    /**
     * Reads one address, in any form of Sun MQ 3.7 tables 16-2 and 16-3 (rows OMQ-60 to OMQ-67), or as an {@code amqp}
     * URL: {@code [scheme://][host][:port][/service][?isHostTrusted=true]}. A token of digits alone is a port, as the
     * tables say (Sun's parser took it for a host).
     *
     * @param text one address; spaces around it do not count
     * @throws IllegalArgumentException if it is none, with the address, what is wrong and what is possible
     */
    public static BrokerAddress parse(String text) {
        try {
            return AddressReader.read(text.strip());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("address \"" + text + "\": " + wrong.getMessage(), wrong);
        }
    }

    /** Host and port as one writes them: {@code broker:5672}, {@code [::1]:5672}. */
    public String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** The address in full, in the form that {@link #parse} reads. */
    @Override
    public String toString() {
        String slash = path.isEmpty() ? "" : "/";
        String trust = hostTrusted ? "?isHostTrusted=true" : "";
        return scheme.text() + "://" + authority() + slash + path + trust;
    }
}
