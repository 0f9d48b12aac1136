package io.belay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.VariableTree;
import io.belay.tidy.JavaFile.Declaration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/** Every limit is documented, with its default and what happens when it is reached (docs/STYLE.md). */
class LimitsTest {
    private static final Pattern RECORD = Pattern.compile(".*(Limits|Options)");
    private static final Pattern LIMIT = Pattern.compile(".*(Max|Maximum)(S|Ms|Out)?|.*TimeoutMs");

    @Test
    void every_limit_of_the_product_stands_in_the_table_of_limits() {
        String table = Repository.here().text("docs/LIMITS.md");

        assertThat(limits(JavaFile.all())).isNotEmpty();
        Findings.none("Name these in docs/LIMITS.md, with default and answer:", missing(JavaFile.all(), table));
    }

    @Test
    void a_limit_that_the_table_does_not_name_is_found() {
        JavaFile file = JavaFile.parse("a/src/main/java/A.java", """
                class A {
                    record QueueLimits(int lengthMax, long waitMaxS, int closeTimeoutMs, boolean fair) {
                        static final int FLOOR_MAX = 1;
                    }
                    record Other(int sizeMax) {}
                }
                """);

        assertThat(missing(List.of(file), "| `lengthMax` | 5 |"))
                .containsExactly(
                        "a/src/main/java/A.java:2 QueueLimits: waitMaxS",
                        "a/src/main/java/A.java:2 QueueLimits: closeTimeoutMs");
    }

    private static List<String> missing(List<JavaFile> files, String table) {
        return limits(files)
                .filter(limit -> !table.contains("`" + limit.substring(limit.lastIndexOf(' ') + 1) + "`"))
                .toList();
    }

    private static Stream<String> limits(List<JavaFile> files) {
        return files.stream()
                .filter(JavaFile::isProduct)
                .flatMap(file -> file.declarations().stream())
                .filter(one -> RECORD.matcher(one.name()).matches())
                .flatMap(LimitsTest::components);
    }

    private static Stream<String> components(Declaration type) {
        if (!(type.tree() instanceof ClassTree tree)) return Stream.of();
        return tree.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                .map(field -> field.getName().toString())
                .filter(name -> LIMIT.matcher(name).matches())
                .map(name -> type.where() + ": " + name);
    }
}
