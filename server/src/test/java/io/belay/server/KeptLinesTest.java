package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.belay.admin.LogSource;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class KeptLinesTest {
    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("io.belay.server.Doors");
    private final KeptLines kept = new KeptLines();

    @BeforeEach
    void start() {
        kept.setContext(context);
        kept.start();
    }

    private void say(Level level, String words, Throwable thrown) {
        kept.doAppend(new LoggingEvent("", logger, level, words, thrown, null));
    }

    @ParameterizedTest
    @CsvSource({"TRACE, DEBUG", "DEBUG, DEBUG", "INFO, INFO", "WARN, WARN", "ERROR, ERROR"})
    void a_line_has_its_level_and_who_says_it(String level, LogSource.Level told) {
        say(Level.valueOf(level), "word", null);

        LogSource.Line line = kept.lines().get(0);
        assertThat(line.level()).isEqualTo(told);
        assertThat(line.source()).isEqualTo("Doors");
        assertThat(line.words()).isEqualTo("word");
    }

    @ParameterizedTest
    @CsvSource({"999, 999, 1", "1000, 1000, 1", "1001, 1000, 2"})
    void so_many_lines_are_kept_the_last(int said, int there, long first) {
        for (int number = 1; number <= said; number++) say(Level.INFO, "word " + number, null);

        assertThat(kept.lines()).hasSize(there);
        assertThat(kept.lines().get(0).number()).isEqualTo(first);
        assertThat(kept.lines().get(there - 1).words()).isEqualTo("word " + said);
    }

    @ParameterizedTest
    @CsvSource({"1999, 1999", "2000, 2000", "2001, 2000"})
    void a_line_has_its_length_at_most(int length, int there) {
        say(Level.INFO, "x".repeat(length), null);

        assertThat(kept.lines().get(0).words()).hasSize(there);
    }

    @Test
    void what_was_thrown_is_told() {
        say(Level.ERROR, "it failed", new IOException("no space left"));

        assertThat(kept.lines().get(0).words()).startsWith("it failed\njava.io.IOException: no space left");
    }

    @Test
    void nothing_more_is_kept_for_a_broker_that_has_stopped() {
        KeptLines its = LogOutput.keep();
        org.slf4j.Logger anybody = LoggerFactory.getLogger("io.belay.test.Anybody");
        anybody.warn("while it runs");
        LogOutput.forget(its);
        anybody.warn("afterwards");

        assertThat(its.lines())
                .extracting(LogSource.Line::words)
                .contains("while it runs")
                .doesNotContain("afterwards");
    }
}
