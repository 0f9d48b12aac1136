package io.belay.admin;

import io.belay.admin.login.Caller;

/** Some of the pages of the admin endpoint. They check what the caller may do: who it is, is known. Any thread. */
interface Pages {
    /** Whether a path, as it was sent, is their business. */
    boolean isTheirs(String rawPath);

    /** Whether everybody may ask for it, whoever that is: what tells no more than that the broker is well. */
    default boolean isPublic(String rawPath) {
        return false;
    }

    /** Bytes that may come with a request for one of them; few if the caller may not ask for it anyhow. */
    default int bodyLengthMax(Caller caller, String method, String rawPath) {
        return AdminServer.BODY_LENGTH_MAX;
    }

    /** The answer to a request for one of them. */
    Answer answer(AdminRequest request);
}
