package io.belay.node;

import io.belay.access.Accounts;
import io.belay.access.Rights;
import io.belay.node.limit.Objection;
import org.jspecify.annotations.Nullable;

/** Says who the client of one line is, and what it may do. Called on the line's thread. */
public interface Authenticator {
    /** The principal of everybody while no users are configured. */
    String ANONYMOUS_PRINCIPAL = Accounts.ANONYMOUS;

    /** Lets everybody in as {@link #ANONYMOUS_PRINCIPAL}, to do everything. */
    Authenticator ANONYMOUS = new Authenticator() {
        @Override
        public Verdict check(@Nullable String username, byte @Nullable [] password, long nowMs) {
            return Verdict.accepted(ANONYMOUS_PRINCIPAL);
        }

        @Override
        public boolean offers(String mechanism) {
            return mechanism.equals("PLAIN") || mechanism.equals("ANONYMOUS");
        }

        @Override
        public @Nullable Mechanism mechanism(String name) {
            return null;
        }

        @Override
        public Rights rights(String principal, String clientId) {
            return Rights.all();
        }
    };

    /**
     * Judges a user name and a password, each of which may be missing. With neither the answer is there at once.
     *
     * @param nowMs broker time
     */
    Verdict check(@Nullable String username, byte @Nullable [] password, long nowMs);

    /** Whether this line may use a mechanism of SASL; {@code PLAIN} and {@code ANONYMOUS} are judged by {@link #check}. */
    boolean offers(String mechanism);

    /** A new exchange of this mechanism (MQTT 5.0 §4.12: the authentication method); null if it is not offered. */
    @Nullable
    Mechanism mechanism(String name);

    /** What a principal that was accepted may do from this line, with this client id or container-id. */
    Rights rights(String principal, String clientId);

    /** Why this line is not served now, whoever its client is; null if it is. */
    default @Nullable Objection objection() {
        return null;
    }

    /** Why a client that was accepted as {@code principal} may not come in now; null if it may, and is in then. */
    default @Nullable Objection objection(String principal) {
        return null;
    }

    /** Time goes on; what waited for it may come as {@link Reply.Judged}. To be called every quarter of a second or so. */
    default void tick(long nowMs) {
        // Most answer at once.
    }

    /** One authentication exchange, step by step. */
    interface Mechanism {
        /** Takes what the client sent, empty if nothing, and says how it goes on. */
        Verdict next(byte[] data, long nowMs);
    }

    /**
     * What becomes of a client that says who it is, or of one step of that.
     *
     * <pre>
     *  Continue ──▶ … ──▶ Accepted or Refused      Later stands for any of them, which then comes as Reply.Judged
     * </pre>
     */
    sealed interface Verdict {
        /**
         * It is who it says.
         *
         * @param principal who that is; owns the sessions that it opens
         * @param data for the client, empty if nothing
         */
        record Accepted(String principal, byte[] data) implements Verdict {}

        /** It is not let in. */
        record Refused(Reason reason, String why) implements Verdict {}

        /** It must answer this. */
        record Continue(byte[] data) implements Verdict {}

        /** It takes a while: {@link Reply.Judged} will say it. Nothing more is asked before. */
        record Later() implements Verdict {}

        /** Accepted, with nothing for the client. */
        static Verdict accepted(String principal) {
            return new Accepted(principal, new byte[0]);
        }

        /** Refused, without a word whether such a user exists. */
        static Verdict wrong() {
            return new Refused(Reason.CREDENTIALS, "wrong user name, password or proof");
        }
    }

    /** Why a client is not let in. */
    enum Reason {
        /** It has not proved who it is. */
        CREDENTIALS,
        /** It may not come in this way, or not without saying who it is. */
        FORBIDDEN,
        /** It is one of too many, or has failed too often: it may come back later. */
        BUSY
    }
}
