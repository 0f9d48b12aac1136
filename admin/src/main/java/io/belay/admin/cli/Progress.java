package io.belay.admin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** A line that shows how far long work is, on a terminal; nothing anywhere else. */
final class Progress implements AutoCloseable {
    private static final int WIDTH = 30; // of the bar
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final PrintWriter to;
    private final boolean isShown;
    private final String what;
    private final long all;

    /** @param all of what is to be done; 0 if nobody knows */
    Progress(PrintWriter to, boolean isShown, String what, long all) {
        this.to = to;
        this.isShown = isShown;
        this.what = what;
        this.all = all;
    }

    /** One that is shown if standard error is a terminal. */
    static Progress of(PrintWriter to, String what, long all) {
        return new Progress(to, isTerminal(), what, all);
    }

    private static boolean isTerminal() {
        try {
            String name = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty") || name.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /** So much is done. */
    void done(long count) {
        if (!isShown) return;
        long whole = Math.max(all, count);
        int filled = whole == 0 ? WIDTH : (int) (WIDTH * count / whole);
        String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
        to.print("\r" + what + " [" + bar + "] " + count + (all == 0 ? "" : " of " + whole));
        to.flush();
    }

    /** Wipes the line: what follows says how it went. */
    @Override
    public void close() {
        if (!isShown) return;
        to.print("\r\033[K");
        to.flush();
    }
}
