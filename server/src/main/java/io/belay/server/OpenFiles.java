package io.belay.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many files the system lets this process have open; each connection is one. Clients do not get them all: without one left
 * for the log nobody is served any more.
 */
final class OpenFiles {
    static final int FILES_RESERVED = 256; // up to 128 connections to pages, 64 files that are read, and others

    private OpenFiles() {}

    /** How many connections clients may have together, 1 and up; without bound where the system does not tell. */
    static int forClients() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system))
            return Integer.MAX_VALUE;
        return forClients(system.getMaxFileDescriptorCount(), system.getOpenFileDescriptorCount());
    }

    /** Where there are few, half of them. */
    static int forClients(long max, long open) {
        boolean isUnknown = max < 0 || open < 0;
        if (isUnknown) return Integer.MAX_VALUE;
        long left = Math.max(0, max - open);
        long reserved = Math.min(FILES_RESERVED, left / 2);
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, left - reserved));
    }
}
