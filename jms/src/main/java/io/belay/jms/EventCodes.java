package io.belay.jms;

import java.util.Locale;

/** Sun MQ's numbers for the ways in which a line ends (OMQ-131 to OMQ-137). */
final class EventCodes {
    static final String SHUTDOWN = "E201";
    static final String RESTART = "E202";
    static final String ERROR = "E203";
    static final String KILLED = "E204";
    static final String LOST = "E206";
    static final String SILENT = "E207";

    private EventCodes() {}

    /** The number for a cause, by its words: those of our client, and those that brokers use. */
    static String of(String cause) {
        String words = cause.toLowerCase(Locale.ROOT);
        if (words.contains("silent") || words.contains("idle") || words.contains("nothing heard")) return SILENT;
        if (words.contains("restart")) return RESTART;
        if (words.contains("stop") || words.contains("shut")) return SHUTDOWN;
        if (words.contains("operator") || words.contains("killed")) return KILLED;
        return words.contains("internal error") ? ERROR : LOST;
    }
}
