package io.belay.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.belay.server.settings.LogFormat;
import io.belay.server.settings.LogLevel;
import org.slf4j.LoggerFactory;

/** What the program says on its error output. */
final class LogOutput {
    private LogOutput() {}

    /** From now on in this form; of JSON each line has what is known of the line, session and remote address. */
    static void format(LogFormat format) {
        boolean isLogback = LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger;
        if (format == LogFormat.TEXT || !isLogback) return; // as logback.xml has it
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(root.getLoggerContext());
        encoder.start();
        root.iteratorForAppenders().forEachRemaining(appender -> {
            if (!(appender instanceof OutputStreamAppender<ILoggingEvent> output)) return;
            output.stop();
            output.setEncoder(encoder);
            output.start();
        });
    }

    /** From now on what is said is kept, too, until {@link #forget}. */
    static KeptLines keep() {
        KeptLines kept = new KeptLines();
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            kept.setContext(root.getLoggerContext());
            kept.start();
            root.addAppender(kept);
        }
        return kept;
    }

    /** Nothing more is kept there. */
    static void forget(KeptLines kept) {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) root.detachAppender(kept);
        kept.stop();
    }

    /** From now on so much is said, but of Netty's own words, which stay with warnings. */
    static void level(LogLevel level) {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root)
            root.setLevel(Level.valueOf(level.name()));
    }
}
