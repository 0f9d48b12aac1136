package io.belay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What we write for readers holds together: links lead somewhere, decisions say why, the licence is there. */
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*|#.*");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z0-9]+[A-Z][A-Za-z0-9]*)(?=[`.(#])");
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern PRESENT = Pattern.compile("(.*/)?README\\.md|docs/[A-Z-]+\\.md");
    private static final Pattern DECISION = Pattern.compile("docs/decisions/(\\d{4})-[a-z0-9-]+\\.md");
    private static final List<String> CHAPTERS = List.of("Status", "Context", "Decision", "Consequences");

    private static final Repository HERE = Repository.here();

    @Test
    void every_relative_link_leads_to_a_file() {
        List<String> dead = HERE.ending(".md").stream()
                .flatMap(file -> deadLinks(file, HERE.text(file), HERE::has).stream())
                .toList();

        Findings.none("Mend these links:", dead);
    }

    @Test
    void every_type_that_a_document_of_the_present_names_is_in_the_code() {
        Set<String> words = HERE.files().stream()
                .filter(file -> file.endsWith(".java") && !file.endsWith("/DocumentsTest.java"))
                .flatMap(file -> words(HERE.text(file)))
                .collect(Collectors.toSet());
        List<String> gone = HERE.ending(".md").stream()
                .filter(PRESENT.asMatchPredicate())
                .flatMap(file -> goneTypes(file, HERE.text(file), words).stream())
                .toList();

        Findings.none("Name what is there:", gone);
    }

    @Test
    void every_decision_has_status_context_decision_and_consequences() {
        List<String> missing = decisions().stream()
                .flatMap(file -> missingChapters(file, HERE.text(file)).stream())
                .toList();

        assertThat(decisions()).isNotEmpty();
        Findings.none("Write these chapters (## Status, ## Context, ## Decision, ## Consequences):", missing);
    }

    @Test
    void decisions_are_numbered_without_gaps() {
        Findings.none("Number decisions 0001, 0002 …, each once:", misnumbered(decisions()));
    }

    @Test
    void the_licence_is_apache_2() {
        assertThat(HERE.text("LICENSE")).contains("Apache License", "Version 2.0, January 2004", "END OF TERMS");
    }

    @Test
    void the_documents_that_a_stranger_looks_for_are_there() {
        assertThat(HERE.files())
                .contains(
                        "README.md",
                        "CHANGELOG.md",
                        "CONTRIBUTING.md",
                        "docs/ARCHITECTURE.md",
                        "docs/STYLE.md",
                        "docs/GLOSSARY.md",
                        "build",
                        ".ci/run");
    }

    @Test
    void a_dead_link_is_found_and_code_and_the_web_are_left_alone() {
        String text = """
                [one](b.md) [two](../c.md#part) [three](gone.md "x)
                [web](https://example.org) [here](#part) `[code](no.md)`
                ```
                [code](never.md)
                ```
                [four](/abs.md) [five](gone.md)
                """;

        assertThat(deadLinks("docs/a.md", text, List.of("docs/b.md", "c.md")::contains))
                .containsExactly("docs/a.md: /abs.md", "docs/a.md: gone.md");
    }

    @Test
    void a_type_that_is_gone_is_found() {
        String text =
                "`LineKeeper` and `LineEnd.why()` outlive `LineReturn`, `OldLine(1)`, `TempQueue…`, LineLess and `SYNC8`.";

        assertThat(goneTypes("a.md", text, Set.of("LineKeeper", "LineEnd")))
                .containsExactly("a.md: LineReturn", "a.md: OldLine");
    }

    @Test
    void a_missing_chapter_is_found() {
        assertThat(missingChapters("d.md", "# T\n## Status\n## Context\ntext ## Decision\n## Consequences\n"))
                .containsExactly("d.md: Decision");
    }

    @Test
    void a_gap_and_a_strange_name_among_the_decisions_are_found() {
        assertThat(misnumbered(List.of("docs/decisions/0001-a.md", "docs/decisions/0003-b.md", "docs/decisions/x.md")))
                .containsExactly("docs/decisions/0003-b.md: expected 0002", "docs/decisions/x.md: expected 0003");
    }

    private static List<String> decisions() {
        return HERE.ending(".md").stream()
                .filter(file -> file.startsWith("docs/decisions/"))
                .toList();
    }

    private static List<String> deadLinks(String file, String text, Predicate<String> exists) {
        Path around = Path.of(file).resolveSibling("");
        return LINK.matcher(CODE.matcher(text).replaceAll(""))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !ELSEWHERE.matcher(target).matches())
                .filter(target -> {
                    String path = target.replaceFirst("#.*", "");
                    return path.startsWith("/")
                            || !exists.test(
                                    around.resolve(path).normalize().toString().replace('\\', '/'));
                })
                .map(target -> file + ": " + target)
                .toList();
    }

    private static List<String> goneTypes(String file, String text, Set<String> words) {
        return TYPE.matcher(text)
                .results()
                .map(type -> type.group(1))
                .filter(type -> !words.contains(type))
                .map(type -> file + ": " + type)
                .toList();
    }

    private static Stream<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group);
    }

    private static List<String> missingChapters(String file, String text) {
        return CHAPTERS.stream()
                .filter(chapter -> text.lines().noneMatch(("## " + chapter)::equals))
                .map(chapter -> file + ": " + chapter)
                .toList();
    }

    private static List<String> misnumbered(List<String> decisions) {
        var found = new ArrayList<String>();
        IntStream.range(0, decisions.size()).forEach(index -> {
            String expected = "%04d".formatted(index + 1);
            var matcher = DECISION.matcher(decisions.get(index));
            if (!matcher.matches() || !matcher.group(1).equals(expected)) {
                found.add(decisions.get(index) + ": expected " + expected);
            }
        });
        return found;
    }
}
