package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndsTest {
    private static final String HEADER = "41 4d 51 50 00 01 00 00";
    private static final String EMPTY = "00 00 00 08 02 00 00 00"; // a heartbeat
    private static final String CLOSE = "00 00 00 0c 02 00 00 00 00 53 18 45";
    private static final String NO_ERROR = "00 00 00 0f 02 00 00 00 00 53 18 c0 02 01 40";
    private static final String ERROR = "00 00 00 12 02 00 00 00 00 53 18 c0 05 01 00 53 1d 45";
    private static final String END = "00 00 00 0c 02 00 00 00 00 53 17 45";

    private final List<Boolean> heard = new ArrayList<>(); // whether with an error
    private final CloseTap tap = new CloseTap(false, heard::add);

    private static byte[] bytes(String... frames) {
        return HexFormat.of().parseHex(String.join("", frames).replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({CLOSE + ", false", NO_ERROR + ", false", ERROR + ", true"})
    void a_goodbye_is_heard_with_its_error_however_it_is_cut_up(String frame, boolean isError) {
        for (byte each : bytes(HEADER, EMPTY, frame)) tap.read(ByteBuffer.wrap(new byte[] {each}));

        assertThat(heard).containsExactly(isError);
    }

    @ParameterizedTest
    @ValueSource(strings = {HEADER, EMPTY, END})
    void nothing_else_is_a_goodbye(String frame) {
        tap.read(ByteBuffer.wrap(bytes(frame)));

        assertThat(heard).isEmpty();
    }

    @Test
    void after_what_is_no_frame_nothing_is_heard() {
        tap.read(ByteBuffer.wrap(bytes(HEADER, "00 00 00 07", "02 00 00 00", CLOSE)));

        assertThat(heard).isEmpty();
    }

    @Test
    void an_address_is_as_long_as_a_name_and_another_on_each_line() {
        assertThat(Line.address(1, "c0")).isEqualTo("01");
        assertThat(Line.address(1295, "c0")).isEqualTo("zz");
        assertThat(Line.address(1296, "c0")).isEqualTo("00");
        assertThat(Line.address(35, "sweeper")).isEqualTo("000000z");
    }

    @Test
    void one_world_of_ten_has_ends_that_do_not_come_from_the_network() {
        int count = 0;
        for (long seed = 1; seed <= 1_000; seed++) {
            List<Schedule.Step> steps = EndWriter.draw(seed, 3, 1_000);
            if (!steps.isEmpty()) count++;
            assertThat(steps).allSatisfy(step -> assertThat(step.atUs()).isBetween(0L, 1_000L));
        }

        assertThat(count).isBetween(70, 130);
    }

    @ParameterizedTest
    @CsvSource({"seeds.txt, 1741", "program-seeds.txt, 521410"}) // the last that was found without them
    void worlds_that_found_something_before_there_were_such_ends_have_none(String file, long last) {
        List<Long> seeds = Regressions.read(Path.of("regressions", file));

        assertThat(seeds).contains(last);
        for (long seed : seeds.subList(0, seeds.indexOf(last) + 1))
            assertThat(EndWriter.draw(seed, 3, 1_000)).as("seed " + seed).isEmpty();
    }
}
