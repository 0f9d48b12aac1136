package io.belay.interop.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The web console as people see it: {@code js/console.js} goes through it with Chromium, once for all of these.
 * {@code -Dbelay.console.pictures=DIRECTORY} has it take pictures of all pages, too.
 */
@Tag("programs") // which must be installed
class ConsoleTest {
    private static final List<String> SAID = new ArrayList<>();

    @BeforeAll
    static void visit(@TempDir Path directory) throws Exception {
        Path own = Path.of("js/console.js");
        Path script = Files.exists(own) ? own : Path.of("proof/interop").resolve(own);
        String pictures = System.getProperty("belay.console.pictures", "");
        try (ConsoleBroker broker = ConsoleBroker.start(directory)) {
            List<String> command = new ArrayList<>(List.of(
                    "node",
                    script.toString(),
                    "http://127.0.0.1:" + broker.port("HTTP"),
                    Integer.toString(broker.port("MQTT"))));
            if (!pictures.isEmpty()) command.add(pictures);
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(SAID::add);
            process.waitFor();
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "refusedInWords | a wrong password is refused in words",
                "overview       | whoever logs in sees how the broker is, who is away, and why",
                "movesMessages  | messages are sent, looked at and moved",
                "purges         | a queue is purged, once somebody has said yes",
                "movesAll       | all messages of a queue are moved",
                "stopsInBetween | many messages are moved in several goes, which are told, and can be stopped",
                "retriesInGoes  | so are dead letters retried, and it is said what stayed",
                "hostileNames   | hostile names are text, and nothing else",
                "keyboardAlone  | the keyboard is enough",
                "phone          | no page is wider than a phone",
                "colours        | it is dark or light as the system, or somebody, wants it",
                "pagesOfQueues  | many queues are shown page by page",
                "tenThousand    | ten thousand queues and sessions are a page, and what is looked for",
                "logAndDisk     | the log is told, and what the broker says, by level",
                "brokerAway     | it says so when the broker does not answer, and goes on when it does",
                "reader         | whoever may only look is told what is missing",
                "logsOut        | whoever logs out is out",
            })
    void a_visit_goes_well(String visit, String what) {
        assertThat(SAID).as(what).contains("ok " + visit);
    }

    @Test
    void no_script_has_failed_and_no_page_wanted_what_its_policy_forbids() {
        assertThat(SAID).contains("ok quiet");
    }
}
