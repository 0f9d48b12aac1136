package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds {@code docs/CONNECTION.md} to the code: what is taken stands there, with its default. */
class ConnectionPageTest {
    private static List<String> page() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "CONNECTION.md"));
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void every_setting_has_a_row_with_its_default(Setting setting) throws IOException {
        String row = page().stream()
                .filter(line -> line.startsWith("| `" + setting.text() + "` |"))
                .findFirst()
                .orElse("no row");

        assertThat(row.split("\\|")[3].strip()).isEqualTo(quoted(setting.standard()));
        if (setting.kind() instanceof SettingKind.Choice choice) assertThat(row).contains(choice.values());
    }

    @Test
    void every_attribute_of_sun_mq_has_a_row_with_its_default() throws IOException {
        List<String> page = page();

        for (Alias each : SunNames.ALL) {
            String standard = each.standard().isEmpty() ? "unset" : quoted(each.standard());
            assertThat(page)
                    .as(each.name())
                    .anyMatch(line -> line.startsWith("| `" + each.name() + "` | " + standard + " |"));
            if (each.meansNothing())
                assertThat(page)
                        .anyMatch(line -> line.startsWith("| `" + each.name() + "`") && line.contains("means nothing"));
        }
    }

    @Test
    void every_option_of_qpid_jms_stands_there() throws IOException {
        List<String> page = page();

        for (Alias each : QpidNames.ALL)
            assertThat(page)
                    .as(each.name())
                    .anyMatch(line -> each.meansNothing()
                            ? line.contains("`" + each.name() + "`")
                            : line.startsWith("| `" + each.name() + "` |"));
    }

    @Test
    void nothing_stands_there_that_is_not_taken() throws IOException {
        List<String> names = ConnectionSettings.names();

        assertThat(page().stream()
                        .filter(line -> line.matches("\\| `(imq\\w+|jms\\.\\S+|amqp\\.\\S+|failover\\.\\S+)` \\|.*"))
                        .map(line -> line.substring(3, line.indexOf('`', 3))))
                .isNotEmpty()
                .allMatch(names::contains);
    }
}
