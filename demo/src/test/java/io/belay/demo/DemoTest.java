package io.belay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DemoTest {
    private static final int SECONDS = 6;
    private static final long SEED = 3;

    @Test
    void a_program_does_not_notice_six_seconds_of_trouble() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        boolean isClean;
        try (Demo demo = new Demo(SECONDS, out, false)) {
            isClean = demo.run(SEED, 500);
        }

        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(isClean).as(text).isTrue();
        assertThat(text).contains("lost 0, duplicated 0, exceptions 0").contains("of the broker");
    }
}
