package io.belay.net;

import java.util.Locale;

/** Takes an address apart, by the rules of Sun MQ's {@code MQAddress} and, for the rest, of URLs. */
final class AddressReader {
    private static final String SEPARATOR = "://";
    private static final String TRUST = "isHostTrusted";

    private record Authority(String host, int port) {}

    private AddressReader() {}

    static BrokerAddress read(String text) {
        int at = text.indexOf(SEPARATOR);
        if (at == 0) throw new IllegalArgumentException("nothing stands before \"://\"");
        AddressScheme scheme = at < 0 ? AddressScheme.MQ : AddressScheme.of(text.substring(0, at));
        String rest = at < 0 ? text : text.substring(at + SEPARATOR.length());
        int pathAt = firstOf(rest, '/', '?');
        Authority authority = authority(scheme, rest.substring(0, pathAt));
        String after = rest.substring(pathAt);
        if (scheme.isHttp()) {
            String path = after.startsWith("/") ? after.substring(1) : after;
            return new BrokerAddress(scheme, authority.host, authority.port, visible(path), false);
        }
        int queryAt = firstOf(after, '?', '?');
        String path = path(scheme, after.substring(0, queryAt));
        return new BrokerAddress(scheme, authority.host, authority.port, path, trust(scheme, after.substring(queryAt)));
    }

    private static int firstOf(String text, char one, char other) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) == one || text.charAt(i) == other) return i;
        return text.length();
    }

    private static Authority authority(AddressScheme scheme, String text) {
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[");
        int end = bracketed ? text.indexOf(']') : colon;
        if (bracketed && end < 0) throw new IllegalArgumentException("\"[\" without \"]\"");
        if (!bracketed && colon != text.indexOf(':'))
            throw new IllegalArgumentException("an IPv6 address stands in brackets: [" + text + "]");
        if (bracketed)
            return new Authority(ipv6(text.substring(1, end)), port(scheme, afterColon(text.substring(end + 1))));
        if (colon >= 0) return new Authority(host(text.substring(0, colon)), port(scheme, text.substring(colon + 1)));
        if (isNumber(text)) return new Authority("localhost", port(scheme, text));
        return new Authority(host(text), port(scheme, ""));
    }

    private static String afterColon(String text) {
        if (text.isEmpty() || text.startsWith(":")) return text.isEmpty() ? "" : text.substring(1);
        throw new IllegalArgumentException("after \"]\" comes \":\" and the port, found \"" + text + "\"");
    }

    private static String ipv6(String text) {
        for (int i = 0; i < text.length(); i++)
            if ("0123456789abcdefABCDEF:.%".indexOf(text.charAt(i)) < 0 && text.indexOf('%') < 0)
                throw new IllegalArgumentException("\"" + text + "\" is no IPv6 address");
        if (text.indexOf(':') < 0) throw new IllegalArgumentException("\"" + text + "\" is no IPv6 address");
        return visible(text);
    }

    private static String host(String text) {
        if (text.isEmpty()) return "localhost";
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (!Character.isLetterOrDigit(each) && "-._".indexOf(each) < 0)
                throw new IllegalArgumentException("\"" + text + "\" is no host: '" + each + "' cannot stand there");
        }
        return text;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(each -> each >= '0' && each <= '9');
    }

    private static int port(AddressScheme scheme, String text) {
        if (text.isEmpty()) {
            if (scheme.port() != AddressScheme.NO_PORT) return scheme.port();
            throw new IllegalArgumentException(scheme.text() + " needs host:port, for it asks no port mapper");
        }
        int port = isNumber(text) && text.length() <= 5 ? Integer.parseInt(text) : -1;
        if (port >= 1 && port <= 65_535) return port;
        throw new IllegalArgumentException("\"" + text + "\" is no port, 1 to 65535");
    }

    private static String path(AddressScheme scheme, String text) {
        String path = text.length() <= 1 ? scheme.path() : visible(text.substring(1));
        boolean direct = scheme == AddressScheme.MQTCP || scheme == AddressScheme.MQSSL;
        if (direct && !path.equals(scheme.path()))
            throw new IllegalArgumentException(
                    scheme.text() + " serves /" + scheme.path() + " only, found /" + path + "; mq:// finds others");
        return path;
    }

    private static String visible(String text) {
        for (int i = 0; i < text.length(); i++)
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7F)
                throw new IllegalArgumentException("\"" + text + "\" holds a character that no URL may hold");
        return text;
    }

    private static boolean trust(AddressScheme scheme, String query) {
        if (query.isEmpty()) return false;
        boolean trusted = false;
        for (String pair : query.substring(1).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals <= 0) throw new IllegalArgumentException("\"" + pair + "\" is not name=value");
            if (!scheme.isSunMq() || !pair.substring(0, equals).equals(TRUST))
                throw new IllegalArgumentException("unknown option \"" + pair.substring(0, equals) + "\""
                        + (scheme.isSunMq() ? ", known is " + TRUST : ""));
            trusted = flag(pair.substring(equals + 1));
        }
        return trusted;
    }

    private static boolean flag(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("true") || lower.equals("false")) return lower.equals("true");
        throw new IllegalArgumentException(TRUST + " is true or false, found \"" + text + "\"");
    }
}
