package io.belay.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    @ParameterizedTest
    @CsvSource({
        // Examples of MQTT 5.0 §4.7.1.2, §4.7.1.3
        "sport/tennis/player1/#, sport/tennis/player1, true",
        "sport/tennis/player1/#, sport/tennis/player1/ranking, true",
        "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
        "sport/#, sport, true",
        "#, sport/tennis, true",
        "sport/tennis/+, sport/tennis/player1, true",
        "sport/tennis/+, sport/tennis/player1/ranking, false",
        "sport/+, sport, false",
        "sport/+, sport/, true",
        "+/+, /finance, true",
        "/+, /finance, true",
        "+, /finance, false",
        // §4.7.2
        "#, $SYS/uptime, false",
        "+/monitor/Clients, $SYS/monitor/Clients, false",
        "$SYS/#, $SYS/uptime, true",
        "$SYS/#, $SYS, true",
        "$SYS/monitor/+, $SYS/monitor/Clients, true",
        // §4.7.3: case, spaces and empty levels count
        "ACCOUNTS, Accounts, false",
        "Accounts payable, Accounts payable, true",
        "/finance, finance, false",
        "a//b, a//b, true",
        "a/+/b, a//b, true",
        "a/b, a/b/, false",
        "a/b/, a/b, false",
        "a/#, ab, false",
        "a/+/#, a, false",
        "a/+/#, a/b, true",
        "/, /, true",
        "+/+, /, true",
        "#, /, true",
    })
    @Clause({"M3-36", "MQTT-4.7.1-1", "MQTT-4.7.2-1"})
    void a_filter_takes_the_topics_that_the_standard_says(String filter, String topic, boolean taken) {
        assertThat(Topics.matches(filter, topic)).isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "//", "a b", "$SYS/x", "größe/7", "a/$b"})
    @Clause("MQTT-4.7.3-1")
    void a_name_is_a_filter_too(String topic) {
        assertThat(Topics.isName(topic)).isTrue();
        assertThat(Topics.isFilter(topic)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "+", "a/#", "a/+", "+/a", "+/+/#", "/+", "/#", "+/"})
    @Clause({"MQTT-4.7.1-1", "MQTT-4.7.1-2", "MQTT-3.3.2-2"})
    void wildcards_make_a_filter_and_no_name(String filter) {
        assertThat(Topics.isFilter(filter)).isTrue();
        assertThat(Topics.isName(filter)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a#", "#/a", "a/#/b", "a+", "+a", "a/b+/c", "##", "++", "a\u0000b"})
    @Clause({"MQTT-4.7.1-1", "MQTT-4.7.1-2", "MQTT-4.7.3-1", "MQTT-4.7.3-2"})
    void what_the_standard_forbids_is_neither_filter_nor_name(String text) {
        assertThat(Topics.isFilter(text)).isFalse();
        assertThat(Topics.isName(text)).isFalse();
        assertThat(Topics.isSubscription(text)).isFalse();
    }

    @Test
    @Clause("MQTT-4.7.3-3")
    void a_topic_has_at_most_65535_bytes() {
        String ascii = "a".repeat(65_534);
        String threes = "値".repeat(21_844);

        assertThat(Topics.isName(ascii)).isTrue();
        assertThat(Topics.isName(ascii + "a")).isTrue();
        assertThat(Topics.isName(ascii + "aa")).isFalse();
        assertThat(Topics.isFilter(threes + "aaa")).isTrue();
        assertThat(Topics.isFilter(threes + "aaaa")).isFalse();
    }

    @Test
    @Clause({"M5-70", "MQTT-4.8.2-1", "MQTT-4.8.2-2"})
    void a_shared_subscription_has_a_group_and_a_filter() {
        assertThat(Topics.shared("$share/tills/shop/+")).isEqualTo(new Topics.Shared("tills", "shop/+"));
        assertThat(Topics.shared("$share/g//a")).isEqualTo(new Topics.Shared("g", "/a"));
        assertThat(Topics.shared("$share/g/$share/h/a")).isEqualTo(new Topics.Shared("g", "$share/h/a"));
        assertThat(Topics.isSubscription("$share/g/#")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$share/", "$share/g", "$share/g/", "$share//a", "$share/g+/a", "$share/#/a", "$share/g/a#"})
    @Clause({"M5-70", "MQTT-4.8.2-1", "MQTT-4.8.2-2"})
    void a_shared_subscription_without_a_group_or_a_filter_is_none(String text) {
        assertThat(Topics.shared(text)).isNull();
        assertThat(Topics.isShared(text)).isTrue();
        assertThat(Topics.isSubscription(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$share", "$shared/g/a", "share/g/a", "$SHARE/g/a"})
    @Clause("M5-70")
    void what_does_not_start_with_share_is_an_ordinary_filter(String text) {
        assertThat(Topics.isShared(text)).isFalse();
        assertThat(Topics.shared(text)).isNull();
        assertThat(Topics.isSubscription(text)).isTrue();
    }

    @Test
    @Clause("MQTT-4.7.3-3")
    void the_whole_text_of_a_shared_subscription_has_at_most_65535_bytes() {
        String longest = "$share/g/" + "a".repeat(65_535 - 9);

        assertThat(Topics.isSubscription(longest)).isTrue();
        assertThat(Topics.isSubscription(longest + "a")).isFalse();
    }

    @Test
    void levels_are_counted_with_the_empty_ones() {
        assertThat(Topics.levels("a")).isEqualTo(1);
        assertThat(Topics.levels("/a/")).isEqualTo(3);
        assertThat(Topics.levels("a/b/c")).isEqualTo(3);
    }
}
