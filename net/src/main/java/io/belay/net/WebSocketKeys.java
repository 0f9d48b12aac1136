package io.belay.net;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The proof that an answer to an upgrade is meant for the request (RFC 6455 4.2.2). */
final class WebSocketKeys {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_LENGTH = 16;

    private WebSocketKeys() {}

    static String of(byte[] random) {
        return Base64.getEncoder().encodeToString(random);
    }

    static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == KEY_LENGTH;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    static String answer(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1"); // as the RFC has it; no secret hangs on it
            return of(sha1.digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
