package io.belay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The house stands as it is drawn, also where a pom would let more through. */
class ArchitectureTest {
    private static final Repository HERE = Repository.here();
    private static final ArchitectureRules RULES = new ArchitectureRules("io.belay");
    private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(compiled());

    private static final ArchitectureRules SAMPLE_RULES = new ArchitectureRules("io.belay.tidy.sample");
    private static final JavaClasses SAMPLE = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("io.belay.tidy.sample");

    @Test
    void every_module_with_sources_has_been_compiled() {
        List<String> missing = HERE.products().stream()
                .filter(module -> HERE.has(module + "/src/main/java"))
                .filter(module -> !Files.isDirectory(classes(module)))
                .toList();

        Findings.none("Run ./build, these modules have no target/classes to look into:", missing);
        assertThat(CLASSES).isNotEmpty();
    }

    @Test
    void pure_modules_use_only_java_base_each_other_and_jspecify() {
        RULES.pureModulesStayPure().check(CLASSES);
    }

    @Test
    void every_module_uses_only_those_that_the_picture_lets_it_know() {
        ModulePicture picture = ModulePicture.drawnIn(HERE.text("docs/ARCHITECTURE.md"));

        for (String module : HERE.products()) {
            if (!HERE.has(module + "/src/main/java")) continue;
            RULES.knowsOnly(module, picture.knows().get(module)).check(CLASSES);
        }
    }

    @Test
    void the_core_does_not_know_that_there_are_protocols() {
        assertThat(CLASSES.stream().filter(type -> type.getPackageName().startsWith("io.belay.core")))
                .isNotEmpty();
        RULES.knowsOnly("core", List.of("base")).check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        RULES.packagesHaveNoCycles().check(CLASSES);
    }

    @Test
    void a_pure_class_that_logs_or_uses_the_network_module_is_found() {
        assertThat(broken(SAMPLE_RULES.pureModulesStayPure()))
                .anyMatch(line -> line.contains("sample.core.Logs") && line.contains("java.util.logging"))
                .anyMatch(line -> line.contains("sample.core.Dials") && line.contains("sample.net.Socket"))
                .noneMatch(line -> line.contains("sample.core.Calm"));
    }

    @Test
    void a_core_class_that_knows_a_protocol_is_found() {
        assertThat(broken(SAMPLE_RULES.knowsOnly("core", List.of("base", "net"))))
                .isNotEmpty()
                .allMatch(line -> line.contains("sample.core.Speaks") && line.contains("sample.mqtt.Packet"));
    }

    @Test
    void two_packages_that_need_each_other_are_found() {
        assertThat(broken(SAMPLE_RULES.packagesHaveNoCycles()))
                .hasSize(1)
                .first()
                .asString()
                .contains("sample.left", "sample.right");
    }

    private static List<String> broken(ArchRule rule) {
        EvaluationResult result = rule.evaluate(SAMPLE);
        return result.getFailureReport().getDetails();
    }

    private static List<Path> compiled() {
        return HERE.products().stream()
                .map(ArchitectureTest::classes)
                .filter(Files::isDirectory)
                .toList();
    }

    private static Path classes(String module) {
        return HERE.root().resolve(module).resolve("target/classes");
    }
}
