package io.belay.interop.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a process stands.
 *
 * @param seconds since the overload began
 * @param heapKib used, with what is not collected yet
 * @param residentKib of memory
 * @param files that it has open
 * @param confirmed messages, so far
 */
record Sample(long seconds, long heapKib, long residentKib, long files, long confirmed) {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    static Sample of(long pid, long seconds, long confirmed) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Matcher resident = RESIDENT.matcher(Files.readString(process.resolve("status")));
        return new Sample(
                seconds,
                heapKib(pid),
                resident.find() ? Long.parseLong(resident.group(1)) : 0,
                files(process),
                confirmed);
    }

    private static long files(Path process) throws IOException {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return files.count();
        }
    }

    private static long heapKib(long pid) throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(tool.toString(), Long.toString(pid), "GC.heap_info")
                .redirectErrorStream(true)
                .start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher used = USED.matcher(answer);
        return used.find() ? Long.parseLong(used.group(1)) : 0;
    }

    static String head() {
        return "seconds,heap_kib,resident_kib,open_files,confirmed";
    }

    String row() {
        return seconds + "," + heapKib + "," + residentKib + "," + files + "," + confirmed;
    }
}
