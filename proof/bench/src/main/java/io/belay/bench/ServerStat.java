package io.belay.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What Linux tells of a process in {@code /proc}. */
final class ServerStat {
    private static final long NS_PER_TICK = 10_000_000; // USER_HZ is 100 on every Linux that Java runs on

    private ServerStat() {}

    /** Processor time of all its threads, user and system, in nanoseconds, exact to 10 ms; 0 for pid 0. */
    static long cpuNs(long pid) throws IOException {
        return pid == 0 ? 0 : cpuNs(Path.of("/proc/" + pid));
    }

    /**
     * Of that, what the threads that compile for a JVM took; exact only if the JVM keeps them, as with
     * {@code -XX:-UseDynamicNumberOfCompilerThreads}.
     */
    static long compilerNs(long pid) throws IOException {
        if (pid == 0) return 0;
        long sumNs = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads) {
                try {
                    String name = Files.readString(thread.resolve("comm"));
                    if (name.startsWith("C1 Comp") || name.startsWith("C2 Comp")) sumNs += cpuNs(thread);
                } catch (NoSuchFileException e) {
                    continue; // It has ended meanwhile.
                }
            }
        }
        return sumNs;
    }

    private static long cpuNs(Path entry) throws IOException {
        String stat = Files.readString(entry.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // from field 3, the state
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NS_PER_TICK;
    }

    /** Resident memory in KiB. */
    static long residentKiB(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
        throw new IOException("no VmRSS for process " + pid);
    }
}
