package io.belay.admin;

import org.jspecify.annotations.Nullable;

/** Some of the pages of the admin endpoint. They check what the caller may do: who it is, is known. Any thread. */
interface Pages {
    /** The answer to a request; null if it is not their business. */
    @Nullable
    Answer answer(AdminRequest request);
}
