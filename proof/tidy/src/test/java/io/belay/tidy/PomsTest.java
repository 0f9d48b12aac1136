package io.belay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Versions stand in one place, and every module is built. */
class PomsTest {
    private static final Repository HERE = Repository.here();

    @Test
    void only_the_root_pom_names_versions() {
        List<Pom> poms = HERE.modules().stream()
                .map(module -> Pom.parse(module + "/pom.xml", HERE.text(module + "/pom.xml")))
                .toList();

        Findings.none(
                "Move these versions to dependencyManagement or pluginManagement of the root pom:", versions(poms));
    }

    @Test
    void every_pom_is_a_module_of_the_root_pom() {
        List<String> expected = new ArrayList<>(
                HERE.modules().stream().map(module -> module + "/pom.xml").toList());
        expected.add("pom.xml");

        assertThat(HERE.ending("pom.xml"))
                .as("poms in the tree are those of <modules> in the root pom")
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void every_module_says_what_it_is_for() {
        List<String> without = HERE.modules().stream()
                .filter(module -> !HERE.has(module + "/README.md"))
                .toList();

        Findings.none("Write a README.md: what it is for, what to read first, what it must not know:", without);
    }

    @Test
    void a_version_of_a_dependency_or_plugin_is_found_and_that_of_the_parent_is_not() {
        Pom pom = Pom.parse("a/pom.xml", """
                <project>
                  <parent><artifactId>belay</artifactId><version>1</version></parent>
                  <dependencies>
                    <dependency><groupId>g</groupId><artifactId>lib</artifactId><version>2</version></dependency>
                  </dependencies>
                  <build><plugins>
                    <plugin><artifactId>tool</artifactId><version>3</version></plugin>
                    <plugin><artifactId>other</artifactId><version>${other.version}</version></plugin>
                  </plugins></build>
                </project>
                """);

        assertThat(versions(List.of(pom))).containsExactly("a/pom.xml: dependency lib", "a/pom.xml: plugin tool");
    }

    @Test
    void the_dependencies_of_a_pom_are_its_own_and_compile_unless_it_says_otherwise() {
        Pom pom = Pom.parse("a/pom.xml", """
                <project>
                  <dependencyManagement><dependencies>
                    <dependency><groupId>g</groupId><artifactId>managed</artifactId></dependency>
                  </dependencies></dependencyManagement>
                  <dependencies>
                    <dependency><groupId>g</groupId><artifactId>one</artifactId></dependency>
                    <dependency><groupId>g</groupId><artifactId>two</artifactId><scope>test</scope></dependency>
                  </dependencies>
                </project>
                """);

        assertThat(pom.dependencies())
                .containsExactly(new Pom.Dependency("g", "one", "compile"), new Pom.Dependency("g", "two", "test"));
    }

    private static List<String> versions(List<Pom> poms) {
        return poms.stream()
                .flatMap(pom -> pom.versions().stream().map(version -> pom.file() + ": " + version))
                .toList();
    }
}
