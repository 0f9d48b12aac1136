package io.belay.base;

import java.util.Locale;

/**
 * What ended a line. Each has a code that stands in logs and is never used for another; {@link #text} is what programs
 * read.
 */
public enum Cause {
    /** It was not recorded: a log of an earlier version tells of it. */
    UNKNOWN(0, By.NOBODY),
    /** The client said goodbye: DISCONNECT, or Close without an error. */
    GOODBYE(1, By.CLIENT),
    /** The client said goodbye and that something was wrong: DISCONNECT with an error, Close with one. */
    CLIENT_ERROR(2, By.CLIENT),
    /** The other end closed the connection (FIN) without a goodbye, as a program that ends does. */
    PEER_CLOSED(3, By.CLIENT),
    /** The connection was reset (RST): the program died, or something on the way cut it. */
    RESET(4, By.NETWORK),
    /** Something could not be written, or was not acknowledged in time. */
    WRITE_FAILED(5, By.NETWORK),
    /** Reading failed otherwise, or the transport gave up. */
    READ_FAILED(6, By.NETWORK),
    /** Nothing was heard for longer than was agreed: a heartbeat was missed, or a step to an open line. */
    SILENT(7, By.NETWORK),
    /** TLS or a WebSocket could not be agreed on, or failed. */
    TLS(8, By.CLIENT),
    /** Who is there could not be found out, or may not come in. */
    LOGIN(9, By.BROKER),
    /** The client did, or wanted, what it may not, and its protocol has no milder word for it. */
    DENIED(10, By.BROKER),
    /** The client broke its protocol. */
    PROTOCOL(11, By.CLIENT),
    /** Another line took the session. */
    TAKEN_OVER(12, By.OTHER_CLIENT),
    /** An operator ended it. */
    OPERATOR(13, By.OPERATOR),
    /** The broker asked its clients to leave, before a stop. */
    DRAIN(14, By.OPERATOR),
    /** The client took too little for too long. */
    SLOW(15, By.BROKER),
    /** A limit was reached. */
    LIMIT(16, By.BROKER),
    /** The broker was stopped in order. */
    STOP(17, By.OPERATOR),
    /** The broker went away without a word: it was killed, or lost its power. */
    CRASH(18, By.BROKER),
    /** The broker can no longer write to its disk. */
    STORAGE(19, By.BROKER),
    /** A bug of ours, or want of memory. */
    BUG(20, By.BROKER);

    /** On whose side the cause lies. */
    public enum By {
        /** Nobody knows. */
        NOBODY,
        /** The client of the line. */
        CLIENT,
        /** What lies between, or a peer that vanished: nobody can tell the two apart. */
        NETWORK,
        /** The broker, of itself. */
        BROKER,
        /** Another client, or another line of the same. */
        OTHER_CLIENT,
        /** Somebody in charge of the broker. */
        OPERATOR
    }

    private static final Cause[] BY_CODE = values();

    private final int code;
    private final By by;

    Cause(int code, By by) {
        this.code = code;
        this.by = by;
    }

    /** Its number in logs, 0 to 255. */
    public int code() {
        return code;
    }

    /** On whose side it lies. */
    public By by() {
        return by;
    }

    /** Its name in lower case, with hyphens: {@code peer-closed}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The cause of this code; {@link #UNKNOWN} if there is none, as in the log of a later version. */
    public static Cause of(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : UNKNOWN;
    }
}
