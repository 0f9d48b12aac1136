package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.belay.net.HttpHead.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpHeadTest {
    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_head_is_read_whole_and_what_follows_is_left() throws Exception {
        ByteBuf in =
                bytes("GET /x HTTP/1.1\r\nHost: h:1\r\nUPGRADE:  websocket \r\nA: 1\r\na: 2\r\nEmpty:\r\n\r\nrest");

        HttpHead head = HttpHead.read(in);

        assertThat(head).isNotNull();
        assertThat(head.start()).isEqualTo("GET /x HTTP/1.1");
        assertThat(head.field("host")).isEqualTo("h:1");
        assertThat(head.field("upgrade")).isEqualTo("websocket");
        assertThat(head.field("a")).isEqualTo("1, 2");
        assertThat(head.field("empty")).isEmpty();
        assertThat(head.field("absent")).isEmpty();
        assertThat(head.names("a", "2")).isTrue();
        assertThat(head.names("upgrade", "WebSocket")).isTrue();
        assertThat(head.names("upgrade", "web")).isFalse();
        assertThat(in.toString(StandardCharsets.US_ASCII)).isEqualTo("rest");
    }

    @Test
    void half_a_head_is_waited_for() throws Exception {
        String whole = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
        for (int length = 0; length < whole.length(); length++) {
            ByteBuf in = bytes(whole.substring(0, length));

            assertThat(HttpHead.read(in)).as("%s bytes", length).isNull();
            assertThat(in.readableBytes()).isEqualTo(length);
        }
        assertThat(HttpHead.read(bytes(whole))).isNotNull();
    }

    private static String ofLength(int length) {
        String start = "GET / HTTP/1.1\r\nA: ";
        return start + "x".repeat(length - start.length() - 4) + "\r\n\r\n";
    }

    @Test
    void a_head_has_a_longest_length() throws Exception {
        assertThat(HttpHead.read(bytes(ofLength(HttpHead.LENGTH_MAX - 1)))).isNotNull();
        assertThat(HttpHead.read(bytes(ofLength(HttpHead.LENGTH_MAX)))).isNotNull();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> HttpHead.read(bytes(ofLength(HttpHead.LENGTH_MAX + 1))))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(431));
    }

    @Test
    void a_head_has_a_largest_number_of_fields() throws Exception {
        String start = "GET / HTTP/1.1\r\n";
        for (int count = HttpHead.FIELDS_MAX - 1; count <= HttpHead.FIELDS_MAX; count++)
            assertThat(HttpHead.read(bytes(start + "a: b\r\n".repeat(count) + "\r\n")))
                    .isNotNull();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> HttpHead.read(bytes(start + "a: b\r\n".repeat(HttpHead.FIELDS_MAX + 1) + "\r\n")))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(431));
    }

    @ParameterizedTest
    @CsvSource({
        "AMQP\\0\\1\\0\\0,               this is no HTTP",
        "\\x16\\3\\1,                     this is no HTTP",
        "GET / HTTP/1.1\\nHost: h\\n\\n,  this is no HTTP",
        "GET / HTTP/1.1\\r\\r,            this is no HTTP",
        "GET / HTTP/1.1\\r\\nno field\\r\\n\\r\\n, no field",
        "GET / HTTP/1.1\\r\\n: v\\r\\n\\r\\n,      no field",
        "GET / HTTP/1.1\\r\\na b: v\\r\\n\\r\\n,   no field",
        "GET / HTTP/1.1\\r\\nA: v\\r\\n folded\\r\\n\\r\\n, no field",
    })
    void what_is_no_head_is_refused_at_once(String escaped, String reason) {
        String text = escaped.replace("\\r", "\r").replace("\\n", "\n").replace("\\x16", "\u0016");
        String raw = text.replace("\\0", "\u0000").replace("\\1", "\u0001").replace("\\3", "\u0003");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> HttpHead.read(bytes(raw)))
                .withMessageContaining(reason)
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400));
    }
}
