package io.belay.net;

import java.io.IOException;
import java.util.Locale;

/** Puts into words why a line was lost. Transports say the same in different ways. */
final class Losses {
    static final String FIN = "peer closed (FIN)";
    static final String RESET = "connection reset by peer";
    static final String TIMED_OUT = "connection timed out";
    static final String LOOPS_CLOSED = "event loops closed";

    private Losses() {}

    static String ofRead(IOException cause) {
        return known(cause, "read failed: ");
    }

    static String ofWrite(Throwable cause) {
        return known(cause, "write failed: ");
    }

    private static String known(Throwable cause, String otherwise) {
        String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (said.contains("reset by peer") || said.contains("connection reset")) return RESET;
        if (said.contains("timed out")) return TIMED_OUT;
        return otherwise + (said.contains("broken pipe") ? "broken pipe" : String.valueOf(cause.getMessage()));
    }
}
