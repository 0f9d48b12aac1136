package io.belay.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names fit a pattern, and which filters it covers as a whole. */
class NamePatternTest {
    private static NamePattern pattern(String text) {
        return Objects.requireNonNull(NamePattern.of(text, "anna", "till-7"));
    }

    @ParameterizedTest
    @CsvSource({
        "shop/orders, shop/orders, true",
        "shop/orders, shop/orders/1, false",
        "shop/orders, shop, false",
        "shop/orders, shop/order, false",
        "shop/orders, shop/orderss, false",
        "shop/+, shop/orders, true",
        "shop/+, shop/, true",
        "shop/+, shop, false",
        "shop/+, shop/a/b, false",
        "shop/+/in, shop/a/in, true",
        "shop/#, shop, true",
        "shop/#, shop/a/b/c, true",
        "shop/#, shops, false",
        "+, a, true",
        "+, a/b, false",
        "#, a/b/c, true",
        "#, $SYS/uptime, false",
        "+/uptime, $SYS/uptime, false",
        "$SYS/#, $SYS/uptime, true",
        "shop/+, shop/+, true",
        "shop/a, shop/+, false",
        "shop/a, shop/#, false",
        "shop, SHOP, false"
    })
    @Clause({"MQTT-4.7.2-1", "MQTT-4.7.3-4"})
    void a_name_fits_level_by_level(String pattern, String name, boolean fits) {
        assertThat(pattern(pattern).matches(name)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "shop/#, shop/#, true",
        "shop/#, shop/+/in, true",
        "shop/#, shop, true",
        "shop/#, +/a, false",
        "shop/#, #, false",
        "shop/+, shop/+, true",
        "shop/+, shop/a, true",
        "shop/+, shop/#, false",
        "shop/a, shop/+, false",
        "shop/a, shop/#, false",
        "#, #, true",
        "#, +/+, true",
        "#, $SYS/#, false",
        "+/#, #, true",
        "+/+/#, #, false",
        "a/+/#, a/#, false",
        "+, #, false",
        "+/a, $SYS/a, false",
        "$SYS/#, $SYS/+/a, true",
        "$SYS/#, #, false"
    })
    void a_filter_is_covered_only_if_all_that_it_takes_fits(String pattern, String filter, boolean covered) {
        assertThat(pattern(pattern).covers(filter)).isEqualTo(covered);
    }

    @ParameterizedTest
    @Seeds(5)
    void a_filter_is_covered_just_when_no_topic_that_it_takes_is_left_out(long seed) {
        Random random = new Random(seed);
        List<String> topics = topics(4);
        for (int round = 0; round < 200; round++) {
            String pattern = text(random, List.of("a", "b", "+", "$x"));
            String filter = text(random, List.of("a", "b", "+", "$x"));
            NamePattern ready = pattern(pattern);
            boolean leavesOut = topics.stream().anyMatch(topic -> takes(filter, topic) && !ready.matches(topic));

            assertThat(ready.covers(filter)).as("%s covers %s", pattern, filter).isEqualTo(!leavesOut);
        }
    }

    @ParameterizedTest
    @Seeds(3)
    void a_pattern_takes_what_a_filter_of_the_same_text_takes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            String text = text(random, List.of("a", "b", "+", "$x", ""));
            NamePattern pattern = pattern(text);
            List<String> wrong = topics(3).stream()
                    .filter(topic -> pattern.matches(topic) != takes(text, topic))
                    .toList();

            assertThat(wrong).as("topics that %s is wrong about", text).isEmpty();
        }
    }

    /** One to three levels, the last of them at times #. */
    private static String text(Random random, List<String> levels) {
        List<String> drawn = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int index = 0; index < count; index++) drawn.add(levels.get(random.nextInt(levels.size())));
        if (random.nextInt(3) == 0) drawn.set(count - 1, "#");
        return String.join("/", drawn);
    }

    /** All topics of so many levels at most. */
    private static List<String> topics(int levelsMax) {
        List<String> all = new ArrayList<>(List.of("a", "b", "c", "$x", "$y"));
        List<String> last = List.copyOf(all);
        for (int count = 2; count <= levelsMax; count++) {
            List<String> next = new ArrayList<>();
            for (String topic : last) {
                for (String level : List.of("a", "b", "c", "$x")) next.add(topic + "/" + level);
            }
            all.addAll(next);
            last = next;
        }
        return all;
    }

    /** The plain form of the rule (MQTT 5.0 §4.7). */
    private static boolean takes(String filter, String topic) {
        if (topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"))) return false;
        String[] wanted = filter.split("/", -1);
        String[] found = topic.split("/", -1);
        for (int level = 0; level < wanted.length; level++) {
            if (wanted[level].equals("#")) return true;
            if (level == found.length) return false;
            if (!wanted[level].equals("+") && !wanted[level].equals(found[level])) return false;
        }
        return wanted.length == found.length;
    }

    @Test
    void user_and_client_stand_for_themselves() {
        NamePattern own = pattern("home/${user}/${client}-in/#");

        assertThat(own.matches("home/anna/till-7-in/x")).isTrue();
        assertThat(own.matches("home/bert/till-7-in/x")).isFalse();
        assertThat(own.covers("home/anna/till-7-in/#")).isTrue();
        assertThat(own.covers("home/+/till-7-in/#")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            value = {"#", "+", "a/b", "a#", "+a", "''", "$SYS", "$temporary-queue", "/", "a/#"},
            quoteCharacter = '\'')
    void a_client_that_is_called_so_widens_nothing(String client) {
        assertThat(NamePattern.of("till/${client}", "anna", client)).isNull();
        assertThat(NamePattern.of("${client}/#", "anna", client)).isNull();
        assertThat(NamePattern.of("till/${user}", client, "till-7")).isNull();
    }

    @Test
    void a_user_that_is_called_like_a_placeholder_is_taken_at_its_word() {
        NamePattern own = Objects.requireNonNull(NamePattern.of("home/${user}", "x${client}", "till-7"));

        assertThat(own.matches("home/x${client}")).isTrue();
        assertThat(own.matches("home/xtill-7")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"a+", "+a/b", "a/#/b", "#/a", "a/b#", "${user", "${host}/a", "a/${User}"})
    void what_is_no_pattern_is_refused_in_words(String text) {
        assertThat(Permission.objection(text)).isNotNull();
    }

    @Test
    void a_pattern_has_a_length_and_no_nul() {
        assertThat(Permission.objection("")).isNotNull();
        assertThat(Permission.objection("a\0b")).isNotNull();
        assertThat(Permission.objection("a".repeat(4_095))).isNull();
        assertThat(Permission.objection("a".repeat(4_096))).isNull();
        assertThat(Permission.objection("a".repeat(4_097))).isNotNull();
    }
}
