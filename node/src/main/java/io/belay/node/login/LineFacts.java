package io.belay.node.login;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a line before its client has said a word.
 *
 * @param address where it comes from, without the port; neighbours that one hand may hold share one
 * @param isLocal whether it comes from this machine
 * @param isEncrypted whether nobody between reads it
 * @param certificate subject of the certificate that the client has shown and that was verified, as RFC 2253 writes it;
 *     null if there is none
 */
public record LineFacts(
        String address,
        boolean isLocal,
        boolean isEncrypted,
        @Nullable String certificate) {}
