package io.belay.admin;

import io.belay.admin.login.Caller;
import io.belay.admin.text.BadSettingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One request that was let in.
 *
 * @param caller who asks
 * @param method as {@code GET}
 * @param rawPath as it was sent, percent-encoded
 * @param query likewise; null if there is none
 * @param body what came with it
 */
record AdminRequest(
        Caller caller,
        String method,
        String rawPath,
        @Nullable String query,
        byte[] body) {
    /** The body as text. */
    String text() throws BadSettingException {
        return text(body);
    }

    /** @throws BadSettingException if it is no UTF-8: what takes the place of other bytes is not what anybody meant */
    static String text(byte[] body) throws BadSettingException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException other) {
            throw new BadSettingException("expected JSON in UTF-8; found other bytes");
        }
    }
}
