package io.belay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.tidy.JavaFile.Declaration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A file is one idea, a method is one thought (docs/STYLE.md, Shape). */
class SizesTest {
    private static final int FILE_LINES_MAX = 500;
    private static final int FILE_LINES_MEDIAN = 120;
    private static final int METHOD_LINES_MAX = 60;
    private static final int METHOD_LINES_MEDIAN = 5;

    private static final List<JavaFile> FILES = JavaFile.all();

    @Test
    void no_file_has_more_than_500_lines() {
        Findings.none("Split these files, a file is one idea:", longFiles(FILES));
    }

    @Test
    void no_file_is_empty() {
        Repository here = Repository.here();

        List<String> empty =
                here.files().stream().filter(file -> here.length(file) == 0).toList();

        Findings.none("Remove these files, there is nothing in them:", empty);
    }

    @Test
    void half_of_the_files_have_at_most_120_lines() {
        assertThat(Findings.median(fileLines(FILES)))
                .as("median lines of all Java files: split the longest")
                .isPositive()
                .isLessThanOrEqualTo(FILE_LINES_MEDIAN);
    }

    @Test
    void no_method_has_more_than_60_lines() {
        Findings.none("Split these methods, a method is one thought:", longMethods(FILES));
    }

    @Test
    void half_of_the_methods_have_at_most_5_lines() {
        List<JavaFile> product = FILES.stream().filter(JavaFile::isProduct).toList();

        assertThat(Findings.median(methodLines(product)))
                .as("median lines of the methods of the product: split the longest")
                .isPositive()
                .isLessThanOrEqualTo(METHOD_LINES_MEDIAN);
    }

    @Test
    void there_are_at_least_as_many_lines_of_test_as_of_product() {
        assertThat(testLines(FILES))
                .as("lines of test (src/test, and proof without bench) for those of src/main in the product")
                .isGreaterThanOrEqualTo(productLines(FILES));
    }

    @Test
    void a_file_of_501_lines_is_found_and_one_of_500_is_not() {
        assertThat(longFiles(List.of(ofLines(500)))).isEmpty();
        assertThat(longFiles(List.of(ofLines(501)))).containsExactly("a/A.java: 501 lines");
    }

    @Test
    void a_method_of_61_lines_is_found_and_one_of_60_is_not() {
        assertThat(longMethods(List.of(withMethodOf(60)))).isEmpty();
        assertThat(longMethods(List.of(withMethodOf(61)))).containsExactly("a/A.java:3 run: 61 lines");
    }

    @Test
    void the_comment_above_a_method_and_a_method_without_a_body_do_not_count() {
        JavaFile file = JavaFile.parse(
                "a/A.java", "interface A {\n/**\n * x\n */\ndefault int a() {\nreturn 1;\n}\nint b();\n}");

        assertThat(methodLines(List.of(file))).containsExactly(3);
    }

    @Test
    void the_median_is_the_middle_one() {
        assertThat(Findings.median(List.of(9, 1, 5))).isEqualTo(5);
        assertThat(Findings.median(List.of(1, 9))).isEqualTo(9);
        assertThat(Findings.median(List.of())).isZero();
    }

    @Test
    void lines_of_tests_and_of_the_product_are_told_apart() {
        List<JavaFile> some = List.of(
                JavaFile.parse("core/src/main/java/A.java", "class A {}\n\n\n"),
                JavaFile.parse("core/src/test/java/B.java", "class B {}\n"),
                JavaFile.parse("proof/sim/src/main/java/C.java", "class C {}\n\n"),
                JavaFile.parse("proof/bench/src/main/java/D.java", "class D {}\n"));

        assertThat(productLines(some)).isEqualTo(3);
        assertThat(testLines(some)).isEqualTo(3);
    }

    private static List<String> longFiles(List<JavaFile> files) {
        return files.stream()
                .filter(file -> file.lines() > FILE_LINES_MAX)
                .map(file -> file.path() + ": " + file.lines() + " lines")
                .toList();
    }

    private static List<String> longMethods(List<JavaFile> files) {
        return methods(files).stream()
                .filter(method -> method.lines() > METHOD_LINES_MAX)
                .map(method -> method.where() + ": " + method.lines() + " lines")
                .toList();
    }

    private static List<Integer> fileLines(List<JavaFile> files) {
        return files.stream()
                .filter(file -> !file.isInfo())
                .map(JavaFile::lines)
                .toList();
    }

    private static List<Integer> methodLines(List<JavaFile> files) {
        return methods(files).stream().map(Declaration::lines).toList();
    }

    private static List<Declaration> methods(List<JavaFile> files) {
        return files.stream()
                .flatMap(file -> file.declarations().stream())
                .filter(Declaration::hasBody)
                .toList();
    }

    private static int productLines(List<JavaFile> files) {
        return files.stream()
                .filter(JavaFile::isProduct)
                .mapToInt(JavaFile::lines)
                .sum();
    }

    private static int testLines(List<JavaFile> files) {
        return files.stream()
                .filter(file -> !file.isProduct() && !file.path().startsWith("proof/bench/src/main/"))
                .mapToInt(JavaFile::lines)
                .sum();
    }

    private static JavaFile ofLines(int lines) {
        return JavaFile.parse("a/A.java", "class A {\n" + "\n".repeat(lines - 2) + "}\n");
    }

    private static JavaFile withMethodOf(int lines) {
        return JavaFile.parse(
                "a/A.java", "class A {\n/** Says. */\nvoid run() {\n" + ";\n".repeat(lines - 2) + "}\n}\n");
    }
}
