package io.belay.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulePictureTest {
    private static final String SAMPLE = """
            | `free` | `text` | before |
            <!-- modules: begin -->
            | Module | Knows | For |
            |---|---|---|
            | `base` | | words |
            | `core` | `base` | the `node` is not in this cell |
            | `proof/sim` | `core`, `base` | a world |
            <!-- modules: end -->
            """;

    @TempDir
    Path directory;

    @Test
    void the_picture_of_the_modules_is_what_the_poms_build() {
        ModulePicture drawn = ModulePicture.drawnIn(Repository.here().text("docs/ARCHITECTURE.md"));
        ModulePicture built = ModulePicture.builtBy(Repository.here());

        assertThat(drawn.knows())
                .as("module -> modules it knows; change the table in docs/ARCHITECTURE.md or the pom")
                .containsExactlyInAnyOrderEntriesOf(built.knows());
    }

    @Test
    void dependencies_point_down() {
        ModulePicture drawn = ModulePicture.drawnIn(Repository.here().text("docs/ARCHITECTURE.md"));

        Findings.none("A module may know only modules further up in the table (lower in the house):", drawn.upwards());
    }

    @Test
    void the_table_between_the_marks_is_read() {
        assertThat(ModulePicture.drawnIn(SAMPLE).knows())
                .containsOnlyKeys("base", "core", "proof/sim")
                .containsEntry("base", List.of())
                .containsEntry("core", List.of("base"))
                .containsEntry("proof/sim", List.of("base", "core"));
        assertThatThrownBy(() -> ModulePicture.drawnIn("nothing")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_arrow_upwards_is_found() {
        assertThat(ModulePicture.drawnIn(SAMPLE).upwards()).isEmpty();
        assertThat(ModulePicture.drawnIn(SAMPLE.replace("| `base` | |", "| `base` | `core` |"))
                        .upwards())
                .containsExactly("base knows core");
    }

    @Test
    void the_poms_are_read_with_test_scope_only_for_proofs() throws IOException {
        write(
                "pom.xml",
                "<module>base</module><module>core</module><module>proof/sim</module><module>proof/testkit</module>");
        write("base/pom.xml", depends("junit", "compile") + depends("belay-testkit", "test"));
        write("core/pom.xml", depends("belay-base", "compile") + depends("belay-sim", "test"));
        write("proof/sim/pom.xml", depends("belay-core", "compile") + depends("belay-base", "test"));
        write("proof/testkit/pom.xml", "");

        assertThat(ModulePicture.builtBy(Repository.at(directory)).knows())
                .containsEntry("base", List.of())
                .containsEntry("core", List.of("base"))
                .containsEntry("proof/sim", List.of("base", "core"))
                .containsEntry("proof/testkit", List.of());
    }

    private static String depends(String artifact, String scope) {
        return "<dependency><groupId>g</groupId><artifactId>" + artifact + "</artifactId><scope>" + scope
                + "</scope></dependency>";
    }

    private void write(String file, String inside) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "<project><dependencies>" + inside + "</dependencies></project>");
    }
}
