package io.belay.admin;

import io.belay.admin.login.Caller;
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
        byte[] body) {}
