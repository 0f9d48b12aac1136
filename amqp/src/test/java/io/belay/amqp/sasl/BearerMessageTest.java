package io.belay.amqp.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7628 §3.1; | stands for the byte 1 that ends a pair. */
class BearerMessageTest {
    private static Binary message(String written) {
        return ScramFields.binary(written.replace('|', '\1'));
    }

    @Test
    void a_token_is_read_as_it_was_written() {
        BearerMessage message = new BearerMessage("an=na,", "eyJ.eyJ.x");

        assertThat(BearerMessage.parse(message.toBinary())).isEqualTo(message);
        assertThat(message.toString()).doesNotContain("eyJ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "n,a=user@example.com,|host=server.example.com|port=143|auth=Bearer_vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==|| user@example.com",
                "n,,|auth=Bearer_vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==|| ''",
                "y,,|auth=bearer_vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==|x=|| ''",
            })
    void messages_of_the_standard_are_read(String written, String user) {
        assertThat(BearerMessage.parse(message(written.replace('_', ' '))))
                .isEqualTo(new BearerMessage(user, "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "|",
                "||",
                "|||",
                "n,,",
                "n,,||",
                "n,,|auth=Bearer t|",
                "n,,|auth=Bearer t",
                "n,,|auth=Bearer ||",
                "n,,|auth=Bearer||",
                "n,,|auth=Basic dDp0||",
                "n,,|host=h||",
                "n,,|auth=Bearer t|auth=Bearer u||",
                "n,,|auth=Bearer t||auth=Bearer u||",
                "p=tls-unique,,|auth=Bearer t||",
                "n,a=,|auth=Bearer t||",
                "n,b=anna,|auth=Bearer t||",
                "n,a=an=na,|auth=Bearer t||",
                "n,a=a,b,|auth=Bearer t||",
                "n,a=anna|auth=Bearer t||",
                "x,,|auth=Bearer t||",
                "|auth=Bearer t||"
            })
    void what_is_no_message_is_refused(String written) {
        assertThat(BearerMessage.parse(message(written))).isNull();
    }

    @Test
    void what_is_no_text_is_refused() {
        assertThat(BearerMessage.parse(null)).isNull();
        assertThat(BearerMessage.parse(Binary.of((byte) 'n', (byte) 0xFF, (byte) 1, (byte) 1)))
                .isNull();
    }
}
