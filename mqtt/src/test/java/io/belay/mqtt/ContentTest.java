package io.belay.mqtt;

import static io.belay.mqtt.Wire.bytes;
import static io.belay.mqtt.Wire.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContentTest {
    @Test
    void content_is_properties_and_payload() {
        Properties properties = Properties.builder()
                .put(Property.CONTENT_TYPE, "t")
                .user("a", "")
                .build();

        byte[] content = Content.of(properties, raw("hi"));

        assertThat(content).isEqualTo(bytes(10, 0x03, "t", 0x26, "a", "", raw("hi")));
        assertThat(Content.payloadFrom(content)).isEqualTo(11);
        assertThat(Content.payload(content)).isEqualTo(raw("hi"));
        assertThat(Content.properties(content)).isEqualTo(properties);
    }

    @Test
    @Clause("M5-60")
    void content_without_payload_is_told_apart() {
        Properties properties = Properties.builder().user("a", "b").build();

        assertThat(Content.hasPayload(Content.of(Properties.NONE, raw("")))).isFalse();
        assertThat(Content.hasPayload(Content.of(properties, raw("")))).isFalse();
        assertThat(Content.hasPayload(Content.of(Properties.NONE, raw("x")))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"MESSAGE_EXPIRY_INTERVAL", "SUBSCRIPTION_IDENTIFIER", "TOPIC_ALIAS", "WILL_DELAY_INTERVAL"})
    @Clause("M5-57")
    void what_belongs_to_one_hop_is_no_content(Property property) {
        Properties hop = Properties.builder().put(property, 1).build();

        assertThatThrownBy(() -> Content.of(hop, raw(""))).isInstanceOf(IllegalArgumentException.class);
    }
}
