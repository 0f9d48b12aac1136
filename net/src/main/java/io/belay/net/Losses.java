package io.belay.net;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Puts into words why a line was lost. Transports say the same in different ways. */
final class Losses {
    static final String FIN = "peer closed (FIN)";
    static final String RESET = "connection reset by peer";
    static final String REFUSED = "connection refused";
    static final String TIMED_OUT = "connection timed out";
    static final String LOOPS_CLOSED = "event loops closed";

    private Losses() {}

    static String ofRead(IOException cause) {
        return known(cause, "read failed: ");
    }

    static String ofWrite(Throwable cause) {
        return known(cause, "write failed: ");
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
