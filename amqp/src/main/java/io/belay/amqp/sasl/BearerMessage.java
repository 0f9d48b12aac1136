package io.belay.amqp.sasl;

import io.belay.amqp.type.Binary;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The one message of OAUTHBEARER (RFC 7628 §3.1), and what is answered to a token that is not good (§3.2.2).
 *
 * <pre>
 *  "n," ["a=" authorization id] "," 1 *( key "=" value 1 ) 1      keys: auth, host, port and others
 *                                 auth=Bearer token
 * </pre>
 *
 * @param authorizationId whom to act for, empty for whom the token speaks of
 * @param token not empty
 */
public record BearerMessage(String authorizationId, String token) {
    /** The token is none, or not a good one: a client says one byte more and is refused. */
    public static final Binary INVALID_TOKEN = json("invalid_token");

    /** The message is none. */
    public static final Binary INVALID_REQUEST = json("invalid_request");

    private static final char END = '\1';
    private static final String AUTH = "auth=";
    private static final String BEARER = "bearer ";

    private static Binary json(String status) {
        return Binary.of(("{\"status\":\"" + status + "\"}").getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads it; null if it is not of this form, or asks for a channel binding. */
    public static @Nullable BearerMessage parse(@Nullable Binary message) {
        String text = SaslText.utf8(message);
        if (text == null) return null;
        int head = text.indexOf(END);
        boolean isWhole = head > 0 && text.length() >= head + 2 && text.endsWith("\1\1");
        if (!isWhole) return null;
        String user = user(text.substring(0, head));
        String token = token(text.substring(head + 1, text.length() - 1));
        return user == null || token == null ? null : new BearerMessage(user, token);
    }

    /** Of {@code n,a=anna,} or {@code n,,} (or y: the client could bind channels and thinks that we cannot). */
    private static @Nullable String user(String header) {
        boolean isUnbound = header.startsWith("n,") || header.startsWith("y,");
        if (!isUnbound || !header.endsWith(",") || header.indexOf(',', 2) != header.length() - 1) return null;
        String said = header.substring(2, header.length() - 1);
        if (said.isEmpty()) return "";
        return said.startsWith("a=") && said.length() > 2 ? unescaped(said.substring(2)) : null;
    }

    /** Commas and equals signs are written =2C and =3D (RFC 5801 §4). */
    private static @Nullable String unescaped(String name) {
        String plain = name.replace("=2C", ",").replace("=3D", "\0");
        return plain.replace(",", "").contains("=") ? null : plain.replace('\0', '=');
    }

    /** The one pair that matters; a second one of the kind is no message. */
    private static @Nullable String token(String pairs) {
        String found = null;
        for (int from = 0; from < pairs.length(); ) {
            int end = pairs.indexOf(END, from);
            if (end <= from) return null; // an empty pair, or one without an end
            String pair = pairs.substring(from, end);
            from = end + 1;
            if (!pair.startsWith(AUTH)) continue;
            String value = pair.substring(AUTH.length());
            boolean isBearer = value.regionMatches(true, 0, BEARER, 0, BEARER.length());
            if (found != null || !isBearer) return null;
            found = value.substring(BEARER.length()).strip();
        }
        return found == null || found.isEmpty() ? null : found;
    }

    /** Writes it. */
    public Binary toBinary() {
        String user = authorizationId.replace("=", "=3D").replace(",", "=2C");
        String header = user.isEmpty() ? "n,," : "n,a=" + user + ",";
        return Binary.of((header + "\1auth=Bearer " + token + "\1\1").getBytes(StandardCharsets.UTF_8));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "BearerMessage[authorizationId=" + authorizationId + "]";
    }
}
