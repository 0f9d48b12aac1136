package io.belay.net;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom a WebSocket listener lets in, and where they go. Any path will do.
 *
 * @param acceptors by subprotocol ({@code Sec-WebSocket-Protocol}): the first that a client asks for and that is here is its
 * @param guard asked before
 */
public record WebSocketEntry(Map<String, LineAcceptor> acceptors, Guard guard) {
    /** Looks at whence a request comes. A browser says so, and sends it on behalf of any page that it shows. */
    @FunctionalInterface
    public interface Guard {
        /**
         * Judges.
         *
         * @param host the Host field; empty if there is none
         * @param origin the Origin field; null if there is none, as with everything that is no browser
         * @return why it is not let in, or null
         */
        @Nullable
        String refusal(String host, @Nullable String origin);
    }

    /** Keeps a copy. */
    public WebSocketEntry {
        acceptors = Collections.unmodifiableMap(new LinkedHashMap<>(acceptors));
    }
}
