package io.belay.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.belay.server.settings.LogLevel;
import org.slf4j.LoggerFactory;

/** What the program says on its error output. */
final class LogOutput {
    private LogOutput() {}

    /** From now on so much is said, but of Netty's own words, which stay with warnings. */
    static void level(LogLevel level) {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root)
            root.setLevel(Level.valueOf(level.name()));
    }
}
