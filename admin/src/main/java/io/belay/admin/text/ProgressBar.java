package io.belay.admin.text;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows on a terminal how far long work is: {@code copying [########............] 40 %, 1.2 GiB of 3.0 GiB}. Nothing is
 * written where nobody looks. One thread.
 */
public final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 20;
    private static final long REDRAW_NANOS = 100_000_000;
    private static final Path ERROR_STREAM = Path.of("/proc/self/fd/2");

    private final String what;
    private final @Nullable PrintWriter to;
    private final LongSupplier nanoTime;
    private long drawnNanos;
    private int drawnLength; // of what stands there now, characters

    /**
     * Creates one that draws wherever it is told to.
     *
     * @param what is done, in a word
     * @param to the terminal; null for nowhere
     * @param nanoTime a clock that only goes on
     */
    ProgressBar(String what, @Nullable PrintWriter to, LongSupplier nanoTime) {
        this.what = what;
        this.to = to;
        this.nanoTime = nanoTime;
    }

    /** One for work of this process, which shows nothing unless errors go to a terminal. */
    public static ProgressBar of(String what, PrintWriter errors) {
        return new ProgressBar(what, isTerminal(ERROR_STREAM) ? errors : null, System::nanoTime);
    }

    /** Whether a stream of this process ends at a terminal. Where that is not known it does not. */
    static boolean isTerminal(Path stream) {
        try {
            Path end = Files.readSymbolicLink(stream);
            boolean isConsole = end.equals(Path.of("/dev/console"));
            return isConsole || end.startsWith("/dev/pts") || end.toString().startsWith("/dev/tty");
        } catch (IOException | RuntimeException unknown) {
            return false;
        }
    }

    /** So many bytes of all are done. */
    public void at(long doneBytes, long allBytes) {
        draw(doneBytes, allBytes, () -> ", " + Words.bytes(doneBytes) + " of " + Words.bytes(allBytes));
    }

    /** So many of all are done; if there turn out to be more than was thought, all are as many as are done. */
    public void atCount(long done, long all) {
        long whole = Math.max(done, all);
        draw(done, whole, () -> ", " + done + " of " + whole);
    }

    /** So much of all is done, whatever it is. */
    public void atShare(long done, long all) {
        draw(done, all, () -> "");
    }

    private void draw(long done, long all, Supplier<String> words) {
        if (to == null) return;
        long now = nanoTime.getAsLong();
        boolean isEarly = drawnLength > 0 && now - drawnNanos < REDRAW_NANOS && done < all;
        if (isEarly) return;
        drawnNanos = now;
        draw(line(done, all) + words.get());
    }

    /** Takes it away again. */
    @Override
    public void close() {
        if (to == null || drawnLength == 0) return;
        draw("");
        to.print('\r');
        to.flush();
    }

    private String line(long done, long all) {
        double share = all <= 0 ? 0 : Math.min(1, (double) done / all);
        int filled = (int) (share * WIDTH);
        return what + " [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + (int) (share * 100) + " %";
    }

    private void draw(String line) {
        if (to == null) return;
        to.print("\r" + line + " ".repeat(Math.max(0, drawnLength - line.length())));
        to.flush();
        drawnLength = line.length();
    }
}
