package io.belay.node.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Symbol;
import io.belay.base.ByteWriter;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.mqtt.Content;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people see of messages, in whatever protocol they came. */
class MessageViewTest {
    private static Message message(int format, byte[] content) {
        return new Message("q", Guarantee.AT_LEAST_ONCE, false, 0, format, true, content);
    }

    private static Message value(Object value) {
        ByteWriter out = new ByteWriter(64);
        SectionWriter.writeApplicationProperties(Map.of("binary", Binary.of(new byte[] {1})), out);
        SectionWriter.writeValue(value, out);
        return message(MessageFormat.AMQP, out.toArray());
    }

    @Test
    void a_message_of_mqtt_is_seen_with_its_properties() {
        Properties properties = Properties.builder()
                .put(Property.CONTENT_TYPE, "text/plain")
                .put(Property.RESPONSE_TOPIC, "answers")
                .put(Property.CORRELATION_DATA, new byte[] {'c', '1'})
                .user("colour", "red")
                .build();
        byte[] content = Content.of(properties, "häll".getBytes(StandardCharsets.UTF_8));

        MessageView view = MessageView.of(message(MessageFormat.MQTT, content));

        assertThat(view.text()).isEqualTo("häll");
        assertThat(view.isDurable()).isTrue();
        assertThat(view.headers())
                .isEqualTo(Map.of("contentType", "text/plain", "replyTo", "answers", "correlationId", "c1"));
        assertThat(view.properties()).isEqualTo(Map.of("colour", "red"));
    }

    @Test
    void bytes_that_are_no_text_are_told_as_bytes() {
        byte[] content = Content.of(Properties.builder().build(), new byte[] {(byte) 0xC3, 1});

        MessageView view = MessageView.of(message(MessageFormat.MQTT, content));

        assertThat(view.text()).isNull();
        assertThat(view.bytes()).containsExactly(0xC3, 1);
    }

    @Test
    void values_of_amqp_are_told_in_words() {
        assertThat(MessageView.of(value("plain")).text()).isEqualTo("plain");
        assertThat(MessageView.of(value(Map.of("a", List.of(1, Symbol.of("s")))))
                        .text())
                .isEqualTo("{\"a\":[1,\"s\"]}");
        assertThat(MessageView.of(value(Binary.of(new byte[] {'x'}))).text()).isEqualTo("x");
        assertThat(MessageView.of(value("plain")).properties()).isEqualTo(Map.of("binary", "\"AQ==\""));
    }

    @Test
    void what_cannot_be_decoded_is_told_as_bytes() {
        MessageView view = MessageView.of(message(MessageFormat.AMQP, new byte[] {0, 0x53, 0x77, 0x7F}));

        assertThat(view.text()).isNull();
        assertThat(view.bytes()).containsExactly(0, 0x53, 0x77, 0x7F);
    }

    @Test
    void a_draft_is_seen_as_it_was_written() {
        MessageDraft draft = new MessageDraft(
                "hello",
                new byte[0],
                Guarantee.EXACTLY_ONCE,
                7,
                500,
                false,
                "text/plain",
                "subject",
                "c",
                "r",
                "g",
                Map.of("n", 5L));

        Message message = draft.message("q", 1_000);

        assertThat(message.expiresAtMs()).isEqualTo(1_500);
        assertThat(message.scheduling().priority()).isEqualTo(7);
        MessageView view = MessageView.of(message);
        assertThat(view.text()).isEqualTo("hello");
        assertThat(view.properties()).isEqualTo(Map.of("n", 5L));
        assertThat(view.headers()).containsEntry("groupId", "g").containsEntry("subject", "subject");
    }
}
