package io.belay.node;

import org.jspecify.annotations.Nullable;

/** Says who a client is. Called on the line's thread; must answer at once. */
public interface Authenticator {
    /** The principal of everybody while no users are configured. */
    String ANONYMOUS_PRINCIPAL = "anonymous";

    /** Lets everybody in as {@link #ANONYMOUS_PRINCIPAL}; knows no mechanism. */
    Authenticator ANONYMOUS = new Authenticator() {
        @Override
        public Verdict check(@Nullable String username, byte @Nullable [] password, String from) {
            return new Verdict(true, ANONYMOUS_PRINCIPAL);
        }

        @Override
        public @Nullable Mechanism mechanism(String name) {
            return null;
        }
    };

    /**
     * Whether a client is let in, and as whom.
     *
     * @param accepted whether it may come in
     * @param principal who it is; owns the sessions that it opens
     */
    record Verdict(boolean accepted, String principal) {}

    /** Judges a user name and a password, each of which may be missing. */
    Verdict check(@Nullable String username, byte @Nullable [] password, String from);

    /** A new exchange of this mechanism (MQTT 5.0 §4.12: the authentication method); null if it is not offered. */
    @Nullable
    Mechanism mechanism(String name);

    /** One authentication exchange, step by step. */
    interface Mechanism {
        /** Takes what the client sent, empty if nothing, and says how it goes on. */
        Step next(byte[] data);

        /**
         * How it goes on.
         *
         * @param state whether the exchange is over
         * @param data for the client, empty if nothing
         * @param principal who it is, once it has succeeded; else empty
         */
        record Step(State state, byte[] data, String principal) {}

        /** CONTINUE ──▶ SUCCESS or FAILURE */
        enum State {
            /** The client must answer. */
            CONTINUE,
            /** The client is who it says. */
            SUCCESS,
            /** The client is not let in. */
            FAILURE
        }
    }
}
