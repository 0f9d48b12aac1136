package io.belay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ExportsTree;
import io.belay.tidy.JavaFile.Declaration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Javadoc is a contract: what another module can call is documented (docs/STYLE.md, Javadoc). */
class DocumentedTest {
    private static final List<JavaFile> FILES = JavaFile.all();

    @Test
    void every_exported_type_and_method_is_documented() {
        Findings.none("Say what these are, in domain words, with unit, range and errors:", undocumented(FILES));
    }

    @Test
    void a_public_type_method_or_constructor_without_a_comment_is_found() {
        List<JavaFile> files = sample("public class A {\npublic A() {}\npublic void run() {}\npublic enum E { X }\n}");

        assertThat(undocumented(files))
                .containsExactly(path(3) + " A", path(4) + " A", path(5) + " run", path(6) + " E");
    }

    @Test
    void what_stands_in_an_interface_is_public_without_saying_so() {
        List<JavaFile> files =
                sample("/** Is. */ public interface A {\nvoid run();\nrecord B() {}\nprivate void c() {}\n}");

        assertThat(undocumented(files)).containsExactly(path(4) + " run", path(5) + " B");
    }

    @Test
    void what_nobody_outside_can_see_may_stay_bare_and_an_override_inherits() {
        List<JavaFile> files = sample("""
                /** Is. */
                public final class A {
                    private A() {}
                    void run() { new Object() { public int x() { return 1; } }; }
                    static class B { public void hidden() {} }
                    @Override public String toString() { return ""; }
                }
                """);

        assertThat(undocumented(files)).isEmpty();
    }

    @Test
    void a_package_that_is_not_exported_may_stay_bare() {
        String bare = "package io.belay.x.inner;\npublic class A {}";
        JavaFile exporting =
                JavaFile.parse("x/src/main/java/module-info.java", "module io.belay.x { exports io.belay.x; }");
        JavaFile hidden = JavaFile.parse("x/src/main/java/io/belay/x/inner/A.java", bare);
        JavaFile open = JavaFile.parse("y/src/main/java/io/belay/x/inner/A.java", bare);

        assertThat(undocumented(List.of(exporting, hidden))).isEmpty();
        assertThat(undocumented(List.of(open))).hasSize(1); // Without a module-info everything is exported.
    }

    private static List<String> undocumented(List<JavaFile> files) {
        Set<String> exported = new LinkedHashSet<>();
        Set<String> closed = new LinkedHashSet<>();
        for (JavaFile file : files) {
            if (file.unit().getModule() == null) continue;
            closed.add(sources(file.path()));
            file.unit().getModule().getDirectives().stream()
                    .filter(ExportsTree.class::isInstance)
                    .map(directive -> ((ExportsTree) directive).getPackageName().toString())
                    .forEach(exported::add);
        }
        return files.stream()
                .filter(file -> file.isProduct() && !file.isInfo())
                .filter(file -> !closed.contains(sources(file.path()))
                        || exported.contains(file.unit().getPackageName().toString()))
                .flatMap(file -> file.declarations().stream())
                .filter(one -> one.isPublic() && !one.overrides() && !one.isDocumented())
                .map(Declaration::where)
                .toList();
    }

    private static String sources(String path) {
        return path.substring(0, path.indexOf("src/main/java/"));
    }

    private static List<JavaFile> sample(String body) {
        return List.of(JavaFile.parse("x/src/main/java/io/belay/x/A.java", "package io.belay.x;\n\n" + body));
    }

    private static String path(int line) {
        return "x/src/main/java/io/belay/x/A.java:" + line;
    }
}
