package io.belay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.tidy.JavaFile.Declaration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A name is a word that we would use aloud (docs/STYLE.md, Names). */
class NamesTest {
    private static final Pattern TYPE_BAD = Pattern.compile("I[A-Z].*|.*(Impl|Manager|Helper|Utils?)");
    private static final String NAMED_BY_OTHERS = "jms/src/main/java/io/belay/jms/mq/"; // Open Message Queue's names
    private static final Pattern METHOD_BAD = Pattern.compile("get([A-Z0-9].*)?");

    @Test
    void no_type_is_called_Impl_Manager_Helper_or_Util_and_none_begins_with_the_I_of_an_interface() {
        Findings.none("Call these types by what they are:", badTypes(JavaFile.all()));
    }

    @Test
    void no_method_of_the_product_is_called_get() {
        Findings.none("Call these methods by what they return, without get:", badMethods(JavaFile.all()));
    }

    @Test
    void each_bad_type_name_is_found() {
        String types = "class ISession {} class QueueImpl {} class LockManager {} class TestHelper {} class Util {} "
                + "class BitUtils {} class Ink {} class Session { class Utility {} }";

        assertThat(badTypes(List.of(product(types))))
                .extracting(where -> where.substring(where.indexOf(' ') + 1))
                .containsExactly("ISession", "QueueImpl", "LockManager", "TestHelper", "Util", "BitUtils");
    }

    @Test
    void a_method_get_is_found_unless_somebody_else_named_it() {
        String methods = "class A { int getX() { return 1; } int get() { return 1; } int getting() { return 1; }"
                + " @Override public int getY() { return 1; } int together() { return 1; } }";

        assertThat(badMethods(List.of(product(methods))))
                .containsExactly("a/src/main/java/A.java:1 getX", "a/src/main/java/A.java:1 get");
    }

    private static List<String> badTypes(List<JavaFile> files) {
        return files.stream()
                .flatMap(file -> file.declarations().stream())
                .filter(one -> !one.isMethod() && TYPE_BAD.matcher(one.name()).matches())
                .map(Declaration::where)
                .toList();
    }

    private static List<String> badMethods(List<JavaFile> files) {
        return files.stream()
                .filter(JavaFile::isProduct)
                .filter(file -> !file.path().startsWith(NAMED_BY_OTHERS))
                .flatMap(file -> file.declarations().stream())
                .filter(one -> one.isMethod() && !one.overrides())
                .filter(one -> METHOD_BAD.matcher(one.name()).matches())
                .map(Declaration::where)
                .toList();
    }

    private static JavaFile product(String text) {
        return JavaFile.parse("a/src/main/java/A.java", text);
    }
}
