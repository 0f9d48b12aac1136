package io.belay.jms;

import io.belay.base.Many;

/** What happened to a connection; told to a {@link ConnectionEventListener}. Nothing of it needs an answer. */
public sealed interface ConnectionEvent {
    /** Where: the address as it stands in the list of addresses. */
    String address();

    /** The same event in Sun MQ's numbering, {@code E201} to {@code E500}; empty for one that it does not have. */
    String code();

    /** One line for people. */
    String text();

    /**
     * The session is open for the first time.
     *
     * @param address where
     * @param isResumable whether the broker keeps the session when the line is lost
     */
    record Connected(String address, boolean isResumable) implements ConnectionEvent {
        @Override
        public String code() {
            return "";
        }

        @Override
        public String text() {
            return "connected to " + address + (isResumable ? "" : ", which does not keep sessions");
        }
    }

    /**
     * The line is lost; the connection returns by itself.
     *
     * @param address where it was
     * @param code E201 the broker stops, E202 it restarts, E203 it has an error, E204 an operator ended it, E207 it was
     *     silent for too long, E206 else
     * @param cause for people
     */
    record Interrupted(String address, String code, String cause) implements ConnectionEvent {
        @Override
        public String text() {
            return "line to " + address + " lost: " + cause;
        }
    }

    /**
     * An attempt to connect or return failed (E401).
     *
     * @param address where
     * @param cause for people
     * @param nextInMs when the next attempt is due, 0 for at once or if it has begun beside this one; −1 if there will be none
     */
    record AttemptFailed(String address, String cause, long nextInMs) implements ConnectionEvent {
        @Override
        public String code() {
            return "E401";
        }

        @Override
        public String text() {
            String next = nextInMs < 0 ? "; no further attempt" : "; next attempt in " + nextInMs + " ms";
            return "cannot connect to " + address + ": " + cause + next;
        }
    }

    /**
     * The connection is back and goes on (E301).
     *
     * @param address where
     * @param awayMs how long it was away
     * @param links consumers, producers and subscriptions that are there again
     * @param resent messages that had not arrived and were sent again
     * @param confirmed messages that had arrived, of which only the answer had been lost
     * @param reacknowledged acknowledgements that were told again
     * @param replayed open transactions that were begun again with all that was in them
     * @param voided received messages that somebody else may get now; acknowledging them has no effect
     */
    record Resumed(
            String address,
            long awayMs,
            int links,
            int resent,
            int confirmed,
            int reacknowledged,
            int replayed,
            int voided)
            implements ConnectionEvent {
        @Override
        public String code() {
            return "E301";
        }

        @Override
        public String text() {
            return ("back at %s after %d ms: %s, %s resent, %d found arrived, %d acknowledged again, %s replayed, %d void")
                    .formatted(
                            address,
                            awayMs,
                            Many.of(links, "link"),
                            Many.of(resent, "message"),
                            confirmed,
                            reacknowledged,
                            Many.of(replayed, "transaction"),
                            voided);
        }
    }

    /**
     * The connection is back at a broker that does not know its session: it expired while the line was away, the broker
     * lost its disk, or it is another broker. Of a broker that keeps no sessions this is told only if something is in
     * doubt. What can be made again is made again (temporary queues under their names, but empty), and {@link Resumed}
     * follows. The exception listener hears of it, too.
     *
     * @param address of the broker that does not know it
     * @param inDoubt messages of which nobody will know whether they arrived; their sends failed with
     *     {@link MessageInDoubtException}
     * @param commitsInDoubt commits of which nobody will know; likewise
     * @param rolledBack open transactions that can only be rolled back
     * @param voided received messages that somebody else may get now
     */
    record SessionLost(String address, int inDoubt, int commitsInDoubt, int rolledBack, int voided)
            implements ConnectionEvent {
        @Override
        public String code() {
            return "";
        }

        @Override
        public String text() {
            return "the session is lost, for the broker at " + address + " does not know it: "
                    + Many.of(inDoubt, "message") + " and " + Many.of(commitsInDoubt, "commit") + " in doubt, "
                    + Many.of(rolledBack, "transaction") + " rolled back, "
                    + Many.of(voided, "received message") + " void";
        }
    }

    /**
     * The broker knows the session, but as it was when a backup of it was taken; {@link Resumed} follows. What it
     * confirmed after that it may not have, and what was acknowledged after that may come again. The exception listener
     * hears of it, too.
     *
     * @param address where
     * @param backup which one, for people
     */
    record Restored(String address, String backup) implements ConnectionEvent {
        @Override
        public String code() {
            return "";
        }

        @Override
        public String text() {
            return "the broker at " + address + " is as it was when a backup was taken (" + backup
                    + "): what it confirmed after that may be missing, what was acknowledged after that may come again";
        }
    }

    /**
     * A temporary queue or topic of this connection is gone, with what was in it: it went with its line, as at a broker
     * that keeps no sessions, or the broker took it away. Its consumers end: receiving from them, and sending to it,
     * throws {@link jakarta.jms.InvalidDestinationException}. The exception listener hears of it, too. Whoever needs
     * one makes a new one.
     *
     * @param address where
     * @param destination its name
     * @param cause for people
     */
    record DestinationLost(String address, String destination, String cause) implements ConnectionEvent {
        @Override
        public String code() {
            return "";
        }

        @Override
        public String text() {
            return "temporary destination " + destination + " at " + address + " is gone: " + cause;
        }
    }

    /**
     * The connection is over against the application's will (E500); its exception listener hears of it after this.
     *
     * @param address where it was last
     * @param cause for people
     */
    record Failed(String address, String cause) implements ConnectionEvent {
        @Override
        public String code() {
            return "E500";
        }

        @Override
        public String text() {
            return "the connection is over: " + cause;
        }
    }

    /**
     * The application closed the connection.
     *
     * @param address where it was last
     */
    record Closed(String address) implements ConnectionEvent {
        @Override
        public String code() {
            return "";
        }

        @Override
        public String text() {
            return "closed";
        }
    }
}
