package io.belay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that lists the clauses of Jakarta Messaging names tests that there are, and each clause that a test cites. */
class JakartaMessagingPageTest {
    private static final String PAGE = "docs/JAKARTA-MESSAGING.md";
    private static final Pattern TEST = Pattern.compile("\\b[A-Z][A-Za-z]+Test\\b");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+(?:\\.\\d+)*) \\|");
    private static final Pattern CITED = Pattern.compile("\"JMS-(\\d+(?:\\.\\d+)*)\"");

    @Test
    void each_test_that_it_names_is_there() {
        List<String> files = Repository.here().ending("Test.java");

        assertThat(found(TEST, Repository.here().text(PAGE), 0))
                .isNotEmpty()
                .allMatch(name -> files.stream().anyMatch(file -> file.endsWith("/" + name + ".java")));
    }

    @Test
    void each_clause_that_a_test_cites_is_on_it() {
        TreeSet<String> rows = found(ROW, Repository.here().text(PAGE), 1);
        TreeSet<String> cited = new TreeSet<>();
        for (String file : Repository.here().ending("Test.java")) {
            if (!file.startsWith("proof/tidy/"))
                cited.addAll(found(CITED, Repository.here().text(file), 1));
        }

        assertThat(cited).isNotEmpty();
        assertThat(rows).containsAll(cited);
    }

    private static TreeSet<String> found(Pattern pattern, String text, int group) {
        Stream<MatchResult> matches = pattern.matcher(text).results();
        TreeSet<String> found = new TreeSet<>();
        matches.forEach(match -> found.add(match.group(group)));
        return found;
    }
}
