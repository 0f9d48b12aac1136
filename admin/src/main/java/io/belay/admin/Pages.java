package io.belay.admin;

/** Some of the pages of the admin endpoint. They check what the caller may do: who it is, is known. Any thread. */
interface Pages {
    /** Whether a path, as it was sent, is their business. */
    boolean isTheirs(String rawPath);

    /** Bytes that may come with a request for one of them. */
    default int bodyLengthMax(String method, String rawPath) {
        return AdminServer.BODY_LENGTH_MAX;
    }

    /** The answer to a request for one of them. */
    Answer answer(AdminRequest request);
}
