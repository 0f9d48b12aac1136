package io.belay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests wait for nothing, leave nothing out, and cite clauses so that they can be found (docs/STYLE.md, Tests). */
class HonestTestsTest {
    private static final Pattern SLEEP = Pattern.compile("(Thread|TimeUnit\\.[A-Z]+|[A-Z]+)\\.sleep");
    private static final Pattern SKIP = Pattern.compile("Disabled.*|Ignore|EnabledIf.*|EnabledOn.*");
    private static final Pattern CLAUSE = Pattern.compile(
            "MQTT-\\d+(\\.\\d+)+-\\d+[a-z]?|(AMQP|JMS)-\\d+(\\.\\d+)+|(OMQ|IBM|M3|M5|CMQ|PEER|PAIN|GAP|S)-\\d+[a-z]?");

    private static final List<JavaFile> FILES = JavaFile.all();

    @Test
    void no_test_sleeps() {
        Findings.none(
                "Wait for what must happen, not for time to pass; or pass the time as a parameter:", sleeps(FILES));
    }

    @Test
    void no_test_is_left_out() {
        Findings.none("Mend these tests or delete them, nothing is skipped:", skipped(FILES));
    }

    @Test
    void every_cited_clause_has_the_form_of_one() {
        Findings.none(
                "Write MQTT-3.1.2-23, AMQP-2.6.13, JMS-3.8.1.1, or a row of the feature list such as M5-50:",
                badClauses(FILES));
    }

    @Test
    void a_sleep_is_found_in_a_test_and_only_there() {
        String sleeping = "class A { void a() { Thread.sleep(1); TimeUnit.SECONDS.sleep(1); bed.sleep(); } }";

        assertThat(sleeps(List.of(test(sleeping))))
                .containsExactly(
                        "a/src/test/java/A.java:1 Thread.sleep", "a/src/test/java/A.java:1 TimeUnit.SECONDS.sleep");
        assertThat(sleeps(List.of(JavaFile.parse("a/src/main/java/A.java", sleeping))))
                .isEmpty();
    }

    @Test
    void a_test_that_is_left_out_is_found() {
        String disabled =
                "class A {\n@Disabled(\"later\") void a() {}\n@org.junit.Ignore void b() {}\n@Test void c() {}\n}";

        assertThat(skipped(List.of(test(disabled))))
                .containsExactly("a/src/test/java/A.java:2 @Disabled", "a/src/test/java/A.java:3 @Ignore");
    }

    @Test
    void a_clause_of_the_wrong_form_is_found() {
        String citing =
                "class A {\n@Clause(\"MQTT-3.1.2-23\") void a() {}\n@Clause({\"M5-50\", \"mqtt 3.1\"}) void b() {}\n"
                        + "@Clause(\"[MQTT-3.1.2-23]\") void c() {}\n@Other(\"free\") void d() {}\n"
                        + "@Clause({\"AMQP-2.6.13\", \"JMS-3.8.1.1\", \"JMS\"}) void e() {}\n}";

        assertThat(badClauses(List.of(test(citing))))
                .containsExactly(
                        "a/src/test/java/A.java:3 mqtt 3.1",
                        "a/src/test/java/A.java:4 [MQTT-3.1.2-23]",
                        "a/src/test/java/A.java:6 JMS");
    }

    private static List<String> sleeps(List<JavaFile> files) {
        return tests(files)
                .flatMap(file ->
                        Calls.selections(file, name -> SLEEP.matcher(name).matches()).stream())
                .toList();
    }

    private static List<String> skipped(List<JavaFile> files) {
        return tests(files)
                .flatMap(file ->
                        Calls.annotations(file, name -> SKIP.matcher(name).matches()).stream())
                .toList();
    }

    private static List<String> badClauses(List<JavaFile> files) {
        var found = new ArrayList<String>();
        for (JavaFile file : files) {
            for (AnnotationTree annotation : Calls.annotations(file)) {
                if (!Calls.simpleName(annotation).equals("Clause")) continue;
                strings(annotation).stream()
                        .filter(clause -> !CLAUSE.matcher(clause).matches())
                        .forEach(clause -> found.add(Calls.where(file, annotation) + " " + clause));
            }
        }
        return found;
    }

    private static List<String> strings(AnnotationTree annotation) {
        var found = new ArrayList<String>();
        for (ExpressionTree argument : annotation.getArguments()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitLiteral(LiteralTree literal, Void none) {
                    found.add(String.valueOf(literal.getValue()));
                    return null;
                }
            }.scan(argument, null);
        }
        return found;
    }

    private static Stream<JavaFile> tests(List<JavaFile> files) {
        return files.stream().filter(JavaFile::isTest);
    }

    private static JavaFile test(String text) {
        return JavaFile.parse("a/src/test/java/A.java", text);
    }
}
