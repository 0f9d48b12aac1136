package io.belay.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of a peer that wait to be decoded. */
class LineInputTest {
    @ParameterizedTest
    @CsvSource({
        "30, 1", // the length comes next
        "30 05, 5",
        "30 05 00, 4",
        "30 05 00 01 74 78, 1",
        "30 80, 1", // the length goes on
        "30 80 01, 128",
        "30 ff ff ff 7f, 268435455",
        "30 ff ff ff ff, 1" // no such length: whoever decodes will say so
    })
    void it_knows_how_much_is_missing_as_soon_as_the_header_says(String hex, int missing) {
        LineInput input = new LineInput();
        ByteBuffer in = ByteBuffer.wrap(TestLine.bytes(hex));

        input.append(in, in.remaining());

        assertThat(input.missing()).isEqualTo(missing);
    }

    @Test
    void it_takes_no_more_than_it_is_told() {
        LineInput input = new LineInput();
        ByteBuffer in = ByteBuffer.wrap(TestLine.bytes("01 02 03"));

        input.append(in, 2);

        assertThat(input.length()).isEqualTo(2);
        assertThat(in.remaining()).isEqualTo(1);
    }

    @ParameterizedTest
    @Seeds(20)
    void what_comes_out_is_what_went_in(long seed) {
        Random random = new Random(seed);
        LineInput input = new LineInput();
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        for (int round = 0; round < 500; round++) {
            byte[] some = new byte[random.nextInt(1 << random.nextInt(12))];
            random.nextBytes(some);
            in.writeBytes(some);
            input.append(ByteBuffer.wrap(some), some.length);
            byte[] taken = new byte[random.nextInt(input.length() + 1)];
            input.view().get(taken);
            out.writeBytes(taken);
            if (input.isEmpty()) input.clear();
        }
        byte[] rest = new byte[input.length()];
        input.view().get(rest);
        out.writeBytes(rest);

        assertThat(out.toByteArray()).isEqualTo(in.toByteArray());
    }
}
