package io.belay.net;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The lines of one event loop, and their common timer. On that loop only. */
final class LoopLines {
    private final LongSupplier clockMs;
    private final List<SocketLine> lines = new ArrayList<>();

    LoopLines(LongSupplier clockMs) {
        this.clockMs = clockMs;
    }

    void add(SocketLine line) {
        line.indexInLoop = lines.size();
        lines.add(line);
    }

    /** Takes a line out in constant time: the last one takes its place. */
    void remove(SocketLine line) {
        int index = line.indexInLoop;
        if (index < 0) return;
        SocketLine last = lines.remove(lines.size() - 1);
        if (last != line) {
            lines.set(index, last);
            last.indexInLoop = index;
        }
        line.indexInLoop = -1;
    }

    /** Ends every line at once, whatever is still to be written. */
    void end() {
        List.copyOf(lines).forEach(SocketLine::cut);
    }

    void tick() {
        if (lines.isEmpty()) return;
        long nowMs = clockMs.getAsLong();
        // Backwards: a line that leaves at its tick is replaced by one that has had its own.
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (i < lines.size()) lines.get(i).tick(nowMs);
        }
    }
}
