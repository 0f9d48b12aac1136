package io.belay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.config.Yaml.Mapping;
import io.belay.config.Yaml.Scalar;
import io.belay.config.Yaml.Sequence;
import io.belay.testkit.Seeds;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private static Mapping read(String text) throws ConfigException {
        Problems problems = new Problems();
        Mapping root = YamlReader.read("f.yaml", text, problems);
        problems.refuse();
        return root;
    }

    private static String refusal(String text) {
        return catchThrowableOfType(ConfigException.class, () -> read(text)).getMessage();
    }

    @Test
    void every_part_knows_its_line_and_column_from_1() throws ConfigException {
        Mapping root = read("# first\na: 1\nb:\n  - x\n  - {c: \"y\"}\n");

        assertThat(root.entries())
                .extracting(each -> each.name() + "@" + each.place())
                .containsExactly("a@f.yaml:2:1", "b@f.yaml:3:1");
        Sequence list = (Sequence) root.entries().get(1).value();
        assertThat(list.items())
                .extracting(each -> each.place().toString())
                .containsExactly("f.yaml:4:5", "f.yaml:5:5");
        Mapping inner = (Mapping) list.items().get(1);
        assertThat(inner.entries().get(0).value().place()).hasToString("f.yaml:5:9");
    }

    @Test
    void a_column_is_counted_in_characters_not_in_bytes() throws ConfigException {
        Mapping root = read("é😀: {x: 1}");

        assertThat(((Mapping) root.entries().get(0).value()).entries().get(0).place())
                .hasToString("f.yaml:1:6");
    }

    @Test
    void every_scalar_is_the_text_that_was_written() throws ConfigException {
        Mapping root = read("a: no\nb: 0x10\nc: \"~\"\nd: ~\ne:\nf: null\ng: 'it''s'\n");

        assertThat(root.entries())
                .extracting(each -> ((Scalar) each.value()).text())
                .containsExactly("no", "0x10", "~", "~", "", "null", "it's");
        assertThat(root.entries())
                .extracting(each -> ((Scalar) each.value()).isNothing())
                .containsExactly(false, false, false, true, true, false, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "---\n", "--- ~\n", "{}"})
    void a_file_that_says_nothing_is_an_empty_mapping(String text) throws ConfigException {
        assertThat(read(text).entries()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1%na: 2            | f.yaml:2:1: expected each name once; found \"a\" again, first in line 1",
                "x: {b: 1, c: 2, b: 3} | f.yaml:1:17: expected each name once; found \"b\" again",
                "a: &x 1               | f.yaml:1:4: expected no anchor (&); found x",
                "a: &x 1%nb: *x        | f.yaml:2:4: expected a value; found an alias (*), write it out",
                "a: !!int 1            | f.yaml:1:4: expected no tag (!); found \"tag:yaml.org,2002:int\"",
                "a: !java/x {}         | f.yaml:1:4: expected no tag (!)",
                "[a, b]: 1             | f.yaml:1:1: expected a name; found a list",
                "- a                   | f.yaml:1:1: expected names with values; found a list",
                "just text             | f.yaml:1:1: expected names with values; found \"just text\"",
                "a: 1%n---%nb: 2       | f.yaml:2:1: expected one document; found a second one",
                "a: [1, 2              | not YAML",
                "a: b: c               | f.yaml:1:5: not YAML",
                "a: \"x                | not YAML",
                "%TAG                  | not YAML",
                "%YAML 3.0%n---%na: 1  | not YAML",
                "a:%n\tb: 1            | f.yaml:2:1: not YAML",
            })
    void what_is_no_settings_file_is_refused_with_its_place(String text, String words) {
        assertThat(refusal(text.replace("%n", "\n"))).contains(words);
    }

    @Test
    void a_character_that_no_text_has_is_refused_with_its_place() {
        assertThat(refusal("a: 1\nb: x\u0007y\n"))
                .isEqualTo("f.yaml:2:5: not YAML: the character U+0007 is not allowed");
    }

    @Test
    void all_that_is_wrong_is_told_at_once() {
        assertThat(refusal("a: &x 1\nb: *x\na: 2\n").lines()).hasSize(3);
    }

    @Test
    void depth_is_bounded() throws ConfigException {
        String most = "a: " + "[".repeat(YamlReader.DEPTH_MAX - 1) + "]".repeat(YamlReader.DEPTH_MAX - 1);
        String more = "a: " + "[".repeat(YamlReader.DEPTH_MAX) + "]".repeat(YamlReader.DEPTH_MAX);

        assertThat(read(most.replace("[]", "[x]")).entries()).hasSize(1);
        assertThat(read(most).entries()).hasSize(1);
        assertThat(refusal(more)).contains("expected a depth of at most 16");
        assertThat(refusal("a: " + "[".repeat(100_000))).contains("expected a depth of at most 16");
        assertThat(refusal("- ".repeat(50_000))).contains("expected a depth of at most 16");
    }

    @ParameterizedTest
    @Seeds(20)
    void hostile_text_is_refused_with_a_place_and_never_breaks_it(long seed) {
        Random random = new Random(seed);
        List<String> words = List.of(
                "a",
                "b",
                ": ",
                ":",
                "\n",
                "  ",
                "- ",
                "[",
                "]",
                "{",
                "}",
                ",",
                "&x ",
                "*x",
                "!t ",
                "'",
                "\"",
                "#",
                "|",
                ">",
                "? ",
                "---\n",
                "...\n",
                "%YAML 1.2\n",
                "\\",
                "\t",
                "\u0000",
                "\ud800",
                "é",
                "<<: ",
                "~",
                "@",
                "`");
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int each = 0; each < length; each++) text.append(words.get(random.nextInt(words.size())));
            try {
                assertThat(read(text.toString())).isNotNull();
            } catch (ConfigException refused) {
                assertThat(refused).hasMessageStartingWith("f.yaml");
            }
        }
    }

    @Test
    void the_problems_that_are_told_are_bounded_and_the_rest_is_counted() {
        StringBuilder text = new StringBuilder();
        for (int each = 0; each <= Problems.TOLD_MAX; each++)
            text.append("k").append(each).append(": &a 1\n");

        assertThatThrownBy(() -> read(text.toString())).isInstanceOfSatisfying(ConfigException.class, refused -> {
            assertThat(refused.problems()).hasSize(Problems.TOLD_MAX);
            assertThat(refused).hasMessageEndingWith("\nand 1 more");
        });
        String one = text.substring(text.indexOf("\n") + 1);
        assertThat(refusal(one)).doesNotContain("more");
    }
}
