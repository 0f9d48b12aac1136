package io.belay.node.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.amqp.type.UnsignedByte;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.amqp.type.UnsignedShort;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.core.Scheduling;
import io.belay.mqtt.Content;
import io.belay.mqtt.Property;
import io.belay.testkit.Clause;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a selector sees of a message (Jakarta Messaging 3.1 §3.8, reference D.7). */
final class MessageFiltersTest {
    private final MessageFilters filters = new MessageFilters();

    private static Message amqp(byte[] content) {
        return new Message(
                "q", Guarantee.EXACTLY_ONCE, false, 0, MessageFormat.AMQP, true, content, new Scheduling(7, 0, 0));
    }

    private static Message order() {
        Properties properties = new Properties(
                "ID:1",
                Binary.of("anna".getBytes(StandardCharsets.UTF_8)),
                "q",
                "order",
                null,
                "c-1",
                null,
                null,
                null,
                new Timestamp(123),
                "g",
                4,
                null);
        return amqp(new TestMessages()
                .header(true, 7, 0)
                .properties(properties)
                .property("color", "red")
                .property("weight", 2_500)
                .property("small", (byte) 5)
                .property("ubyte", new UnsignedByte(200))
                .property("ushort", new UnsignedShort(60_000))
                .property("uint", new UnsignedInteger(-1))
                .property("ulong", new UnsignedLong(9))
                .property("huge", new UnsignedLong(-1))
                .property("symbol", Symbol.of("s"))
                .property("when", new Timestamp(99))
                .property("bytes", Binary.of((byte) 1))
                .property("JMS_Mine", "m")
                .value("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JMSDeliveryMode = 'PERSISTENT'",
                "JMSPriority = 7",
                "JMSMessageID = 'ID:1'",
                "JMSCorrelationID = 'c-1'",
                "JMSTimestamp = 123",
                "JMSType = 'order'",
                "JMSXGroupID = 'g'",
                "JMSXGroupSeq = 4",
                "JMSXUserID = 'anna'",
                "JMS_Mine = 'm'",
                "color = 'red' AND weight > 2000",
                "small = 5",
                "ubyte = 200",
                "ushort = 60000",
                "uint = 4294967295",
                "ulong = 9",
                "huge > 9000000000000000000",
                "symbol = 's'",
                "when = 99",
                "missing IS NULL",
            })
    @Clause("JMS-3.8.1.1")
    void a_selector_sees_header_fields_and_properties(String selector) {
        assertThat(filters.compile(selector).matches(order())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"color = 'blue'", "JMSPriority < 7", "missing = 1", "bytes = 1", "JMSXDeliveryCount > 0"})
    void what_is_not_so_is_not_selected(String selector) {
        assertThat(filters.compile(selector).matches(order())).isFalse();
    }

    @Test
    void ids_of_other_types_look_as_clients_see_them() {
        UUID uuid = new UUID(1, 2);

        assertThat(hasId(uuid, "ID:AMQP_UUID:" + uuid)).isTrue();
        assertThat(hasId(new UnsignedLong(7), "ID:AMQP_ULONG:7")).isTrue();
        assertThat(hasId(Binary.of((byte) 0xAB), "ID:AMQP_BINARY:AB")).isTrue();
        assertThat(hasId("plain", "ID:AMQP_NO_PREFIX:plain")).isTrue();
    }

    private boolean hasId(@Nullable Object id, String shown) {
        Properties properties =
                new Properties(id, null, null, null, null, null, null, null, null, null, null, -1, null);
        Message message = amqp(new TestMessages().properties(properties).value("x"));
        return filters.compile("JMSMessageID = '" + shown + "'").matches(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JMSDeliveryMode = 'PERSISTENT'",
                "JMSPriority = 4",
                "JMSCorrelationID = 'ID:AMQP_BINARY:01FF'",
                "color = 'red'",
                "twice = '2'",
                "missing IS NULL AND JMSMessageID IS NULL AND JMSType IS NULL",
            })
    void a_selector_sees_mqtt_messages_as_amqp_clients_would(String selector) {
        byte[] content = Content.of(
                io.belay.mqtt.Properties.builder()
                        .put(Property.CORRELATION_DATA, new byte[] {1, (byte) 0xFF})
                        .user("color", "red")
                        .user("twice", "1")
                        .user("twice", "2")
                        .build(),
                new byte[] {1});
        Message message = new Message("t", Guarantee.AT_LEAST_ONCE, false, 0, MessageFormat.MQTT, true, content);

        assertThat(filters.compile(selector).matches(message)).isTrue();
    }
}
