package io.belay.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.belay.admin.LogSource;
import java.util.ArrayDeque;
import java.util.List;

/** The last lines that the program has said on its error output, for those who cannot see that. Any thread. */
final class KeptLines extends AppenderBase<ILoggingEvent> {
    /** So many are kept. */
    static final int LINES_MAX = 1_000;

    /** Characters of one; what is longer is cut. */
    static final int LENGTH_MAX = 2_000;

    private final ArrayDeque<LogSource.Line> lines = new ArrayDeque<>();
    private final long sinceMs = System.currentTimeMillis();
    private long said;

    /** Since when it counts them, wall clock, milliseconds since 1970. */
    long sinceMs() {
        return sinceMs;
    }

    /** What is kept, oldest first. */
    List<LogSource.Line> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        String words = words(event);
        synchronized (lines) {
            said++;
            if (lines.size() == LINES_MAX) lines.removeFirst();
            lines.addLast(
                    new LogSource.Line(said, event.getTimeStamp(), level(event.getLevel()), source(event), words));
        }
    }

    private static String words(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        String said = event.getFormattedMessage();
        String words = thrown == null ? said : said + "\n" + ThrowableProxyUtil.asString(thrown);
        return words.length() <= LENGTH_MAX ? words : words.substring(0, LENGTH_MAX - 1) + "…";
    }

    /** {@code BelayServer} of {@code io.belay.server.BelayServer}. */
    private static String source(ILoggingEvent event) {
        String name = event.getLoggerName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static LogSource.Level level(Level level) {
        if (level.isGreaterOrEqual(Level.ERROR)) return LogSource.Level.ERROR;
        if (level.isGreaterOrEqual(Level.WARN)) return LogSource.Level.WARN;
        if (level.isGreaterOrEqual(Level.INFO)) return LogSource.Level.INFO;
        return LogSource.Level.DEBUG;
    }
}
