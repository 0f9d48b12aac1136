package io.belay.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTreeTest {
    private final TopicTree<String> tree = new TopicTree<>();

    @ParameterizedTest
    @CsvSource({
        "sport/tennis/player1/#, sport/tennis/player1, true",
        "sport/tennis/player1/#, sport/tennis/player1/ranking, true",
        "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
        "sport/tennis/player1/#, sport/tennis/player10, false",
        "sport/#, sport, true",
        "#, a/b, true",
        "#, /, true",
        "sport/tennis/+, sport/tennis/player1, true",
        "sport/tennis/+, sport/tennis/player1/ranking, false",
        "sport/+, sport, false",
        "sport/+, sport/, true",
        "+/+, /finance, true",
        "/+, /finance, true",
        "+, /finance, false",
        "+/monitor/Clients, $SYS/monitor/Clients, false",
        "#, $SYS/monitor, false",
        "$SYS/#, $SYS/monitor, true",
        "$SYS/monitor/+, $SYS/monitor/Clients, true",
        "a/$x, a/$x, true",
        "a/+, a/$x, true",
        "a/#, a/$x/y, true",
        "A, a, false",
        "a//b, a//b, true",
        "a/+/b, a//b, true"
    })
    @Clause({"MQTT-4.7.1-2", "MQTT-4.7.1-3", "MQTT-4.7.2-1", "MQTT-4.7.3-4", "M3-36", "M5-87"})
    void filters_match_topics_as_the_standard_says_in_both_directions(String filter, String topic, boolean matches) {
        List<String> expected = matches ? List.of("found") : List.of();

        tree.put(filter, "found");
        assertThat(match(topic)).isEqualTo(expected);
        tree.remove(filter);
        tree.put(topic, "found");
        assertThat(matching(filter)).isEqualTo(expected);
        assertThat(NaiveFilter.matches(filter, topic)).as("the model").isEqualTo(matches);
    }

    @ParameterizedTest
    @Seeds(50)
    void a_random_tree_finds_what_a_search_through_all_finds(long seed) {
        Random random = new Random(seed);
        Set<String> filters = new LinkedHashSet<>();
        Set<String> topics = new LinkedHashSet<>();
        TopicTree<String> byTopic = new TopicTree<>();
        for (int step = 0; step < 200; step++) {
            String filter = name(random, new String[] {"a", "b", "", "+", "#", "$c"});
            String topic = name(random, new String[] {"a", "b", "", "$c"});
            change(random, tree, filters, filter.replaceAll("#/.*", "#"));
            change(random, byTopic, topics, topic);

            assertThat(match(topic))
                    .containsExactlyInAnyOrderElementsOf(filters.stream()
                            .filter(of -> NaiveFilter.matches(of, topic))
                            .toList());
            List<String> found = new ArrayList<>();
            String wanted = filter.replaceAll("#/.*", "#");
            byTopic.matching(wanted, found::add);
            assertThat(found)
                    .containsExactlyInAnyOrderElementsOf(topics.stream()
                            .filter(of -> NaiveFilter.matches(wanted, of))
                            .toList());
            assertThat(tree.count()).isEqualTo(filters.size());
        }
    }

    @Test
    void a_name_comes_before_those_below_it_and_siblings_as_they_came() {
        for (String name : new String[] {"b/x/y", "a", "b", "b/x", "a/z"}) tree.put(name, name);

        List<String> all = new ArrayList<>();
        tree.forEach(all::add);

        assertThat(all).containsExactly("b", "b/x", "b/x/y", "a", "a/z");
        TopicTree<String> again = new TopicTree<>();
        for (String name : all) again.put(name, name);
        List<String> allAgain = new ArrayList<>();
        again.forEach(allAgain::add);
        assertThat(allAgain).isEqualTo(all);
    }

    @Test
    void a_value_is_replaced_and_removed() {
        tree.put("a/b", "one");
        tree.put("a/b", "two");

        assertThat(tree.at("a/b")).isEqualTo("two");
        assertThat(tree.count()).isEqualTo(1);
        assertThat(tree.at("a")).isNull();
        tree.remove("a/b");
        assertThat(tree.at("a/b")).isNull();
        assertThat(tree.count()).isZero();
    }

    @Test
    void a_name_of_thousands_of_levels_costs_no_stack() {
        String deep = "a/".repeat(30_000) + "a";
        tree.put(deep, "deep");
        tree.put("+/".repeat(30_000) + "#", "wild");

        assertThat(match(deep)).containsExactlyInAnyOrder("deep", "wild");
        assertThat(matching("#")).hasSize(2);
        tree.remove(deep);
        assertThat(match(deep)).containsExactly("wild");
    }

    private static void change(Random random, TopicTree<String> tree, Set<String> names, String name) {
        if (random.nextInt(3) > 0) {
            tree.put(name, name);
            names.add(name);
        } else if (names.remove(name)) {
            tree.remove(name);
        }
    }

    private static String name(Random random, String[] levels) {
        List<String> name = new ArrayList<>();
        for (int left = random.nextInt(4); left >= 0; left--) name.add(levels[random.nextInt(levels.length)]);
        return String.join("/", name);
    }

    private List<String> match(String topic) {
        List<String> found = new ArrayList<>();
        tree.match(topic, found::add);
        return found;
    }

    private List<String> matching(String filter) {
        List<String> found = new ArrayList<>();
        tree.matching(filter, found::add);
        return found;
    }
}
