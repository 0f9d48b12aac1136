package io.belay.sim;

/**
 * What a program does all its life, beside other things.
 *
 * @param kind what
 * @param from where it consumes; nowhere for {@link Kind#SEND}
 * @param to where it sends; nowhere for {@link Kind#TAKE} and {@link Kind#BROWSE}
 * @param ahead messages that it sends before the first is answered, or puts into a deal
 * @param prefetch messages that it takes before it decides about the first
 * @param count of messages that it sends in one life
 * @param thinkUs at most between its doings
 * @param refusePercent how often it does not accept what it gets, or rolls back
 * @param reopenPercent how often, after a decision, it closes its consumer and opens another
 * @param style of what it sends
 */
public record Task(
        Kind kind,
        Supply from,
        Place to,
        int ahead,
        int prefetch,
        int count,
        long thinkUs,
        int refusePercent,
        int reopenPercent,
        Style style) {
    static final Place NOWHERE = Place.queue("");

    /** What a program can do. */
    public enum Kind {
        /** Sends. */
        SEND,
        /** Consumes, and accepts each message as it comes. */
        TAKE,
        /** Consumes, and accepts several together. */
        GATHER,
        /** As {@link #GATHER}, but in any order. */
        PICK,
        /** Consumes and sends in transactions. */
        DEAL,
        /** Sends questions, and waits for the answers in a temporary queue. */
        ASK,
        /** Answers questions. */
        REPLY,
        /** Looks at a queue again and again. */
        BROWSE
    }

    /** Takes all there is. */
    static Task emptying(String queue) {
        return new Task(Kind.TAKE, Supply.queue(queue), NOWHERE, 1, 100, 0, 500, 0, 0, Style.PLAIN);
    }

    /** Draws one for a world of this length. */
    static Task draw(Chance chance, Kind kind, Supply from, Place to, long lengthUs, Style style) {
        return new Task(
                kind,
                from,
                to,
                chance.oneOf(java.util.List.of(1, 1, 3, 20)),
                chance.oneOf(java.util.List.of(1, 2, 10, 100)),
                5 + chance.below(40),
                chance.oneOf(java.util.List.of(500L, 20_000L, 300_000L, lengthUs / 20)),
                chance.oneOf(java.util.List.of(0, 0, 20)),
                chance.oneOf(java.util.List.of(0, 0, 10)),
                style);
    }
}
