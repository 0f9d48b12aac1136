package io.belay.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertiesTest {
    @Test
    void what_was_put_is_found() {
        Properties properties = Properties.builder()
                .put(Property.RECEIVE_MAXIMUM, 20)
                .put(Property.CONTENT_TYPE, "text")
                .put(Property.CORRELATION_DATA, new byte[] {1})
                .subscriptionId(7)
                .build();

        assertThat(properties.number(Property.RECEIVE_MAXIMUM, 65_535)).isEqualTo(20);
        assertThat(properties.number(Property.SUBSCRIPTION_IDENTIFIER, 0)).isEqualTo(7);
        assertThat(properties.string(Property.CONTENT_TYPE)).isEqualTo("text");
        assertThat(properties.binary(Property.CORRELATION_DATA)).containsExactly(1);
        assertThat(properties.has(Property.CONTENT_TYPE)).isTrue();
        assertThat(properties.isEmpty()).isFalse();
    }

    @Test
    void what_was_not_put_is_absent() {
        assertThat(Properties.NONE.number(Property.RECEIVE_MAXIMUM, 65_535)).isEqualTo(65_535);
        assertThat(Properties.NONE.string(Property.CONTENT_TYPE)).isNull();
        assertThat(Properties.NONE.binary(Property.CORRELATION_DATA)).isNull();
        assertThat(Properties.NONE.has(Property.USER_PROPERTY)).isFalse();
        assertThat(Properties.NONE.isEmpty()).isTrue();
        assertThat(Properties.builder().build()).isSameAs(Properties.NONE);
    }

    @Test
    @Clause({"M5-57", "MQTT-3.3.2-18"})
    void user_properties_keep_their_order_and_their_repetitions() {
        Properties properties = Properties.builder()
                .user("b", "1")
                .user("a", "2")
                .user("b", "1")
                .build();

        assertThat(properties.has(Property.USER_PROPERTY)).isTrue();
        assertThat(properties.userProperties())
                .containsExactly(
                        new Properties.UserProperty("b", "1"),
                        new Properties.UserProperty("a", "2"),
                        new Properties.UserProperty("b", "1"));
    }

    @Test
    void two_sets_are_equal_whatever_the_order_in_which_they_were_put() {
        Properties one = Properties.builder()
                .put(Property.AUTHENTICATION_METHOD, "m")
                .put(Property.AUTHENTICATION_DATA, new byte[] {1, 2})
                .build();
        Properties same = Properties.builder()
                .put(Property.AUTHENTICATION_DATA, new byte[] {1, 2})
                .put(Property.AUTHENTICATION_METHOD, "m")
                .build();

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(one).hasToString("{AUTHENTICATION_METHOD=m, AUTHENTICATION_DATA=0x0102}");
    }

    @Test
    void sets_that_differ_in_one_thing_are_not_equal() {
        Properties one = Properties.builder()
                .put(Property.AUTHENTICATION_DATA, new byte[] {1})
                .build();

        assertThat(one)
                .isNotEqualTo(Properties.builder()
                        .put(Property.AUTHENTICATION_DATA, new byte[] {2})
                        .build());
        assertThat(one)
                .isNotEqualTo(Properties.builder()
                        .put(Property.CORRELATION_DATA, new byte[] {1})
                        .build());
        assertThat(Properties.builder().user("a", "1").user("b", "2").build())
                .isNotEqualTo(Properties.builder().user("b", "2").user("a", "1").build());
        assertThat(Properties.NONE).isNotEqualTo("{}").hasToString("{}");
    }

    @Test
    void the_builder_may_be_used_on_without_changing_what_it_built() {
        Properties.Builder builder = Properties.builder().user("a", "1");
        Properties first = builder.build();

        builder.user("b", "2").put(Property.MAXIMUM_QOS, 1);

        assertThat(first.userProperties()).hasSize(1);
        assertThat(first.has(Property.MAXIMUM_QOS)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "MAXIMUM_QOS, 255",
        "RECEIVE_MAXIMUM, 65535",
        "SUBSCRIPTION_IDENTIFIER, 268435455",
        "SESSION_EXPIRY_INTERVAL, 4294967295",
    })
    void a_number_reaches_to_the_end_of_its_range_and_no_further(Property property, long max) {
        assertThat(Properties.builder().put(property, max).build().number(property, -1))
                .isEqualTo(max);
        assertThatThrownBy(() -> Properties.builder().put(property, max + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Properties.builder().put(property, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_field_has_at_most_65535_bytes() {
        String longest = "é".repeat(32_767) + "x";
        byte[] bytes = new byte[65_536];

        assertThat(Properties.builder()
                        .put(Property.CONTENT_TYPE, longest)
                        .build()
                        .string(Property.CONTENT_TYPE))
                .isEqualTo(longest);
        assertThatThrownBy(() -> Properties.builder().put(Property.CONTENT_TYPE, longest + "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Properties.builder().user(longest + "x", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Properties.builder().put(Property.CORRELATION_DATA, bytes))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_value_of_another_kind_is_a_caller_s_mistake() {
        assertThatThrownBy(() -> Properties.builder().put(Property.RECEIVE_MAXIMUM, "ten"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Properties.builder().put(Property.CONTENT_TYPE, 10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Properties.builder().put(Property.USER_PROPERTY, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_property_has_an_id_of_its_own_that_leads_back_to_it() {
        for (Property property : Property.values()) {
            assertThat(PropertyForm.of(property.id())).isSameAs(property);
        }
    }

    @Test
    void every_reason_has_a_code_of_its_own_that_leads_back_to_it() {
        for (ReasonCode reason : ReasonCode.values()) {
            assertThat(ReasonCode.of(reason.code())).isSameAs(reason);
        }
        assertThat(ReasonCode.of(0x05)).isNull();
        assertThat(ReasonCode.of(0xFF)).isNull();
    }
}
