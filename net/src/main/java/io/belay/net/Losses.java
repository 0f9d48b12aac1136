package io.belay.net;

import io.belay.base.Break;
import io.belay.base.Cause;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Puts into words why a line was lost. Transports say the same in different ways. */
final class Losses {
    static final Break FIN = new Break(Cause.PEER_CLOSED, "peer closed (FIN)");
    static final Break LOOPS_CLOSED = new Break(Cause.STOP, "event loops closed");
    static final String RESET = "connection reset by peer";
    static final String REFUSED = "connection refused";
    static final String TLS = "TLS: ";
    static final String WEB_SOCKET = "WebSocket: ";
    static final String TIMED_OUT = "connection timed out";

    private Losses() {}

    static Break ofRead(IOException cause) {
        return of(cause, Cause.READ_FAILED, known(cause, "read failed: "));
    }

    static Break ofWrite(Throwable cause) {
        return of(cause, Cause.WRITE_FAILED, known(cause, "write failed: "));
    }

    /** What was written and not acknowledged in time is what a transport gives up for, whichever call hears of it. */
    private static Break of(Throwable failure, Cause otherwise, String words) {
        String said = String.valueOf(failure.getMessage());
        if (said.startsWith(TLS) || said.startsWith(WEB_SOCKET)) return new Break(Cause.TLS, said);
        if (words.equals(RESET)) return new Break(Cause.RESET, words);
        return new Break(words.equals(TIMED_OUT) ? Cause.WRITE_FAILED : otherwise, words);
    }

    /** Why TLS or a WebSocket was not agreed on. */
    static Break ofCover(String why) {
        return new Break(Cause.TLS, why);
    }

    static String ofDialing(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause == null) return "given up";
        String said = String.valueOf(cause.getMessage());
        if (said.toLowerCase(Locale.ROOT).contains("connection refused")) return REFUSED;
        return cause instanceof IOException && said.contains("onnect") ? known(cause, "") : said;
    }

    private static String known(Throwable cause, String otherwise) {
        String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (said.contains("reset by peer") || said.contains("connection reset")) return RESET;
        if (said.contains("timed out")) return TIMED_OUT;
        return otherwise + (said.contains("broken pipe") ? "broken pipe" : String.valueOf(cause.getMessage()));
    }
}
