package io.belay.interop.soak;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** A small picture of the samples: heap and resident memory, and open files, over time. */
final class Chart {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 200;
    private static final int MARGIN = 40;

    private Chart() {}

    static String of(List<Sample> samples) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                %s%s</svg>
                """.formatted(
                        WIDTH + 2 * MARGIN,
                        2 * (HEIGHT + 2 * MARGIN),
                        panel(
                                samples,
                                0,
                                "memory, MiB: heap (blue), resident (grey)",
                                List.of(each -> each.heapKib() >> 10, each -> each.residentKib() >> 10)),
                        panel(samples, HEIGHT + 2 * MARGIN, "open files", List.of(Sample::files)));
    }

    private static String panel(List<Sample> samples, int top, String title, List<ToLongFunction<Sample>> lines) {
        long most = 1;
        for (ToLongFunction<Sample> line : lines) {
            for (Sample each : samples) most = Math.max(most, line.applyAsLong(each));
        }
        StringBuilder panel = new StringBuilder();
        panel.append(text(MARGIN, top + MARGIN - 12, title));
        panel.append(text(4, top + MARGIN + 4, Long.toString(most)));
        panel.append(text(4, top + MARGIN + HEIGHT, "0"));
        String[] colours = {"#2060c0", "#888888"};
        for (int index = 0; index < lines.size(); index++) {
            panel.append(line(samples, top, most, lines.get(index), colours[index]));
        }
        return panel.toString();
    }

    private static String line(List<Sample> samples, int top, long most, ToLongFunction<Sample> of, String colour) {
        long last = Math.max(1, samples.get(samples.size() - 1).seconds());
        StringBuilder points = new StringBuilder();
        for (Sample each : samples) {
            double x = MARGIN + (double) WIDTH * each.seconds() / last;
            double y = top + MARGIN + HEIGHT - (double) HEIGHT * of.applyAsLong(each) / most;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        return "<polyline fill=\"none\" stroke=\"" + colour + "\" points=\""
                + points.toString().strip() + "\"/>\n";
    }

    private static String text(int x, int y, String text) {
        return "<text x=\"" + x + "\" y=\"" + y + "\">" + text + "</text>\n";
    }
}
