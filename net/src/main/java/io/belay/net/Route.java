package io.belay.net;

import org.jspecify.annotations.Nullable;

/**
 * How to get to a service, once nobody must be asked any more.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param tls null: none is spoken
 * @param path of a WebSocket, without its first slash; null: it is none
 * @param subprotocol what the WebSocket carries
 */
record Route(
        String host, int port, @Nullable Tls tls, @Nullable String path, String subprotocol) {
    /** Host and port as one writes them. */
    String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
