package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.codec.BodyKind;
import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.codec.PropertyField;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.core.DeadLetter;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.core.Scheduling;
import io.belay.mqtt.Content;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.node.message.AmqpForm;
import io.belay.node.message.MessageFormat;
import io.belay.node.message.TestMessages;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each row of docs/PROTOCOLS.md. */
final class ProtocolMappingTest {
    private static final byte[] NO_UTF8 = {(byte) 0xC3, 0x28};

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // From MQTT to AMQP

    private static Message mqtt(Properties properties, byte[] payload, Guarantee guarantee, long expiresAtMs) {
        byte[] content = Content.of(properties, payload);
        return new Message("a/b", guarantee, false, expiresAtMs, MessageFormat.MQTT, true, content);
    }

    private static MessageSections toAmqp(Message message) {
        AmqpForm form = new Outgoing(message).amqp();
        ByteBuffer header = form.header(0, 1_000);
        ByteBuffer tail = form.tail(null);
        ByteBuffer whole = ByteBuffer.allocate(header.remaining() + tail.remaining())
                .put(header)
                .put(tail);
        MessageSections sections = MessageSections.of(whole.flip());
        sections.check();
        return sections;
    }

    private static MessageSections toAmqp(Properties.Builder properties, byte[] payload) {
        return toAmqp(mqtt(properties.build(), payload, Guarantee.AT_LEAST_ONCE, 0));
    }

    @Test
    @Clause("AMQP-3.2.1")
    void each_delivery_has_a_header_of_its_own_that_counts_the_attempts() {
        Scheduling urgent = new Scheduling(9, 0, 0);
        for (long expiresAtMs : new long[] {0, 1_500}) {
            Message message = new Message(
                    "a/b", Guarantee.AT_LEAST_ONCE, false, expiresAtMs, MessageFormat.MQTT, true, new byte[1], urgent);
            AmqpForm form = new Outgoing(message).amqp();
            long ttlMs = expiresAtMs == 0 ? -1 : 500;

            form.header(0, 1_000).get(); // Whoever reads one leaves the next as it is.

            assertThat(header(form, 0)).isEqualTo(new Header(true, 9, ttlMs, true, 0));
            assertThat(header(form, 2)).isEqualTo(new Header(true, 9, ttlMs, false, 2));
        }
    }

    private static Header header(AmqpForm form, int deliveries) {
        return MessageSections.of(form.header(deliveries, 1_000)).header();
    }

    @Test
    void an_mqtt_payload_is_data() {
        MessageSections sections = toAmqp(Properties.builder(), utf8("hello"));

        assertThat(sections.bodyKind()).isEqualTo(BodyKind.DATA);
        assertThat(sections.data()).isEqualTo(ByteBuffer.wrap(utf8("hello")));
    }

    @Test
    void an_mqtt_payload_that_says_it_is_text_is_a_string_if_it_is() {
        Properties.Builder text = Properties.builder().put(Property.PAYLOAD_FORMAT_INDICATOR, 1);

        assertThat(toAmqp(text, utf8("héllo")).bodyValue()).isEqualTo("héllo");
        assertThat(toAmqp(text, NO_UTF8).bodyKind()).isEqualTo(BodyKind.DATA);
    }

    @Test
    void an_mqtt_topic_is_the_address_and_said_to_be_a_topic() {
        MessageSections sections = toAmqp(Properties.builder(), utf8("x"));

        assertThat(sections.property(PropertyField.TO)).isEqualTo("a/b");
        assertThat(sections.messageAnnotation(Symbol.of("x-opt-jms-dest"))).isEqualTo((byte) 1);
        assertThat(sections.messageAnnotation(Symbol.of("x-opt-jms-reply-to"))).isNull();
    }

    @Test
    void an_mqtt_response_topic_is_where_to_reply() {
        MessageSections sections = toAmqp(Properties.builder().put(Property.RESPONSE_TOPIC, "r/t"), utf8("x"));

        assertThat(sections.property(PropertyField.REPLY_TO)).isEqualTo("r/t");
        assertThat(sections.messageAnnotation(Symbol.of("x-opt-jms-reply-to"))).isEqualTo((byte) 1);
    }

    @Test
    void mqtt_correlation_data_is_a_binary_correlation_id() {
        MessageSections sections = toAmqp(Properties.builder().put(Property.CORRELATION_DATA, NO_UTF8), utf8("x"));

        assertThat(sections.property(PropertyField.CORRELATION_ID)).isEqualTo(Binary.of(NO_UTF8));
    }

    @Test
    void an_mqtt_content_type_is_kept_if_it_is_ascii() {
        assertThat(toAmqp(Properties.builder().put(Property.CONTENT_TYPE, "text/plain"), utf8("x"))
                        .property(PropertyField.CONTENT_TYPE))
                .isEqualTo(Symbol.of("text/plain"));
        assertThat(toAmqp(Properties.builder().put(Property.CONTENT_TYPE, "téxt"), utf8("x"))
                        .property(PropertyField.CONTENT_TYPE))
                .isNull();
    }

    @Test
    void mqtt_user_properties_are_application_properties_and_the_last_of_a_name_counts() {
        Properties.Builder users =
                Properties.builder().user("a", "1").user("b", "2").user("a", "3");

        assertThat(toAmqp(users, utf8("x")).applicationProperties())
                .isEqualTo(new LinkedHashMap<String, Object>(Map.of("a", "3", "b", "2")));
    }

    @Test
    void mqtt_quality_and_expiry_are_durability_and_time_to_live() {
        assertThat(toAmqp(mqtt(Properties.NONE, utf8("x"), Guarantee.AT_MOST_ONCE, 0))
                        .header()
                        .durable())
                .isFalse();
        var header = toAmqp(mqtt(Properties.NONE, utf8("x"), Guarantee.AT_LEAST_ONCE, 3_500))
                .header();
        assertThat(header.durable()).isTrue();
        assertThat(header.ttlMs()).isEqualTo(2_500);
    }

    // From AMQP to MQTT

    private static byte[] toMqtt(byte[] amqp) {
        MessageSections.of(ByteBuffer.wrap(amqp)).check();
        return MessageFormat.mqttContent(
                new Message("a/b", Guarantee.EXACTLY_ONCE, false, 0, MessageFormat.AMQP, true, amqp));
    }

    private static String payload(byte[] content) {
        return new String(Content.payload(content), StandardCharsets.UTF_8);
    }

    private static io.belay.amqp.type.Properties amqpProperties(
            @Nullable String subject, @Nullable String replyTo, @Nullable Object correlationId, @Nullable String type) {
        return new io.belay.amqp.type.Properties(
                null,
                null,
                null,
                subject,
                replyTo,
                correlationId,
                type == null ? null : Symbol.of(type),
                null,
                null,
                null,
                null,
                -1,
                null);
    }

    @Test
    void amqp_data_is_the_payload() {
        byte[] content = toMqtt(new TestMessages().data(NO_UTF8));

        assertThat(Content.payload(content)).isEqualTo(NO_UTF8);
        assertThat(Content.properties(content)).isEqualTo(Properties.NONE);
    }

    @Test
    void an_amqp_string_is_text_and_says_so() {
        byte[] content = toMqtt(new TestMessages().value("héllo"));

        assertThat(payload(content)).isEqualTo("héllo");
        assertThat(Content.properties(content).number(Property.PAYLOAD_FORMAT_INDICATOR, 0))
                .isEqualTo(1);
    }

    @Test
    void no_body_is_an_empty_payload() {
        assertThat(payload(toMqtt(new TestMessages().value(null)))).isEmpty();
        assertThat(payload(toMqtt(new TestMessages().to("x").nothing()))).isEmpty();
    }

    @Test
    void an_amqp_binary_value_is_the_payload() {
        assertThat(Content.payload(toMqtt(new TestMessages().value(Binary.of(NO_UTF8)))))
                .isEqualTo(NO_UTF8);
    }

    @Test
    void amqp_maps_lists_and_numbers_are_json() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("text", "say \"hi\"\n\\");
        map.put("number", 5L);
        map.put("fraction", 1.5);
        map.put("unsigned", new UnsignedLong(-1));
        map.put("truth", true);
        map.put("bytes", Binary.of((byte) 1, (byte) 2));
        map.put("list", List.of(1, Symbol.of("two"), new Timestamp(3)));
        map.put("no number", Double.NaN);
        byte[] content = toMqtt(new TestMessages().value(map));

        assertThat(payload(content))
                .isEqualTo("{\"text\":\"say \\\"hi\\\"\\u000a\\\\\",\"number\":5,\"fraction\":1.5,"
                        + "\"unsigned\":18446744073709551615,\"truth\":true,\"bytes\":\"AQI=\","
                        + "\"list\":[1,\"two\",3],\"no number\":null}");
        assertThat(Content.properties(content).string(Property.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(payload(toMqtt(new TestMessages().sequence(List.of(1, "a")))))
                .isEqualTo("[1,\"a\"]");
        assertThat(payload(toMqtt(new TestMessages().value(7)))).isEqualTo("7");
    }

    @Test
    void an_amqp_body_that_cannot_be_read_is_the_payload_as_it_stands() {
        byte[] noText = {0, 0x53, 0x77, (byte) 0xA1, 2, (byte) 0xFF, (byte) 0xFE
        }; // amqp-value, str8, 2 bytes, no UTF-8
        byte[] noCharacter = {0, 0x53, 0x77, 0x73, 0, 0x11, 0, 0}; // amqp-value, char, beyond U+10FFFF
        byte[] half = {0, 0x53, 0x76, (byte) 0xC0, 2, 1, (byte) 0xA1}; // amqp-sequence, list8 of a str8 that is cut off

        for (byte[] amqp : List.of(noText, noCharacter, half)) {
            byte[] content = toMqtt(amqp);

            assertThat(Content.payload(content)).isEqualTo(amqp);
            assertThat(Content.properties(content)).isEqualTo(Properties.NONE);
        }
    }

    @Test
    void an_amqp_content_type_is_kept() {
        byte[] content = toMqtt(new TestMessages()
                .properties(amqpProperties(null, null, null, "image/png"))
                .data(NO_UTF8));

        assertThat(Content.properties(content).string(Property.CONTENT_TYPE)).isEqualTo("image/png");
    }

    @Test
    void an_amqp_address_to_reply_to_is_a_response_topic_if_it_is_a_topic() {
        assertThat(responseTopic("r/t", (byte) 1)).isEqualTo("r/t");
        assertThat(responseTopic("$temporary-topic/1-1", (byte) 3)).isEqualTo("$temporary-topic/1-1");
        assertThat(responseTopic("topic://r/t", null)).isEqualTo("r/t");
        assertThat(responseTopic("queue", (byte) 0)).isNull();
        assertThat(responseTopic("unknown", null)).isNull();
        assertThat(responseTopic("a/+", (byte) 1)).isNull();
    }

    private static @Nullable String responseTopic(String replyTo, @Nullable Byte kind) {
        TestMessages message = new TestMessages().properties(amqpProperties(null, replyTo, null, null));
        if (kind != null) message.annotation("x-opt-jms-reply-to", kind);
        return Content.properties(toMqtt(message.value("x"))).string(Property.RESPONSE_TOPIC);
    }

    @Test
    void an_amqp_correlation_id_is_correlation_data() {
        UUID uuid = new UUID(1, 2);

        assertThat(correlation(Binary.of(NO_UTF8))).isEqualTo(NO_UTF8);
        assertThat(correlation("ID:1")).isEqualTo(utf8("ID:1"));
        assertThat(correlation(new UnsignedLong(7))).isEqualTo(utf8("7"));
        assertThat(correlation(uuid)).isEqualTo(utf8(uuid.toString()));
    }

    private static byte @Nullable [] correlation(Object id) {
        byte[] amqp = new TestMessages()
                .properties(amqpProperties(null, null, id, null))
                .value("x");
        return Content.properties(toMqtt(amqp)).binary(Property.CORRELATION_DATA);
    }

    @Test
    void amqp_application_properties_and_the_subject_are_user_properties() {
        byte[] amqp = new TestMessages()
                .properties(amqpProperties("order", null, null, null))
                .property("text", "a")
                .property("number", 5)
                .property("unsigned", new UnsignedInteger(-1))
                .property("truth", false)
                .property("bytes", Binary.of((byte) 1))
                .property("nul", "a\0b")
                .property("long", "x".repeat(65_536))
                .property("fits", "x".repeat(65_535))
                .value("x");

        Map<String, String> users = new LinkedHashMap<>();
        Content.properties(toMqtt(amqp)).userProperties().forEach(user -> users.put(user.name(), user.value()));

        assertThat(users.remove("fits")).hasSize(65_535);
        assertThat(users).containsExactlyEntriesOf(Collections.unmodifiableMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            {
                put("text", "a");
                put("number", "5");
                put("unsigned", "4294967295");
                put("truth", "false");
                put("subject", "order");
            }
        }));
    }

    @Test
    void a_subject_of_its_own_stands_before_that_of_the_message() {
        byte[] amqp = new TestMessages()
                .properties(amqpProperties("theirs", null, null, null))
                .property("subject", "own")
                .value("x");

        assertThat(Content.properties(toMqtt(amqp)).userProperties())
                .containsExactly(new Properties.UserProperty("subject", "own"));
    }

    // AMQP to AMQP

    @Test
    void an_amqp_message_arrives_as_it_was_but_for_its_header() {
        byte[] amqp = new TestMessages()
                .header(true, 9, 10_000)
                .annotation("x-mine", "y")
                .property("a", 1)
                .data(NO_UTF8);
        Message message = new Message(
                "q", Guarantee.EXACTLY_ONCE, false, 5_000, MessageFormat.AMQP, true, amqp, new Scheduling(9, 0, 0));
        AmqpForm form = new Outgoing(message).amqp();

        MessageSections header = MessageSections.of(form.header(2, 1_000));
        assertThat(header.header().deliveryCount()).isEqualTo(2);
        assertThat(header.header().ttlMs()).isEqualTo(4_000);
        assertThat(header.header().priority()).isEqualTo(9);
        assertThat(header.header().durable()).isTrue();
        assertThat(form.tail(null))
                .isEqualTo(MessageSections.of(ByteBuffer.wrap(amqp)).tail());
    }

    @Test
    void a_dead_letter_says_why_whatever_it_came_as() {
        Message message = mqtt(Properties.builder().user("a", "1").build(), utf8("x"), Guarantee.AT_LEAST_ONCE, 0);

        ByteBuffer tail = new Outgoing(message).amqp().tail(new DeadLetter("orders", "too often", 77));

        assertThat(MessageSections.of(tail).applicationProperties())
                .containsEntry("a", "1")
                .containsEntry("belay_dead_reason", "too often")
                .containsEntry("belay_dead_origin", "orders")
                .containsEntry("belay_dead_time", 77L);
    }
}
