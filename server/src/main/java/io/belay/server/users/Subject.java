package io.belay.server.users;

import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** Subjects of certificates, in the one form in which they are compared. */
public final class Subject {
    private Subject() {}

    /** As RFC 2253 writes it, {@code CN=till-7,O=Shop}, however it was spaced; null if it is none. */
    public static @Nullable String of(String written) {
        try {
            String subject = new X500Principal(written).getName(X500Principal.RFC2253);
            return subject.isEmpty() ? null : subject;
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
