package io.belay.net;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1.1 message (RFC 9112): its start line and its fields. All that is ever read of HTTP here, for what
 * follows a WebSocket upgrade or a CONNECT is not HTTP any more.
 *
 * @param start {@code GET /wsjms HTTP/1.1} or {@code HTTP/1.1 101 Switching Protocols}
 * @param fields by name in small letters; values of a name that comes several times are joined with commas
 */
record HttpHead(String start, Map<String, String> fields) {
    /** Bytes of a head, the empty line included. */
    static final int LENGTH_MAX = 8 * 1024;
    /** Lines of a head besides the first. */
    static final int FIELDS_MAX = 64;

    private static final byte[] END = {'\r', '\n', '\r', '\n'};

    /** The peer does not speak HTTP, or not as it must; {@link #status} is the answer to a request. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;

        Refusal(int status, String why) {
            super(why, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    HttpHead {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    /**
     * Reads a head and moves past it.
     *
     * @param in bytes from a peer, trusted for nothing
     * @return null if it is not complete; then nothing is moved
     * @throws Refusal as soon as it is clear that no head will come of it
     */
    static @Nullable HttpHead read(ByteBuf in) throws Refusal {
        int from = in.readerIndex();
        int seen = Math.min(in.readableBytes(), LENGTH_MAX);
        int end = end(in, from, from + seen);
        if (end < 0 && in.readableBytes() >= LENGTH_MAX)
            throw new Refusal(431, "the head of an HTTP message is longer than " + LENGTH_MAX + " bytes");
        if (end < 0) return null;
        String text = in.toString(from, end - from, StandardCharsets.ISO_8859_1);
        in.readerIndex(end + END.length);
        return parse(text);
    }

    /** Where the empty line begins, or −1. Whatever cannot stand in a head ends the search at once. */
    private static int end(ByteBuf in, int from, int to) throws Refusal {
        int matched = 0;
        for (int at = from; at < to; at++) {
            byte each = in.getByte(at);
            boolean ofText = each >= 0x20 && each != 0x7F || each == '\t' || each < 0; // obs-text
            boolean goesOn = each == END[matched];
            if (!ofText && !goesOn) throw new Refusal(400, "this is no HTTP");
            matched = goesOn ? matched + 1 : 0;
            if (matched == END.length) return at - 3;
        }
        return -1;
    }

    private static HttpHead parse(String text) throws Refusal {
        String[] lines = text.split("\r\n", -1);
        if (lines.length - 1 > FIELDS_MAX)
            throw new Refusal(431, "more than " + FIELDS_MAX + " fields in the head of an HTTP message");
        Map<String, String> fields = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            String name = lines[i].substring(0, Math.max(0, colon));
            if (!isToken(name)) throw new Refusal(400, "a line of the head is no field");
            String value = lines[i].substring(colon + 1).strip();
            fields.merge(name.toLowerCase(Locale.ROOT), value, (one, other) -> one + ", " + other);
        }
        return new HttpHead(lines[0], fields);
    }

    /** RFC 9110 5.6.2. */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            boolean plain = each >= '0' && each <= '9' || each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z';
            if (!plain && "!#$%&'*+-.^_`|~".indexOf(each) < 0) return false;
        }
        return !text.isEmpty();
    }

    /** A field's value; empty if there is none. */
    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Whether a list of words holds one, in any case. */
    boolean names(String field, String word) {
        for (String each : field(field).split(",")) if (each.strip().equalsIgnoreCase(word)) return true;
        return false;
    }
}
