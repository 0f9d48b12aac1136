package io.belay.amqp.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4616 §2. */
class PlainMessageTest {
    @Test
    void name_and_password_are_read_as_they_were_written() {
        PlainMessage message = new PlainMessage("", "till-7", "gr\u00FCn");

        assertThat(PlainMessage.parse(message.toBinary())).isEqualTo(message);
        assertThat(message.toString()).doesNotContain("gr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "user", "\0", "\0\0", "\0user", "\0user\0", "\0\0password", "a\0user\0pass\0word"})
    void what_is_not_three_words_is_refused(String message) {
        assertThat(PlainMessage.parse(ScramFields.binary(message))).isNull();
    }

    @Test
    void what_is_no_text_is_refused() {
        assertThat(PlainMessage.parse(null)).isNull();
        assertThat(PlainMessage.parse(Binary.of((byte) 0, (byte) 0xFF, (byte) 0, (byte) 'x')))
                .isNull();
    }
}
