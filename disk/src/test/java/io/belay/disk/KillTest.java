package io.belay.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
    @TempDir
    Path directory;

    @Test
    void what_a_killed_process_had_synced_is_there() throws Exception {
        int synced = 0;
        for (int kill = 1; kill <= 3; kill++) {
            synced = appendAndKill(synced + 200 * kill);

            try (TestStore store = new TestStore(directory)) {
                assertThat(store.records.size()).isGreaterThanOrEqualTo(synced);
                for (int record = 0; record < store.records.size(); record++) {
                    assertThat(store.records.get(record)).isEqualTo("record " + (record + 1));
                }
                synced = store.records.size();
            }
        }
    }

    /** Runs a process until it has synced {@code enough} records, kills it, and returns the last number it printed. */
    private int appendAndKill(int enough) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Appender.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader()) {
            int last = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = Integer.parseInt(line);
                if (last >= enough) process.toHandle().destroyForcibly(); // the process would close its output
            }
            process.waitFor();
            assertThat(last).isGreaterThanOrEqualTo(enough);
            return last;
        }
    }
}
