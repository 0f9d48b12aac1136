package io.belay.interop.installed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./package} makes, unpacked and run where there are no sources. */
class PackageTest {
    private static final int WAIT_S = 120;

    @TempDir
    private Path directory;

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("package"))) here = here.getParent();
        return here;
    }

    private String run(Path where, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(WAIT_S, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    @Test
    void it_is_the_same_each_time_and_runs_where_it_is_unpacked_and_tells_systemd() throws Exception {
        String sums = run(root(), List.of("./package", "--built"));
        assertThat(run(root(), List.of("./package", "--built"))).isEqualTo(sums);
        try (Stream<Path> made = Files.list(root().resolve("target/package"))) {
            Path archive = made.filter(each -> each.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
            run(directory, List.of("tar", "-xzf", archive.toString()));
        }
        Path home;
        try (Stream<Path> unpacked = Files.list(directory)) {
            home = unpacked.findFirst().orElseThrow();
        }

        assertThat(run(home, List.of("./belay", "--version"))).startsWith("Belay ");
        assertThat(told(home)).isEqualTo("--ready --status=ready");
    }

    /** What systemd's program is told when the broker, started as a unit, is ready. */
    private String told(Path home) throws IOException, InterruptedException {
        Path told = directory.resolve("told");
        Path notify = Files.createDirectories(directory.resolve("bin")).resolve("systemd-notify");
        Files.writeString(
                notify, "#!/bin/sh\necho \"$@\" >'" + told + ".new' && mv '" + told + ".new' '" + told + "'\n");
        Files.setPosixFilePermissions(notify, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command = new ArrayList<>(List.of("./belay", "run", "--config=packaging/belay.yaml"));
        command.addAll(List.of("--data=" + directory.resolve("data"), "--mqtt=0", "--amqp=0", "--http=0"));
        command.addAll(List.of("--websocket=off", "--portmapper=off"));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().put("NOTIFY_SOCKET", "/nowhere");
        builder.environment().merge("PATH", notify.getParent() + ":", (path, ours) -> ours + path);
        Process broker = builder.start();
        try (BufferedReader said = broker.inputReader()) {
            String line = said.readLine();
            while (line != null && !line.equals("ready")) line = said.readLine();
            assertThat(line).isEqualTo("ready");
            long untilMs = System.currentTimeMillis() + WAIT_S * 1_000L;
            while (!Files.exists(told) && System.currentTimeMillis() < untilMs) Thread.yield();
            broker.destroy();
            assertThat(broker.waitFor(WAIT_S, TimeUnit.SECONDS)).isTrue();
            assertThat(broker.exitValue()).isZero();
        } finally {
            broker.destroyForcibly();
        }
        return Files.readString(told).strip();
    }
}
