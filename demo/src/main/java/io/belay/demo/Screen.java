package io.belay.demo;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** The live picture: redrawn in place on a terminal, else one line each second. One thread, but for {@link #heard}. */
final class Screen {
    private static final int BAR_LENGTH = 32;
    private static final int NEWS_MAX = 6;

    private final PrintStream out;
    private final boolean isTerminal;
    private final Deque<String> news = new ArrayDeque<>(); // guarded by itself
    private int linesDrawn;
    private int framesDrawn;

    Screen(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    /** Something that a connection told. Any thread. */
    void heard(String who, String what) {
        synchronized (news) {
            if (news.size() == NEWS_MAX) news.removeFirst();
            news.addLast(String.format("  %-9s %s", who, what));
        }
    }

    /** Shows how things are. */
    void draw(int leftS, Score score, Trouble trouble) {
        boolean isDue = isTerminal || framesDrawn % Demo.FRAMES_PER_S == 0;
        framesDrawn++;
        if (!isDue) return;
        if (isTerminal) picture(leftS, score, trouble);
        else line(leftS, score, trouble);
    }

    private void line(int leftS, Score score, Trouble trouble) {
        out.printf(
                Locale.ROOT,
                "%3d s left  sent %,d  received %,d  twice %d  exceptions %d  longest call %.1f s  %s%n",
                leftS,
                score.sent(),
                score.received(),
                score.twice(),
                score.exceptions(),
                score.longestMs() / 1e3,
                trouble.now());
    }

    private void picture(int leftS, Score score, Trouble trouble) {
        StringBuilder text = new StringBuilder();
        if (linesDrawn > 0) text.append("\u001b[").append(linesDrawn).append('A');
        int before = linesDrawn;
        linesDrawn = 0;
        add(text, "");
        add(text, String.format("  %d s left          \u001b[1m%s\u001b[0m", leftS, trouble.now()));
        add(text, "");
        int most = Math.max(1, score.sent());
        add(text, String.format(Locale.ROOT, "  sent       %,10d  %s", score.sent(), bar(score.sent(), most)));
        add(text, String.format(Locale.ROOT, "  received   %,10d  %s", score.received(), bar(score.received(), most)));
        add(text, String.format(Locale.ROOT, "  twice      %,10d", score.twice()));
        add(text, String.format(Locale.ROOT, "  exceptions %,10d", score.exceptions()));
        add(text, String.format(Locale.ROOT, "  longest call %8.1f s", score.longestMs() / 1e3));
        add(text, "");
        synchronized (news) {
            news.forEach(each -> add(text, each));
        }
        for (int line = linesDrawn; line < before; line++) add(text, "");
        out.print(text);
        out.flush();
    }

    private void add(StringBuilder text, String line) {
        text.append("\u001b[2K").append(line).append('\n');
        linesDrawn++;
    }

    private static String bar(int value, int most) {
        int full = (int) ((long) BAR_LENGTH * value / most);
        return "#".repeat(full) + ".".repeat(BAR_LENGTH - full);
    }
}
