package io.belay.config;

import java.util.ArrayList;
import java.util.List;

/** Writes a file of settings with all keys, each with its sentence and its default: read back, it changes nothing. */
public final class Example {
    private static final int WIDTH = 110; // characters of a comment

    private final StringBuilder text = new StringBuilder();

    private Example() {}

    /**
     * The file.
     *
     * @param head lines of the comment that it begins with
     */
    public static String of(Schema schema, List<String> head) {
        Example example = new Example();
        head.forEach(line -> example.line("", ("# " + line).stripTrailing()));
        schema.sections().forEach(example::section);
        return example.text.toString();
    }

    private void section(Section section) {
        text.append('\n');
        comment("", section.text());
        String indent = section.name().isEmpty() ? "" : "  ";
        if (!indent.isEmpty()) line("", section.name() + ":");
        section.keys().forEach(key -> key(indent, key));
    }

    private void key(String indent, Key<?> key) {
        if (key.kind().isScalar())
            comment(indent, key.text() + " (" + key.kind().expected() + ")");
        else comment(indent, key.text());
        String value = key.unsetYaml();
        if (value != null) line(indent, key.shortName() + ": " + value);
        else if (key.kind().isScalar()) line(indent, "# " + key.shortName() + ":");
    }

    private void comment(String indent, String words) {
        for (String paragraph : words.split("\n")) {
            if (paragraph.startsWith(" ")) line(indent, "# " + paragraph.stripTrailing());
            else wrapped(paragraph).forEach(line -> line(indent, "# " + line));
        }
    }

    private static List<String> wrapped(String words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words.split(" ")) {
            if (line.length() > 0 && line.length() + word.length() >= WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private void line(String indent, String line) {
        text.append(indent).append(line).append('\n');
    }
}
