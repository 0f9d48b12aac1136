package io.belay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is in the product is finished, and talks through its logger or its command line. */
class FinishedCodeTest {
    private static final Pattern MARKER = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
    private static final Pattern CONSOLE = Pattern.compile("(java\\.lang\\.)?System\\.(out|err)");

    private static final List<JavaFile> FILES = JavaFile.all();

    @Test
    void no_main_code_leaves_work_for_later() {
        Findings.none("Do it now, or file it and take the marker out:", markers(FILES));
    }

    @Test
    void only_the_program_and_the_proofs_write_to_the_console() {
        Findings.none(
                "Log it, return it or leave it; the console belongs to the programs in server and demo:",
                consoles(FILES));
    }

    @Test
    void each_marker_is_found_in_main_code() {
        String text = "class A {\n// TODO later\n// FIXME now\n/* XXX */\nint XXXL;\n}";

        assertThat(markers(List.of(JavaFile.parse("a/src/main/java/A.java", text))))
                .containsExactly("a/src/main/java/A.java:2", "a/src/main/java/A.java:3", "a/src/main/java/A.java:4");
    }

    @Test
    void the_console_is_found_in_the_product_but_not_in_the_program() {
        String text = "class A {\nvoid a() {\nSystem.out.println(1);\nSystem.err.flush();\n}\n}";

        assertThat(consoles(List.of(JavaFile.parse("node/src/main/java/A.java", text))))
                .containsExactly("node/src/main/java/A.java:3 System.out", "node/src/main/java/A.java:4 System.err");
        assertThat(consoles(List.of(JavaFile.parse("server/src/main/java/A.java", text))))
                .isEmpty();
        assertThat(consoles(List.of(JavaFile.parse("proof/sim/src/main/java/A.java", text))))
                .isEmpty();
    }

    private static List<String> markers(List<JavaFile> files) {
        var found = new ArrayList<String>();
        for (JavaFile file : files) {
            if (file.isTest()) continue;
            List<String> lines = file.text().lines().toList();
            for (int index = 0; index < lines.size(); index++) {
                if (MARKER.matcher(lines.get(index)).find()) found.add(file.path() + ":" + (index + 1));
            }
        }
        return found;
    }

    private static boolean isProgram(JavaFile file) {
        return file.path().startsWith("server/") || file.path().startsWith("demo/");
    }

    private static List<String> consoles(List<JavaFile> files) {
        return files.stream()
                .filter(file -> file.isProduct() && !isProgram(file))
                .flatMap(file ->
                        Calls.selections(file, name -> CONSOLE.matcher(name).matches()).stream())
                .toList();
    }
}
