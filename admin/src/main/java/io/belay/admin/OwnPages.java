package io.belay.admin;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages in somebody's browser away from the admin endpoint. One that has its own name resolved to loopback (DNS
 * rebinding) gives itself away by Host; one from elsewhere by Origin; and none can send JSON without asking first, to
 * which it gets no permission.
 */
public final class OwnPages {
    private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private OwnPages() {}

    /**
     * Whether all that read these headers read the same: who stands between us and a client must not take for one request
     * what is two to us. Of what says both Content-Length and Transfer-Encoding the JDK's server takes care.
     */
    static boolean isClear(Headers headers) {
        for (List<String> values : headers.values()) {
            for (String value : values) if (value.chars().anyMatch(each -> each < ' ' && each != '\t')) return false;
        }
        String length = headers.getFirst("Content-Length");
        boolean isLength = length == null || length.chars().allMatch(each -> each >= '0' && each <= '9');
        return isLength && headers.getOrDefault("Host", List.of()).size() <= 1;
    }

    /** Whether a Host header names this machine. */
    public static boolean namesThisMachine(@Nullable String host) {
        if (host == null) return false;
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        if (!hasPort) return OWN_NAMES.contains(host);
        boolean isPort = host.substring(colon + 1).chars().allMatch(each -> each >= '0' && each <= '9');
        return isPort && OWN_NAMES.contains(host.substring(0, colon)); // not localhost:80@elsewhere
    }

    /** Whether an Origin header is that of a page of this machine, or there is none, as programs send none. */
    public static boolean isOwnOrigin(@Nullable String origin) {
        if (origin == null) return true;
        int scheme = origin.indexOf("://");
        return scheme > 0 && namesThisMachine(origin.substring(scheme + 3));
    }

    /** Whether an Origin header is that of a page which came from the very host and port that is asked, or there is none. */
    static boolean isOriginOf(@Nullable String origin, @Nullable String host) {
        if (origin == null) return true;
        int scheme = origin.indexOf("://");
        return scheme > 0 && host != null && origin.substring(scheme + 3).equalsIgnoreCase(host);
    }

    /** Whether a browser says that another site's page asks (Fetch Metadata), other than by a link that somebody follows. */
    static boolean isForeignSite(Headers headers) {
        String site = headers.getFirst("Sec-Fetch-Site");
        boolean isOwn = site == null || site.equals("same-origin") || site.equals("none");
        boolean isVisit = "navigate".equals(headers.getFirst("Sec-Fetch-Mode"));
        return !isOwn && !isVisit;
    }

    /** Whether a Content-Type header says JSON, with whatever parameters. */
    public static boolean isJson(@Nullable String contentType) {
        if (contentType == null) return false;
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals(Answer.JSON);
    }
}
