package io.belay.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of the console. It has the port in its name, as browsers give cookies to all ports of a machine, on which
 * there may be several brokers.
 */
record CookieName(int port, boolean isSecure) {
    private String name() {
        return (isSecure ? "__Host-belay-" : "belay-") + port; // RFC 6265bis §4.1.3.2: of this host alone, over TLS
    }

    /** What gives it to a browser, which keeps it from pages and from other sites. */
    String set(String value) {
        return name() + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "");
    }

    /** What takes it away. */
    String cleared() {
        return set("") + "; Max-Age=0";
    }

    /** Its value in Cookie headers; null if it is not there. */
    @Nullable
    String in(@Nullable List<String> headers) {
        if (headers == null) return null;
        for (String header : headers) {
            for (String each : header.split(";")) {
                String[] pair = each.strip().split("=", 2);
                if (pair.length == 2 && pair[0].equals(name()) && !pair[1].isEmpty()) return pair[1];
            }
        }
        return null;
    }
}
